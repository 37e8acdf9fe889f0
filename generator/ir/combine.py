"""Types put together: nullable ones, unions, enums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeGuard

from generator.core.json import Json
from generator.ir.types import (
    Array,
    Enum,
    Map,
    Nullable,
    Scalar,
    Type,
    Union,
)

ANY = Scalar("any")
NULL = Scalar("null")
NEVER = Scalar("never")


def nullable(type_: Type) -> Type:
    """`type_` or null."""
    if isinstance(type_, Nullable) or type_ in (NULL, ANY):
        return type_
    return Nullable(type_)


def union_of(types: list[Type]) -> Type:
    """The union of `types`: flat, each once, null outermost; the type itself if there is one."""
    if len(types) == 1:
        # What is known of a union as such, that it is expandable, is not for its members to say.
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
    """The enum of these JSON values, nullable if null is one; of none at all there is no value.

    Objects and lists have no constants in Python: in their place stands any object, any list.
    """
    if values and set(map(type, values)) == {str}:
        # As nearly all are.
        return Enum(tuple(dict.fromkeys(values)))
    distinct = {_key(value): value for value in values}
    plain = tuple(value for value in distinct.values() if _is_scalar(value))
    members: list[Type] = [Enum(plain)] if plain else []
    if any(isinstance(value, dict) for value in distinct.values()):
        members.append(Map(ANY))
    if any(isinstance(value, list) for value in distinct.values()):
        members.append(Array(ANY))
    if None in distinct.values():
        members.append(NULL)
    return union_of(members) if members else NEVER


def same_values(some: Iterable[Json], others: Iterable[Json]) -> tuple[Json, ...]:
    """Those of `some` JSON values that are among the others."""
    known = {_key(value) for value in others}
    return tuple(value for value in some if _key(value) in known)


def _key(value: Json) -> object:
    # By kind as well: True and 1 are equal in Python, and two values in JSON.
    return type(value), repr(value) if isinstance(value, dict | list) else value


def _is_scalar(value: object) -> TypeGuard[str | int | float | bool]:
    return isinstance(value, str | int | float | bool)
