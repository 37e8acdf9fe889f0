# SPDX-License-Identifier: MIT
"""Encode Python values as JSON values: the inverse of `decode`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import repeat
from math import isfinite
from typing import Any, Final, Literal, TypeAlias

from .fields import UNKNOWN, is_model, schema_of
from .format_encoders import (
    Format,
    encode_base64,
    encode_date,
    encode_date_time,
    encode_decimal,
    encode_duration,
    encode_time,
    finite_decimal,
)
from .members import list_members, object_members, tuple_union
from .type_expressions import Map, alternatives, evaluate, package_of
from .unset import UNSET


class EncodingError(TypeError):
    """A value that JSON cannot represent.

    The message begins with the path to the value, as in `phases[0].start_date`.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path: list[str | int] = []

    def under(self, key: str | int) -> EncodingError:
        """Prefix the path with `key`, a member name or an index, and return this error."""
        self.path.insert(0, key)
        return self

    def __str__(self) -> str:
        keys = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.path)
        path = "".join(keys).removeprefix(".")
        return f"{path}: {self.problem}" if path else self.problem


class NotTextError(EncodingError, ValueError):
    """A string with a lone surrogate, which UTF-8 cannot encode."""


def require_text(value: str) -> str:
    """Return a string that UTF-8 can encode.

    Raises:
        NotTextError: It contains a lone surrogate.
    """
    try:
        value.encode()
    except UnicodeEncodeError as error:
        surrogate = f"\\u{ord(value[error.start]):x}"
    else:
        return value
    raise NotTextError(f"contains {surrogate}, and lone surrogates are no text")


def reject_undeclared(value: object) -> Any:
    """Reject a date, time or bytes whose schema declares no format.

    There are several encodings for each of these types, and no default for forms and URLs.
    """
    problem = "format for bytes here; pass a str"
    if isinstance(value, datetime):
        problem = "time format for this datetime; pass an int or a str"
    elif isinstance(value, date):
        problem = "date format for this date; pass an int or a str"
    raise EncodingError(f"the document declares no {problem}")


def reject(value: object) -> Any:
    """Reject a value that JSON cannot represent.

    Raises:
        EncodingError: Always.
    """
    if value is UNSET:
        raise EncodingError("UNSET is not a value; pass one, or leave the member out")
    python_type = type(value)
    name = f"{python_type.__module__}.{python_type.__qualname__}"
    name = name.removeprefix("builtins.")
    raise EncodingError(f"a value of type {name} cannot be encoded as JSON")


def _finite(value: float) -> float:
    if not isfinite(value):
        raise ValueError(f"{value} is not a finite number")
    return float(value)


Encoder: TypeAlias = Callable[[Any], Any]
Target: TypeAlias = Literal["data", "json", "text"]
"""What values are encoded for.

- `data`: JSON values as Python objects.
- `json`: JSON text; a number may be a `Decimal`, which `json_text` writes with all of its digits.
- `text`: a URL, a header or a form. Numbers must be finite, and a date, time or bytes is rejected
  unless the type declares a format: in JSON each has a usual format, here none has.
"""
# Types whose values need no encoding; an int may have a format, and text has no infinite numbers
# and no lone surrogates.
_PLAIN_IN_TEXT = frozenset({bool, type(None)})
_PLAIN = _PLAIN_IN_TEXT | {float, str}
_STRINGS: tuple[type[Any], ...] = (str, bytes, bytearray, memoryview)
_FORMATTED = (date, bytes, bytearray)
_DEFAULTS: tuple[tuple[type, Encoder], ...] = (
    (str, str),
    (int, int),
    (float, float),
    (datetime, encode_date_time),
    (date, encode_date),
    (time, encode_time),
    (timedelta, encode_duration),
    (bytes, encode_base64),
    (bytearray, encode_base64),
)
# Other types that are encoded as `str` writes them, by how their names begin: most programs do not
# import them.
_WRITTEN_BY_STR = ("ipaddress.IPv", "uuid.UUID")


def encode_json(
    value: Any, expression: Any = Any, package: str = "", target: Target = "data"
) -> Any:
    """Encode a value as dicts, lists, strings, numbers, booleans and None.

    Members that are `UNSET` are omitted.

    Args:
        value: A model, mapping, sequence or scalar, nested to any depth.
        expression: The declared type, which decides the formats inside plain dicts and lists.
        package: The client's root package, in which names of the expression are resolved.
        target: What the value is encoded for.

    Raises:
        EncodingError: `value` contains something that JSON cannot represent, or itself.
    """
    encode = encoder_for(expression, package, target)
    try:
        return encode(value)
    except RecursionError:
        raise EncodingError("it contains itself, or is nested too deeply") from None


def encoder_for(expression: Any, package: str, target: Target) -> Encoder:
    """Return a function that encodes Python values of this type as JSON values."""
    by_type: dict[type, Encoder] = {}
    plain = _PLAIN_IN_TEXT if target == "text" else _PLAIN

    def encode(value: object) -> Any:
        python_type = type(value)
        if python_type in plain:
            return value
        convert = by_type.get(python_type)
        if convert is None:
            convert = by_type[python_type] = _encoder_for_type(
                python_type, expression, package, target
            )
        return convert(value)

    return encode


def _encoder_for_type(
    python_type: type[Any], expression: Any, package: str, target: Target
) -> Encoder:
    if is_model(python_type):
        return object_encoder(python_type, target)
    if issubclass(python_type, Enum):
        encode = encoder_for(expression, package, target)
        return lambda value: encode(value.value)
    if issubclass(python_type, Decimal):
        return _decimal_encoder(python_type, expression, package, target)
    if issubclass(python_type, Mapping):
        return _mapping_encoder(expression, package, target)
    if _is_sequence(python_type):
        return _sequence_encoder(expression, package, target)
    encoder = _format_encoder(python_type, expression, package)
    if encoder is None and target == "text":
        if issubclass(python_type, _FORMATTED):
            return reject_undeclared
        if issubclass(python_type, float):
            return _checked(_finite)
        if issubclass(python_type, str):
            return lambda value: require_text(str(value))
    return encoder or _default_encoder(python_type)


