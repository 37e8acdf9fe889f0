"""Types put together: nullable ones, unions, enums."""

from __future__ import annotations

from typing import TypeGuard

from generator.lower.api import Enum, Nullable, Scalar, Type, Union

ANY = Scalar("any")
NULL = Scalar("null")
_NEVER = Scalar("never")


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
        elif type_ == _NEVER:
            has_never = True
        elif isinstance(type_, Union) and type_.discriminator is None:
            members.update(dict.fromkeys(type_.members))
        else:
            members[type_] = None
    if not members:
        return _NEVER if has_never and not has_null else NULL
    only = next(iter(members)) if len(members) == 1 else Union(tuple(members))
    return Nullable(only) if has_null else only


def enum_of(values: tuple[object, ...]) -> Type:
    """The enum of these JSON values, nullable if null is one; what is no scalar is left out."""
    # By kind as well: True and 1 are equal in Python, and two values in JSON.
    distinct = {(type(value), value): value for value in values if _is_scalar(value)}
    plain = tuple(distinct.values())
    if not plain:
        return NULL if None in values else ANY
    return Nullable(Enum(plain)) if None in values else Enum(plain)


def _is_scalar(value: object) -> TypeGuard[str | int | float | bool]:
    return isinstance(value, str | int | float | bool)
