"""Remove unions from their own members.

`A: anyOf [A, string]` means no more than `string`, and type checkers reject an alias of itself.
Recursion through lists, maps and objects describes nested values and is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from generator.core.graph import cycles
from generator.ir.types import (
    ANY,
    NULL,
    Definition,
    Nullable,
    Record,
    Ref,
    Type,
    TypeId,
    Union,
)
from generator.lower.build_types import union_of


def remove_union_cycles(
    definitions: Mapping[TypeId, Definition],
) -> dict[TypeId, Definition]:
    """The definitions, with each cycle of unions replaced by its other members.

    Example:
        A = B | str, B = A | int    →    A = str | int, B = int | str
    """
    members = {
        id_: [
            member.id for member in _members(definition.type) if isinstance(member, Ref)
        ]
        for id_, definition in definitions.items()
    }
    result = dict(definitions)
    for cycle in cycles(members):
        outside = {
            id_: list(_members_outside(id_, cycle, definitions))
            for id_ in sorted(cycle)
        }
        for id_, own in outside.items():
            rest = chain.from_iterable(
                outside[other] for other in outside if other != id_
            )
            type_ = union_of([*own, *rest] or [ANY])
            result[id_] = replace(definitions[id_], type=type_)
    return result


def _members_outside(
    id_: TypeId, cycle: set[TypeId], definitions: Mapping[TypeId, Definition]
) -> Iterator[Type]:
    """The members of a union, excluding those in the same cycle."""
    for member in _members(definitions[id_].type):
        if not (isinstance(member, Ref) and member.id in cycle):
            yield member


def _members(type_: Type) -> Iterator[Type]:
    match type_:
        case Union(members):
            for member in members:
                yield from _members(member)
        case Nullable(inner):
            yield from _members(inner)
            yield NULL
        case Record():
            pass
        case _:
            yield type_
