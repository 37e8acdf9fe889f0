"""The same type, or operation, with some of the types inside of it replaced.

What has nothing to replace in it comes back as it is, and is not made again.
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

# What stands for a type; None where it is to be looked for inside of it.
Replacement: TypeAlias = Callable[[Type], Type | None]
_Typed = TypeVar("_Typed", Definition, Field, Parameter, Response, Webhook)


def mapped(type_: Type, replacement: Replacement) -> Type:
    """`type_` with its replacements; a union that becomes one type is that type."""
    found = replacement(type_)
    if found is not None:
        return found
    match type_:
        case Nullable(inner) | Array(inner) | Map(inner):
            other = mapped(inner, replacement)
            return type_ if other is inner else type(type_)(other)
        case Tuple(items):
            inside = tuple([mapped(each, replacement) for each in items])
            return type_ if all(map(_is, inside, items)) else Tuple(inside)
        case Union(members):
            return _mapped_union(type_, members, replacement)
        case Record(fields, additional):
            others = tuple([with_mapped_type(each, replacement) for each in fields])
            rest = mapped(additional, replacement) if additional is not None else None
            is_same = rest is additional and all(map(_is, others, fields))
            return type_ if is_same else Record(others, rest)
        case _:
            return type_


def _mapped_union(
    union: Union, members: tuple[Type, ...], replacement: Replacement
) -> Type:
    others = [mapped(member, replacement) for member in members]
    told_apart = _mapped_discriminator(union.discriminator, replacement)
    if all(map(_is, others, members)) and told_apart == union.discriminator:
        return union
    distinct = tuple(dict.fromkeys(others))
    if len(distinct) == 1:
        return distinct[0]
    return replace(union, members=distinct, discriminator=told_apart)


def _mapped_discriminator(
    discriminator: UnionDiscriminator | None, replacement: Replacement
) -> UnionDiscriminator | None:
    """A discriminator that names what stands for its members now; one cut away stays named."""
    if discriminator is None:
        return None
    found = (
        (value, id_, replacement(Ref(id_))) for value, id_ in discriminator.mapping
    )
    mapping = (
        (value, other.id if isinstance(other, Ref) else id_)
        for value, id_, other in found
    )
    return replace(discriminator, mapping=tuple(mapping))


def with_mapped_type(typed: _Typed, replacement: Replacement) -> _Typed:
    """Something that has a type, with that type's replacements."""
    if typed.type is None:
        return typed
    other = mapped(typed.type, replacement)
    return typed if other is typed.type else replace(typed, type=other)


def mapped_operation(operation: Operation, replacement: Replacement) -> Operation:
    """`operation` with the replacements of each type that it mentions."""
    return replace(
        operation,
        parameters=tuple(
            with_mapped_type(each, replacement) for each in operation.parameters
        ),
        bodies=tuple(_mapped_body(each, replacement) for each in operation.bodies),
        responses=tuple(
            with_mapped_type(each, replacement) for each in operation.responses
        ),
    )


def _mapped_body(body: Body, replacement: Replacement) -> Body:
    type_ = mapped(body.type, replacement)
    if body.fields is None:
        return replace(body, type=type_)
    fields = tuple(_mapped_field(each, replacement) for each in body.fields)
    return replace(body, type=type_, fields=fields)


def _mapped_field(argument: BodyField, replacement: Replacement) -> BodyField:
    field = with_mapped_type(argument.field, replacement)
    return argument if field is argument.field else replace(argument, field=field)


def _is(one: object, other: object) -> bool:
    return one is other
