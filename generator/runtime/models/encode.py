# SPDX-License-Identifier: MIT
"""Encode Python values as JSON values: the reverse of `decode`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import repeat
from typing import Any, Final, TypeAlias

from .fields import UNKNOWN, is_model, schema_of
from .formats import (
    Format,
    encode_base64,
    encode_date,
    encode_date_time,
    encode_decimal,
)
from .type_expressions import Map, alternatives, evaluate, package_of
from .unions import lists_among, objects_among
from .unset import UNSET

_DATE_WORDS: Final = {"datetime": "time", "date": "date"}


class EncodingError(TypeError):
    """A value that has no place in JSON; says where it stands, as in `phases[0].start_date`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path: list[str | int] = []

    def under(self, key: str | int) -> EncodingError:
        """The same error, seen from the container that holds the value as `key`."""
        self.path.insert(0, key)
        return self

    def __str__(self) -> str:
        steps = (
            f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path
        )
        place = "".join(steps).removeprefix(".")
        return f"{place}: {self.problem}" if place else self.problem


def refuse_undeclared(kind: type[Any]) -> Callable[[Any], Any]:
    """Refuses a value that can be written in several ways, of which the document names none."""
    problem = "bytes, where the document asks for none; pass a str"
    if issubclass(kind, date):
        name = "datetime" if issubclass(kind, datetime) else "date"
        asked = _DATE_WORDS[name]
        problem = (
            f"a {name}, where the document asks for no {asked}; pass an int or a str"
        )

    def refuse(_: object) -> Any:
        raise EncodingError(problem)

    return refuse


def refuse(value: object) -> Any:
    """Says of a value that JSON has no place for it.

    Raises:
        EncodingError: always.
    """
    if value is UNSET:
        raise EncodingError("UNSET stands where there must be a value")
    kind = type(value)
    name = kind.__qualname__ if kind.__module__ == "builtins" else _qualified_name(kind)
    raise EncodingError(f"a value of type {name} cannot be sent as JSON")


