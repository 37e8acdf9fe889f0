"""Build types that are normalized: nullable types, unions and enums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeGuard

from generator.core.json import Json
from generator.ir.types import (
    ANY,
    NEVER,
    NULL,
    Array,
    Enum,
    Map,
    Nullable,
    Type,
    Union,
)


def nullable(type_: Type) -> Type:
    """`type_`, allowing null as well."""
    if isinstance(type_, Nullable) or type_ in (NULL, ANY):
        return type_
    return Nullable(type_)


def union_of(types: list[Type]) -> Type:
    """The union of `types`: flat, without duplicates, and with null outermost.

    Example:
        A | (B | null) | A    →    (A | B) | null

    The union of a single type is that type, unchanged.
    """
    if len(types) == 1:
        # Preserves whether a union is expandable.
        return types[0]
    members: dict[Type, None] = {}
    has_null = has_never = False
    for type_ in types:
        if isinstance(type_, Nullable):
            has_null, type_ = True, type_.type
        if type_ == NULL:
            has_null = True
        elif type_ == NEVER:
            has_never = True
        elif isinstance(type_, Union) and type_.discriminator is None:
            members.update(dict.fromkeys(type_.members))
        else:
            members[type_] = None
    if not members:
        return NEVER if has_never and not has_null else NULL
    only = next(iter(members)) if len(members) == 1 else Union(tuple(members))
    return Nullable(only) if has_null else only


def enum_of(values: Sequence[Json]) -> Type:
    """The type of a value that is one of `values`; the `never` type if there are none.

    Python has no constants for objects and lists, so these become any object and any list.
    """
    if values and set(map(type, values)) == {str}:
        # The usual case, worth a shortcut.
        return Enum(tuple(dict.fromkeys(values)))
    distinct = {_identity(value): value for value in values}
    scalars = tuple(value for value in distinct.values() if _is_scalar(value))
    members: list[Type] = [Enum(scalars)] if scalars else []
    if any(isinstance(value, dict) for value in distinct.values()):
        members.append(Map(ANY))
    if any(isinstance(value, list) for value in distinct.values()):
        members.append(Array(ANY))
    if None in distinct.values():
        members.append(NULL)
    return union_of(members) if members else NEVER


def common_values(some: Iterable[Json], others: Iterable[Json]) -> tuple[Json, ...]:
    """The JSON values of `some` that are also in `others`."""
    known = {_identity(value) for value in others}
    return tuple(value for value in some if _identity(value) in known)


def _identity(value: Json) -> object:
    # Includes the type: `True == 1` in Python, but not in JSON.
    return type(value), repr(value) if isinstance(value, dict | list) else value


def _is_scalar(value: object) -> TypeGuard[str | int | float | bool]:
    return isinstance(value, str | int | float | bool)
