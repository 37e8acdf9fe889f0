"""Unions that have themselves among their members, directly or through other components.

`A: anyOf [A, string]` says no more than `string`, and no type checker takes an alias of itself.
Lists and maps of itself are another matter: those are values, and stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from generator.core.graph import cycles
from generator.ir.combine import ANY, NULL, union_of
from generator.ir.types import (
    Definition,
    Nullable,
    Record,
    Ref,
    Type,
    TypeId,
    Union,
)


def without_loops(definitions: Mapping[TypeId, Definition]) -> dict[TypeId, Definition]:
    """The definitions, each union that leads back to itself made of what else it can be."""
    led_to = {
        id_: [each.id for each in _members(definition.type) if isinstance(each, Ref)]
        for id_, definition in definitions.items()
    }
    found = dict(definitions)
    for loop in cycles(led_to):
        others = {id_: list(_others(id_, loop, definitions)) for id_ in sorted(loop)}
        for id_, own in others.items():
            rest = chain.from_iterable(others[each] for each in others if each != id_)
            found[id_] = replace(
                definitions[id_], type=union_of([*own, *rest] or [ANY])
            )
    return found


def _others(
    id_: TypeId, loop: set[TypeId], definitions: Mapping[TypeId, Definition]
) -> Iterator[Type]:
    """The members of a union without those that it goes round with."""
    for member in _members(definitions[id_].type):
        if not (isinstance(member, Ref) and member.id in loop):
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
