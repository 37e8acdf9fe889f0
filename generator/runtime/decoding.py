"""JSON values into Python values, by type expression. Nothing is refused and nothing is lost.

A decoder is made once per type and then only looks at the kind of value that came. Values of a
kind that the type does not know stay as they came.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args, get_origin

from .annotations import (
    Constant,
    Map,
    Tuple,
    alternatives,
    evaluate,
    package_of,
)
from .choosing import lists_among, objects_among
from .formats import Format
from .shapes import UNKNOWN, shape_of

Decoder: TypeAlias = Callable[[Any], Any]

_PLAIN = frozenset({str, int, float, bool, object, Any, None, NoneType, ...})
_UNKNOWN_KIND = object()


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
        convert: Any = lookup(kind, _UNKNOWN_KIND)
        if convert is _UNKNOWN_KIND:
            convert = by_kind[kind] = _decoder_of_kind(kind, expression, package)
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


def _decoder_of_kind(kind: type, expression: Any, package: str) -> Decoder | None:
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
        if _takes_all(member, kind):
            break
        if isinstance(member, Constant):
            constants.append(member)
        elif isinstance(member, Format) and _is_found_again(
            member, expression, package
        ):
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


def _takes_all(member: Any, kind: type) -> bool:
    if member is float:
        return issubclass(kind, (int, float))
    return isinstance(member, type) and issubclass(kind, member)


def _is_found_again(wanted: Format, expression: Any, package: str) -> bool:
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
    shape = shape_of(cls)
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
