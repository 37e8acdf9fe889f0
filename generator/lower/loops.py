"""Unions that have themselves among their members, directly or through other components.

`A: anyOf [A, string]` says no more than `string`, and no type checker takes an alias of itself.
Lists and maps of itself are another matter: those are values, and stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.lower.api import Definition, Nullable, Record, Ref, Type, TypeId, Union
from generator.lower.combine import ANY, NULL, union_of


def without_loops(definitions: Mapping[TypeId, Definition]) -> dict[TypeId, Definition]:
    """The definitions, each union that leads back to itself made of what else it can be."""
    return {
        id_: (
            replace(definition, type=union_of(list(_others(id_, definitions)) or [ANY]))
            if id_ in _led_to(id_, definitions)
            else definition
        )
        for id_, definition in definitions.items()
    }


def _others(id_: TypeId, definitions: Mapping[TypeId, Definition]) -> Iterator[Type]:
    """The members of a union and of those it goes round with, without these themselves."""
    loop = {
        each for each in _led_to(id_, definitions) if id_ in _led_to(each, definitions)
    }
    for each in sorted(loop, key=lambda other: (other != id_, other)):
        for member in _members(definitions[each].type):
            if not (isinstance(member, Ref) and member.id in loop):
                yield member


def _led_to(id_: TypeId, definitions: Mapping[TypeId, Definition]) -> set[TypeId]:
    """The definitions whose values are values of this one, through unions alone."""
    found: set[TypeId] = set()
    waiting = [id_]
    while waiting:
        for member in _members(definitions[waiting.pop()].type):
            if isinstance(member, Ref) and member.id not in found:
                found.add(member.id)
                waiting.append(member.id)
    return found


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