def _qualified_name(kind: type[Any]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


Encoder: TypeAlias = Callable[[Any], Any]
_PLAIN = frozenset({str, int, float, bool, type(None)})
_TEXT: tuple[type[Any], ...] = (str, bytes, bytearray, memoryview)
_FORMATTED = (date, bytes, bytearray)
_DEFAULTS: tuple[tuple[type, Encoder], ...] = (
    (str, str),
    (int, int),
    (float, float),
    (datetime, encode_date_time),
    (date, encode_date),
    (Decimal, encode_decimal),
    (bytes, encode_base64),
    (bytearray, encode_base64),
)


def encode_json(value: Any, expression: Any = Any, package: str = "") -> Any:
    """`value` as dicts, lists, strings, numbers, booleans and None; `UNSET` members left out.

    With a type expression, formats inside plain dicts and lists come out as the type says.

    Raises:
        EncodingError: something in `value` cannot be said in JSON.
    """
    encode = encoder_for(expression, package)
    try:
        return encode(value)
    except RecursionError:
        raise EncodingError("it contains itself, or is nested too deeply") from None


def encoder_for(expression: Any, package: str, *, strict: bool = False) -> Encoder:
    """What makes JSON values of Python values of this type.

    In a strict one, times and bytes have a place only where the type says in which format. JSON has
    a usual format for each; a form or a URL has none.
    """
    by_kind: dict[type, Encoder] = {}

    def encode(value: object) -> Any:
        kind = type(value)
        if kind in _PLAIN and kind is not int:
            return value
        convert = by_kind.get(kind)
        if convert is None:
            convert = by_kind[kind] = _encoder_for_type(
                kind, expression, package, strict
            )
        return convert(value)

    return encode


def _encoder_for_type(
    kind: type[Any], expression: Any, package: str, strict: bool
) -> Encoder:
    if is_model(kind):
        return object_encoder(kind, strict)
    if issubclass(kind, Enum):
        encode = encoder_for(expression, package, strict=strict)
        return lambda value: encode(value.value)
    if issubclass(kind, Mapping):
        return _mapping_encoder(expression, package, strict)
    if _is_sequence(kind):
        return _sequence_encoder(expression, package, strict)
    encoder = _format_encoder(kind, expression, package)
    if encoder is None and strict and issubclass(kind, _FORMATTED):
        return refuse_undeclared(kind)
    return encoder or _default_encoder(kind)


def _is_sequence(kind: type[Any]) -> bool:
    return issubclass(kind, Sequence) and not issubclass(kind, _TEXT)


def _format_encoder(kind: type[Any], expression: Any, package: str) -> Encoder | None:
    """The encoder of the first format for this Python type, the exact type before its bases."""
    if issubclass(kind, bool):
        return None
    for base in kind.__mro__[:-1]:
        for member in alternatives(expression, package):
            if member is base or member is object:
                break
            if isinstance(member, Format) and member.type is base:
                return _checked(member.encode)
    return None


def _default_encoder(kind: type[Any]) -> Encoder:
    for base, encode in _DEFAULTS:
        if kind is base and base is encode:
            return _same
        if issubclass(kind, base):
            return _checked(encode)
    return refuse


def _checked(encode: Encoder) -> Encoder:
    def checked(value: Any) -> Any:
        try:
            return encode(value)
        except (ValueError, OverflowError) as error:
            raise EncodingError(str(error)) from error

    return checked


def _same(value: Any) -> Any:
    return value


def _sequence_encoder(expression: Any, package: str, strict: bool) -> Encoder:
    fixed, items = lists_among(expression, package)
    other = encoder_for(Any if items is None else items, package, strict=strict)
    by_length = {
        length: [encoder_for(item, package, strict=strict) for item in each.items]
        for length, each in fixed.items()
    }
    if not by_length:
        return lambda value: _encode_items(value, repeat(other))
    return lambda value: _encode_items(
        value, by_length.get(len(value)) or repeat(other)
    )


def _encode_items(value: Iterable[Any], encoders: Iterable[Encoder]) -> list[Any]:
    result: list[Any] = []
    try:
        for item, encode in zip(value, encoders, strict=False):
            result.append(encode(item))
    except EncodingError as error:
        raise error.under(len(result)) from error.__cause__
    return result


def _mapping_encoder(expression: Any, package: str, strict: bool) -> Encoder:
    choose = objects_among(expression, package).chooser(package)
    members: dict[Any, tuple[Mapping[str, Encoder], Encoder]] = {}

    def encode(value: Mapping[str, Any]) -> dict[str, Any]:
        chosen = choose(value)
        if chosen not in members:
            members[chosen] = _members(chosen, package, strict)
        return _encode_members(value, *members[chosen])

    return encode


def _members(
    chosen: Any, package: str, strict: bool
) -> tuple[Mapping[str, Encoder], Encoder]:
    if chosen is None:
        return {}, encoder_for(Any, package, strict=strict)
    if isinstance(chosen, Map):
        return {}, encoder_for(chosen.values, package, strict=strict)
    shape = schema_of(chosen)
    known = {
        field.wire: encoder_for(field.type, field.package, strict=strict)
        for field in shape.fields
    }
    return known, encoder_for(shape.additional, package, strict=strict)


def _encode_members(
    value: Mapping[Any, Any], known: Mapping[str, Encoder], other: Encoder
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, member in value.items():
        if member is UNSET:
            continue
        name = key.value if isinstance(key, Enum) else key
        if not isinstance(name, str):
            raise EncodingError(f"the key {key!r} is not a string")
        try:
            result[name] = known.get(name, other)(member)
        except EncodingError as error:
            raise error.under(name) from error.__cause__
    return result


def _encoder_of_model(
    cls: Any, strict: bool = False
) -> Callable[[Any], dict[str, Any]]:
    shape = schema_of(cls)
    plan = [
        (field.wire, field.get, encoder_for(field.type, field.package, strict=strict))
        for field in shape.fields
    ]
    unknown = getattr(cls, UNKNOWN).__get__
    package = package_of(cls.__module__)
    encode_unknown = encoder_for(Map(shape.additional), package, strict=strict)

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
    _encoder_of_model
)
"""What makes a JSON object of an instance of the model class `cls`: what is set, by wire
name, then the properties that the document does not know."""


def _encoder_of_text(annotation: str, package: str, strict: bool = False) -> Encoder:
    return encoder_for(evaluate(annotation, package, {}), package, strict=strict)


encoder_of: Final[Callable[..., Encoder]] = cache(_encoder_of_text)
"""The encoder for an annotation in a client `package`, such as `"list[UnixTime] | None"`."""
