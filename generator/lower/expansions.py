"""Expandable fields as identifiers alone: what a slice is without the objects behind them."""

from __future__ import annotations

from dataclasses import replace

from generator.lower.api import (
    Api,
    Array,
    Map,
    Nullable,
    Record,
    Scalar,
    Type,
    Union,
)
from generator.lower.shapes import mapped_operation


def without_expansions(api: Api) -> Api:
    """`api` with its identifier in the place of each expandable type, in lists and maps as well.

    An expandable type that has no identifier among its members, which is to say no text, stays.
    The definitions that nothing mentions any more are still there: see `reach.part_of`.
    """
    return replace(
        api,
        definitions={
            id_: replace(definition, type=_cut(definition.type))
            for id_, definition in api.definitions.items()
        },
        operations=tuple(mapped_operation(each, _cut) for each in api.operations),
    )


def _cut(type_: Type) -> Type:
    match type_:
        case Union(members, expandable=True):
            identifier = next(filter(_is_text, members), None)
            return identifier if identifier is not None else _with_cut_members(type_)
        case Union():
            return _with_cut_members(type_)
        case Nullable(inner):
            return Nullable(_cut(inner))
        case Array(items):
            return Array(_cut(items))
        case Map(values):
            return Map(_cut(values))
        case Record(fields, additional):
            return Record(
                tuple(replace(each, type=_cut(each.type)) for each in fields),
                _cut(additional) if additional is not None else None,
            )
        case _:
            return type_


def _with_cut_members(union: Union) -> Type:
    members = tuple(dict.fromkeys(map(_cut, union.members)))
    return members[0] if len(members) == 1 else replace(union, members=members)


def _is_text(type_: Type) -> bool:
    return isinstance(type_, Scalar) and type_.kind == "string"
