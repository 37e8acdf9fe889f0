# SPDX-License-Identifier: MIT
"""Decode JSON into Python values, by type expression.

A decoder is built once per type. Decoding refuses and loses nothing: a value of a JSON type that
the declared type does not admit stays as it came. `read_json` and `read_value` check the outermost
value only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args, get_origin

from .fields import UNKNOWN, is_model, schema_of
from .formats import Format
from .type_expressions import (
    Array,
    Constant,
    Map,
    TaggedUnion,
    Tuple,
    alternatives,
    evaluate,
    package_of,
)
from .unions import lists_among, objects_among

Decoder: TypeAlias = Callable[[Any], Any]
_PLAIN = frozenset({str, int, float, bool, object, Any, None, NoneType, ...})
_UNSEEN = object()


class NestingError(ValueError):
    """The data is nested more deeply than Python can follow."""


def decoder_for(expression: Any, package: str) -> Decoder | None:
    """What makes a Python value of a JSON value of this type; None if it stays as it is.

    `package` is the client's root package, where names in quotes are looked up.
    """
    if _is_plain(expression):
        return None
    by_kind: dict[type, Decoder | None] = {}
    lookup = by_kind.get

    def decode(value: object) -> Any:
        kind = type(value)
        convert: Any = lookup(kind, _UNSEEN)
        if convert is _UNSEEN:
            convert = by_kind[kind] = _decoder_for_type(kind, expression, package)
        return value if convert is None else convert(value)

    return decode


def _is_plain(expression: Any) -> bool:
    """Whether it can be told at once, without looking up names, that values stay as they are."""
    origin = get_origin(expression)
    if origin is None:
        return expression in _PLAIN
    if origin is Annotated or origin is tuple:
        return False
    return origin is Literal or all(map(_is_plain, get_args(expression)))


def _decoder_for_type(kind: type, expression: Any, package: str) -> Decoder | None:
    if issubclass(kind, bool) or kind is NoneType:
        return None
    if issubclass(kind, Mapping):
        return _object_decoder(expression, package)
    if issubclass(kind, list):
        return _array_decoder(expression, package)
    if issubclass(kind, (str, int, float)):
        return _scalar_decoder(kind, expression, package)
    return None


def _scalar_decoder(kind: type, expression: Any, package: str) -> Decoder | None:
    """Tries the formats in order, as far as a plain type that takes all values of this kind."""
    converts: list[Decoder] = []
    constants: list[Constant] = []
    for member in alternatives(expression, package):
        if _accepts_all(member, kind):
            break
        if isinstance(member, Constant):
            constants.append(member)
        elif isinstance(member, Format) and _round_trips(member, expression, package):
            converts.append(member.decode)
    if not converts:
        return None

    def decode(value: Any) -> Any:
        if any(constant.admits(value) for constant in constants):
            return value
        for convert in converts:
            converted = convert(value)
            if converted is not value:
                return converted
        return value

    return decode if constants or len(converts) > 1 else converts[0]


def _accepts_all(member: Any, kind: type) -> bool:
    if member is float:
        return issubclass(kind, (int, float))
    return isinstance(member, type) and issubclass(kind, member)


def _round_trips(wanted: Format, expression: Any, package: str) -> bool:
    """Whether encoding would come back to this format: no other has its Python type first."""
    for member in alternatives(expression, package):
        if isinstance(member, Format) and member.type is wanted.type:
            return member is wanted
        if member is wanted.type or member is object:
            return False
    return False


def _array_decoder(expression: Any, package: str) -> Decoder | None:
    fixed, items = lists_among(expression, package)
    convert = None if items is None else decoder_for(items, package)
    if fixed:
        return _tuple_decoder(fixed, convert, package)
    if convert is None:
        return None
    return lambda value: [convert(item) for item in value]


def _tuple_decoder(
    fixed: Mapping[int, Tuple], convert: Decoder | None, package: str
) -> Decoder:
    """By place where the length is one of those known; any other list is as it would be."""
    by_length = {
        length: [decoder_for(item, package) for item in each.items]
        for length, each in fixed.items()
    }

    def decode(value: list[Any]) -> Any:
        places = by_length.get(len(value))
        if places is not None:
            return tuple(
                [
                    item if place is None else place(item)
                    for place, item in zip(places, value, strict=True)
                ]
            )
        return value if convert is None else [convert(item) for item in value]

    return decode


def _object_decoder(expression: Any, package: str) -> Decoder | None:
    objects = objects_among(expression, package)
    if objects.only is not None:
        return _chosen_decoder(objects.only, package)
    choose = objects.chooser(package)
    decoders: dict[Any, Decoder] = {}

    def decode(value: Mapping[str, Any]) -> Any:
        chosen = choose(value)
        if chosen is None:
            return value
        if chosen not in decoders:
            decoders[chosen] = _chosen_decoder(chosen, package)
        return decoders[chosen](value)

    return decode


def _chosen_decoder(chosen: Any, package: str) -> Decoder:
    if isinstance(chosen, Map):
        return _map_decoder(chosen, package)
    return object_decoder(chosen)


def _map_decoder(chosen: Map, package: str) -> Decoder:
    convert = decoder_for(chosen.values, package)
    if convert is None:
        return lambda value: value
    return lambda value: {key: convert(each) for key, each in value.items()}


def _decoder_of_model(cls: Any) -> Callable[[Mapping[str, Any]], Any]:
    shape = schema_of(cls)
    plan = {
        field.wire: (field.set, decoder_for(field.type, field.package))
        for field in shape.fields
    }
    other = decoder_for(shape.additional, package_of(cls.__module__))
    known = plan.get
    new = object.__new__
    keep_unknown = getattr(cls, UNKNOWN).__set__

    def decode(data: Mapping[str, Any]) -> Any:
        instance = new(cls)
        unknown: dict[str, Any] | None = None
        for key, value in data.items():
            entry = known(key)
            if entry is None:
                if unknown is None:
                    unknown = {}
                unknown[key] = value if other is None else other(value)
                continue
            store, convert = entry
            store(
                instance, value if convert is None or value is None else convert(value)
            )
        if unknown is not None:
            keep_unknown(instance, unknown)
        return instance

    return decode


object_decoder: Final[Callable[[Any], Callable[[Mapping[str, Any]], Any]]] = cache(
    _decoder_of_model
)
"""What makes an instance of the model class `cls` of a JSON object."""


def _decoder_of_text(annotation: str, package: str) -> Decoder | None:
    return decoder_for(evaluate(annotation, package, {}), package)


decoder_of: Final[Callable[[str, str], Decoder | None]] = cache(_decoder_of_text)
"""The decoder for an annotation in a client `package`, such as `"list[Customer]"`."""

_OBJECT = "an object"
_JSON_TYPES: Final[Mapping[type, str]] = {
    dict: _OBJECT,
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "a boolean",
    NoneType: "null",
}


class UnreadableError(ValueError):
    """It cannot be read. The message is what one says of it: `is not JSON: …`."""


def read_json(content: bytes | str, annotation: str, package: str) -> Any:
    """JSON text as a value of the type that `annotation` is in a client `package`.

    Raises:
        UnreadableError: it is no JSON, or none of this type.
    """
    try:
        value = json.loads(content)
    except RecursionError:
        raise UnreadableError("is nested too deeply") from None
    except ValueError as error:
        problem = f"is not JSON: {error}" if content.strip() else "is empty"
        raise UnreadableError(problem) from None
    return read_value(value, annotation, package)


def read_value(value: Any, annotation: str, package: str) -> Any:
    """A JSON value as one of the type that `annotation` is; inside of it nothing is refused.

    Raises:
        UnreadableError: it is another kind of value, or nested too deeply.
    """
    expected = _json_types_of(annotation, package)
    if expected and _json_type(value) not in expected:
        problem = f"is {_json_type(value)}, and should be {' or '.join(expected)}"
        raise UnreadableError(problem)
    decode = decoder_of(annotation, package)
    try:
        return value if decode is None else decode(value)
    except RecursionError:
        raise UnreadableError("is nested too deeply") from None


def _json_type(value: object) -> str | None:
    return _OBJECT if isinstance(value, Mapping) else _JSON_TYPES.get(type(value))


def _json_types(annotation: str, package: str) -> tuple[str, ...]:
    """The kinds of JSON value that one of this type can be; none where that is not known."""
    found: dict[str, None] = {}
    for member in alternatives(evaluate(annotation, package, {}), package):
        kinds = tuple(_json_types_of_member(member, package))
        if not kinds:
            return ()
        found.update(dict.fromkeys(kinds))
    return tuple(found)


_json_types_of: Final[Callable[[str, str], tuple[str, ...]]] = cache(_json_types)


def _json_types_of_member(member: Any, package: str) -> Iterator[str]:
    match member:
        case Map():
            yield _OBJECT
        case TaggedUnion():
            for each in alternatives(member.members, package):
                yield from _json_types_of_member(each, package)
        case Array() | Tuple():
            yield _JSON_TYPES[list]
        case Constant():
            yield from (_JSON_TYPES[type(each)] for each in member.values)
        case Format():
            yield from (_JSON_TYPES[str], _JSON_TYPES[int])
        case _ if is_model(member):
            yield _OBJECT
        case _ if member in _JSON_TYPES:
            yield _JSON_TYPES[member]
        case _:
            pass
