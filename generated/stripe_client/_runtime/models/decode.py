# SPDX-License-Identifier: MIT
"""Decode JSON values into Python values, by type expression.

Each type's decoder is built once, on first use. Decoding is lenient and lossless: a value that the
declared type does not admit is returned unchanged. Only `read_json` and `read_value` reject a
value, by the JSON type of its outermost level.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import NoneType
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args, get_origin

from .fields import UNKNOWN, is_model, schema_of
from .format_encoders import Format
from .members import list_members, object_members, tuple_union
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

Decoder: TypeAlias = Callable[[Any], Any]
_PLAIN = frozenset({str, int, float, bool, object, Any, None, NoneType, ...})
_UNSEEN = object()


class NestingError(ValueError):
    """The data is nested more deeply than Python's recursion limit allows."""


def decoder_for(expression: Any, package: str) -> Decoder | None:
    """Return a function that decodes JSON values of this type.

    Args:
        expression: A type expression, as evaluated by `type_expressions.evaluate`.
        package: The client's root package, in which forward references are resolved.

    Returns:
        The decoder; None if every value of the type decodes to itself.
    """
    if _decodes_to_itself(expression):
        return None
    by_type: dict[type, Decoder | None] = {}
    lookup = by_type.get

    def decode(value: object) -> Any:
        json_type = type(value)
        convert: Any = lookup(json_type, _UNSEEN)
        if convert is _UNSEEN:
            convert = by_type[json_type] = _decoder_forjson_type(
                json_type, expression, package
            )
        return value if convert is None else convert(value)

    return decode


def _decodes_to_itself(expression: Any) -> bool:
    """Whether values need no decoding, as far as is known without resolving references."""
    origin = get_origin(expression)
    if origin is None:
        return expression in _PLAIN
    if origin is Annotated or origin is tuple:
        return False
    return origin is Literal or all(map(_decodes_to_itself, get_args(expression)))


def _decoder_forjson_type(
    json_type: type, expression: Any, package: str
) -> Decoder | None:
    if issubclass(json_type, bool) or json_type is NoneType:
        return None
    if issubclass(json_type, Mapping):
        return _object_decoder(expression, package)
    if issubclass(json_type, list):
        return _array_decoder(expression, package)
    if issubclass(json_type, (str, int, float)):
        return _scalar_decoder(json_type, expression, package)
    return None


def _scalar_decoder(json_type: type, expression: Any, package: str) -> Decoder | None:
    for member in alternatives(expression, package):
        if accepts_all(member, json_type):
            return None
        if isinstance(member, Format):
            return member.scalar_decoder(json_type, expression, package)
    return None


def accepts_all(member: Any, json_type: type) -> bool:
    """Whether a member of a type is a plain type that accepts every value of `json_type`."""
    if member is float:
        return issubclass(json_type, (int, float))
    return isinstance(member, type) and issubclass(json_type, member)


def _array_decoder(expression: Any, package: str) -> Decoder | None:
    tuples, items = list_members(expression, package)
    convert = None if items is None else decoder_for(items, package)
    if tuples:
        decode: Decoder = tuple_union(tuples, package).decoder(convert)
        return decode
    if convert is None:
        return None
    return lambda value: [convert(item) for item in value]


def _object_decoder(expression: Any, package: str) -> Decoder | None:
    members = object_members(expression, package)
    if members.only is not None:
        return _member_decoder(members.only, package)
    resolve = members.resolver(package)
    decoders: dict[Any, Decoder] = {}

    def decode(value: Mapping[str, Any]) -> Any:
        member = resolve(value)
        if member is None:
            return value
        if member not in decoders:
            decoders[member] = _member_decoder(member, package)
        return decoders[member](value)

    return decode


def _member_decoder(member: Any, package: str) -> Decoder:
    if isinstance(member, Map):
        return _map_decoder(member, package)
    return object_decoder(member)


def _map_decoder(declared: Map, package: str) -> Decoder:
    convert = decoder_for(declared.values, package)
    if convert is None:
        return lambda value: value
    return lambda value: {key: convert(member) for key, member in value.items()}