def _is_sequence(python_type: type[Any]) -> bool:
    return issubclass(python_type, Sequence) and not issubclass(python_type, _STRINGS)


def _format_encoder(
    python_type: type[Any], expression: Any, package: str
) -> Encoder | None:
    """The encoder of the first format declared for this type, or else for a base of it."""
    if issubclass(python_type, bool):
        return None
    for base in python_type.__mro__[:-1]:
        for member in alternatives(expression, package):
            if member is base or member is object:
                break
            if isinstance(member, Format) and member.type is base:
                return _checked(member.encode)
    return None


def _default_encoder(python_type: type[Any]) -> Encoder:
    for base, encode in _DEFAULTS:
        if python_type is base and base is encode:
            return _identity
        if issubclass(python_type, base):
            return _checked(encode)
    for base in python_type.__mro__:
        if f"{base.__module__}.{base.__qualname__}".startswith(_WRITTEN_BY_STR):
            return str
    return reject


def _decimal_encoder(
    python_type: type[Any], expression: Any, package: str, target: Target
) -> Encoder:
    """Encode a decimal as a string, or as a number if that is what the type declares."""
    if target == "text":
        return _checked(encode_decimal)
    encode = _format_encoder(python_type, expression, package)
    if encode is None:
        is_number = any(
            member is float or member is int
            for member in alternatives(expression, package)
        )
        encode = _checked(finite_decimal if is_number else encode_decimal)
    if target == "json":
        return encode
    return lambda value: getattr(value, "wire", encode(value))


def _checked(encode: Encoder) -> Encoder:
    def checked(value: Any) -> Any:
        try:
            return encode(value)
        except (ValueError, OverflowError) as error:
            raise EncodingError(str(error)) from error

    return checked


def _identity(value: Any) -> Any:
    return value


def _sequence_encoder(expression: Any, package: str, target: Target) -> Encoder:
    tuples, items = list_members(expression, package)
    other = encoder_for(Any if items is None else items, package, target)
    if tuples:
        encode: Encoder = tuple_union(tuples, package).encoder(other, target)
        return encode
    return lambda value: encode_items(value, repeat(other))


def encode_items(value: Iterable[Any], encoders: Iterable[Encoder]) -> list[Any]:
    """Encode each item with the encoder at its position."""
    result: list[Any] = []
    try:
        for item, encode in zip(value, encoders, strict=False):
            result.append(encode(item))
    except EncodingError as error:
        raise error.under(len(result)) from error.__cause__
    return result


def _mapping_encoder(expression: Any, package: str, target: Target) -> Encoder:
    resolve = object_members(expression, package).resolver(package)
    encoders: dict[Any, tuple[Mapping[str, Encoder], Encoder]] = {}

    def encode(value: Mapping[str, Any]) -> dict[str, Any]:
        member = resolve(value)
        if member not in encoders:
            encoders[member] = _property_encoders(member, package, target)
        return _encode_properties(value, *encoders[member])

    return encode


def _property_encoders(
    member: Any, package: str, target: Target
) -> tuple[Mapping[str, Encoder], Encoder]:
    """The encoders of a union member's declared properties, and the one of all others."""
    if member is None:
        return {}, encoder_for(Any, package, target)
    if isinstance(member, Map):
        return {}, encoder_for(member.values, package, target)
    schema = schema_of(member)
    known = {
        field.wire: encoder_for(field.type, field.package, target)
        for field in schema.fields
    }
    return known, encoder_for(schema.additional, package, target)


def _encode_properties(
    value: Mapping[Any, Any], known: Mapping[str, Encoder], other: Encoder
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, property_value in value.items():
        if property_value is UNSET:
            continue
        name = key.value if isinstance(key, Enum) else key
        if not isinstance(name, str):
            raise EncodingError(f"the key {key!r} is not a string")
        try:
            result[name] = known.get(name, other)(property_value)
        except EncodingError as error:
            raise error.under(name) from error.__cause__
    return result


def _build_object_encoder(cls: Any, target: Target) -> Callable[[Any], dict[str, Any]]:
    schema = schema_of(cls)
    plan = [
        (field.wire, field.get, encoder_for(field.type, field.package, target))
        for field in schema.fields
    ]
    unknown = getattr(cls, UNKNOWN).__get__
    package = package_of(cls.__module__)
    encode_unknown = encoder_for(Map(schema.additional), package, target)

    def encode(instance: Any) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for wire, load, convert in plan:
            try:
                value = load(instance)
            except AttributeError:
                continue
            if value is UNSET:
                continue
            try:
                result[wire] = convert(value)
            except EncodingError as error:
                raise error.under(wire) from error.__cause__
        try:
            extra = unknown(instance)
        except AttributeError:
            return result
        for key, value in encode_unknown(extra).items():
            result.setdefault(key, value)
        return result

    return encode


object_encoder: Final[Callable[..., Callable[[Any], dict[str, Any]]]] = cache(
    _build_object_encoder
)
"""Return a function that encodes instances of the model class `cls` as JSON objects.

An object has the fields that are set, by wire name, then the additional properties.
"""


@cache
def encoder_of(annotation: str, package: str, target: Target) -> Encoder:
    """Return the encoder for an annotation like `"list[UnixTime] | None"` in a client `package`."""
    return encoder_for(evaluate(annotation, package, {}), package, target)
