"""Replace types inside of types, operations and definitions.

Values in which nothing is replaced are returned as they are, not copied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from generator.ir.api import Body, BodyField, Operation, Parameter, Response, Webhook
from generator.ir.types import (
    Array,
    Definition,
    Field,
    Map,
    Nullable,
    Record,
    Ref,
    Tuple,
    Type,
    Union,
    UnionDiscriminator,
)

# Returns the replacement of a type, or None to look for replacements inside of it.
Replacement: TypeAlias = Callable[[Type], Type | None]
_Typed = TypeVar("_Typed", Definition, Field, Parameter, Response, Webhook)


def map_type(type_: Type, replacement: Replacement) -> Type:
    """Apply `replacement` to a type and everything inside of it.

    A union whose members become equal collapses to that type.

    Example:
        str | A, with A → str    →    str
    """
    replaced = replacement(type_)
    if replaced is not None:
        return replaced
    match type_:
        case Nullable(inner) | Array(inner) | Map(inner):
            mapped = map_type(inner, replacement)
            return type_ if mapped is inner else type(type_)(mapped)
        case Tuple(items):
            mapped_items = tuple([map_type(item, replacement) for item in items])
            return type_ if all(map(_is, mapped_items, items)) else Tuple(mapped_items)
        case Union(members):
            return _map_union(type_, members, replacement)
        case Record(fields, additional):
            mapped_fields = tuple([map_type_of(field, replacement) for field in fields])
            rest = map_type(additional, replacement) if additional is not None else None
            is_same = rest is additional and all(map(_is, mapped_fields, fields))
            return type_ if is_same else Record(mapped_fields, rest)
        case _:
            return type_


def _map_union(
    union: Union, members: tuple[Type, ...], replacement: Replacement
) -> Type:
    mapped = [map_type(member, replacement) for member in members]
    discriminator = _map_discriminator(union.discriminator, replacement)
    if all(map(_is, mapped, members)) and discriminator == union.discriminator:
        return union
    distinct = tuple(dict.fromkeys(mapped))
    if len(distinct) == 1:
        return distinct[0]
    return replace(union, members=distinct, discriminator=discriminator)


def _map_discriminator(
    discriminator: UnionDiscriminator | None, replacement: Replacement
) -> UnionDiscriminator | None:
    """Map the types that a discriminator selects; keep those not replaced by a `Ref`."""
    if discriminator is None:
        return None
    replaced = (
        (value, id_, replacement(Ref(id_))) for value, id_ in discriminator.mapping
    )
    mapping = (
        (value, type_.id if isinstance(type_, Ref) else id_)
        for value, id_, type_ in replaced
    )
    return replace(discriminator, mapping=tuple(mapping))


def map_type_of(typed: _Typed, replacement: Replacement) -> _Typed:
    """Apply `replacement` to the type of a definition, field, parameter, response or webhook."""
    if typed.type is None:
        return typed
    mapped = map_type(typed.type, replacement)
    return typed if mapped is typed.type else replace(typed, type=mapped)


def map_operation(operation: Operation, replacement: Replacement) -> Operation:
    """Apply `replacement` to every type of an operation."""
    return replace(
        operation,
        parameters=tuple(
            map_type_of(parameter, replacement) for parameter in operation.parameters
        ),
        bodies=tuple(_map_body(body, replacement) for body in operation.bodies),
        responses=tuple(
            map_type_of(response, replacement) for response in operation.responses
        ),
    )


def _map_body(body: Body, replacement: Replacement) -> Body:
    type_ = map_type(body.type, replacement)
    if body.fields is None:
        return replace(body, type=type_)
    fields = tuple(_map_body_field(argument, replacement) for argument in body.fields)
    return replace(body, type=type_, fields=fields)


def _map_body_field(argument: BodyField, replacement: Replacement) -> BodyField:
    field = map_type_of(argument.field, replacement)
    return argument if field is argument.field else replace(argument, field=field)


def _is(one: object, other: object) -> bool:
    return one is other