def _build_object_decoder(cls: Any) -> Callable[[Mapping[str, Any]], Any]:
    schema = schema_of(cls)
    plan = {
        field.wire: (field.set, decoder_for(field.type, field.package))
        for field in schema.fields
    }
    other = decoder_for(schema.additional, package_of(cls.__module__))
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
    _build_object_decoder
)
"""Return a function that decodes a JSON object into an instance of the model class `cls`."""


@cache
def decoder_of(annotation: str, package: str) -> Decoder | None:
    """Return the decoder for an annotation such as `"list[Customer]"` in a client `package`.

    None if every value decodes to itself.
    """
    return decoder_for(evaluate(annotation, package, {}), package)


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
STRUCTURES: Final = frozenset({_OBJECT, _JSON_TYPES[list], _JSON_TYPES[NoneType]})
"""The JSON types that are no strings, numbers or booleans."""


class UnreadableError(ValueError):
    """The content cannot be decoded.

    The message is a predicate, such as `is not JSON: …`; the caller puts the subject before it.
    """


def read_json(content: bytes | str, annotation: str, package: str) -> Any:
    """Parse JSON text and decode it.

    Args:
        content: The JSON text; bytes in UTF-8, UTF-16 or UTF-32.
        annotation: The declared type, such as `"list[Customer]"`.
        package: The client's root package, in which names of the annotation are resolved.

    Raises:
        UnreadableError: The content is not JSON, is of another JSON type than declared, or is
            nested too deeply.
    """
    try:
        value = json.loads(content, parse_float=_float_parser(package))
    except RecursionError:
        raise UnreadableError("is nested too deeply") from None
    except ValueError as error:
        problem = f"is not JSON: {error}" if content.strip() else "is empty"
        raise UnreadableError(problem) from None
    return read_value(value, annotation, package)


@cache
def _float_parser(package: str) -> Callable[[str], float] | None:
    """How to parse numbers: with all of their digits if the client has decimals; None for `float`.

    Such clients export the function with their models.
    """
    try:
        models = import_module(f"{package}.models")
    except ImportError:
        return None
    parser: Callable[[str], float] | None = getattr(models, "exact_float", None)
    return parser


def read_value(value: Any, annotation: str, package: str) -> Any:
    """Decode a parsed JSON value; arguments as for `read_json`.

    Only the outermost value is checked against the declared type.

    Raises:
        UnreadableError: The value is of another JSON type than declared, or nested too deeply.
    """
    expected = _json_types_of(annotation, package)
    if expected and json_type(value) not in expected:
        problem = f"is {json_type(value)}, expected {' or '.join(expected)}"
        raise UnreadableError(problem)
    decode = decoder_of(annotation, package)
    try:
        return value if decode is None else decode(value)
    except RecursionError:
        raise UnreadableError("is nested too deeply") from None


def json_type(value: object) -> str | None:
    """Return the JSON type of a value for messages: `an object`; None if it has none."""
    if isinstance(value, Mapping):
        return _OBJECT
    return _JSON_TYPES.get(float if isinstance(value, float) else type(value))


@cache
def _json_types_of(annotation: str, package: str) -> tuple[str, ...]:
    """The JSON types that a declared type admits; empty if any."""
    return json_types(evaluate(annotation, package, {}), package)


def json_types(expression: Any, package: str) -> tuple[str, ...]:
    """Return the JSON types that a type admits; empty if any."""
    admitted: dict[str, None] = {}
    for member in alternatives(expression, package):
        of_member = tuple(_json_types_of_member(member, package))
        if not of_member:
            return ()
        admitted.update(dict.fromkeys(of_member))
    return tuple(admitted)


def _json_types_of_member(member: Any, package: str) -> Iterator[str]:
    match member:
        case Map():
            yield _OBJECT
        case TaggedUnion():
            for alternative in alternatives(member.members, package):
                yield from _json_types_of_member(alternative, package)
        case Array() | Tuple():
            yield _JSON_TYPES[list]
        case Constant():
            yield from (_JSON_TYPES[type(constant)] for constant in member.values)
        case Format():
            yield from (_JSON_TYPES[str], _JSON_TYPES[int])
        case _ if is_model(member):
            yield _OBJECT
        case _ if member in _JSON_TYPES:
            yield _JSON_TYPES[member]
        case _:
            pass
