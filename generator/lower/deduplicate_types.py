"""Deduplicate inline objects and enums that have the same structure.

Two types are equal if they are after their own inline types have been deduplicated. Documentation
does not count, and named components are never merged. Types of requests and of responses remain
separate.

One definition represents all equal ones, and its location names the type. It is the one closest to
its owner; among equally close ones, that with the shortest name, then the first in alphabetical
order. Document order has no influence. A location that named the type in an earlier build takes
precedence, so that adding an operation does not rename existing classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.ir.api import Operation, Webhook
from generator.ir.rewrite import map_operation, map_type_of
from generator.ir.types import (
    Array,
    Definition,
    Map,
    Nullable,
    Record,
    Ref,
    Role,
    Tuple,
    Type,
    TypeId,
    TypeLocation,
    Union,
    UnionDiscriminator,
)

_Structure: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """The definitions that represent each structure, and operations and webhooks that use them.

    `unlocked_locations` has an entry for each definition that represents its structure only because
    it did in an earlier build: the location that would name the type otherwise.
    """

    definitions: Mapping[TypeId, Definition]
    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...]
    unlocked_locations: Mapping[TypeId, TypeLocation]


def deduplicate_types(
    definitions: Mapping[TypeId, Definition],
    operations: tuple[Operation, ...],
    webhooks: tuple[Webhook, ...] = (),
    locked_locations: frozenset[str] = frozenset(),
) -> Deduplicated:
    """Replace inline types of equal structure by a single one.

    Example:
        createPet.tag = {name}, updatePet.tag = {name}    →    createPet.tag, used by both

    Args:
        definitions: all definitions.
        operations: all operations.
        webhooks: all webhooks.
        locked_locations: keys of the locations that named a type in an earlier build.
    """
    groups = _Structures(definitions).groups(locked_locations)
    representatives = {
        member.id: group.representative.id
        for group in groups
        for member in group.members
    }

    def replacement(type_: Type) -> Type | None:
        if isinstance(type_, Ref):
            id_ = representatives.get(type_.id, type_.id)
            return type_ if id_ == type_.id else Ref(id_)
        return None

    return Deduplicated(
        definitions={
            id_: map_type_of(definition, replacement)
            for id_, definition in definitions.items()
            if representatives.get(id_, id_) == id_
        },
        operations=tuple(
            map_operation(operation, replacement) for operation in operations
        ),
        webhooks=tuple(map_type_of(webhook, replacement) for webhook in webhooks),
        unlocked_locations={
            group.representative.id: group.closest.location
            for group in groups
            if group.representative.id != group.closest.id
        },
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Definitions of equal structure, the one that represents them, and the closest one."""

    members: list[Definition]
    representative: Definition
    closest: Definition


class _Structures:
    """Computes the structure of definitions, and groups those with equal ones."""

    def __init__(self, definitions: Mapping[TypeId, Definition]) -> None:
        self._definitions = definitions
        self._structures: dict[TypeId, _Structure] = {}
        # Numbers for structures, which are cheaper to compare when nested.
        self._numbers: dict[_Structure, int] = {}

    def groups(self, locked_locations: frozenset[str]) -> list[_Group]:
        """Group inline definitions by structure and role."""
        equal: dict[tuple[Role, _Structure], list[Definition]] = {}
        for definition in self._definitions.values():
            if not definition.is_named:
                key = (_role(definition), self._structure_of(definition.id))
                equal.setdefault(key, []).append(definition)
        return [_group(members, locked_locations) for members in equal.values()]

    def _structure_of(self, id_: TypeId) -> _Structure:
        """The structure of an inline definition; ends because inline schemas nest finitely."""
        if id_ not in self._structures:
            self._structures[id_] = (id_,)  # for a definition that contains itself
            structure = self._structure(self._definitions[id_].type)
            number = self._numbers.setdefault(structure, len(self._numbers))
            self._structures[id_] = (number,)
        return self._structures[id_]

    def _structure(self, type_: Type | None) -> _Structure:
        match type_:
            case Ref(id_) if not self._definitions[id_].is_named:
                return ("inline", *self._structure_of(id_))
            case Nullable(inner):
                return ("nullable", self._structure(inner))
            case Array(items):
                return ("array", self._structure(items))
            case Tuple(items):
                return ("tuple", *map(self._structure, items))
            case Map(values):
                return ("map", self._structure(values))
            case Union(members, discriminator, expandable):
                structures = tuple(self._structure(member) for member in members)
                selected = self._discriminator_structure(discriminator)
                return ("union", structures, *selected, expandable)
            case Record(fields, additional):
                structures = tuple(
                    (field.name, field.required, self._structure(field.type))
                    for field in sorted(fields, key=lambda field: field.name)
                )
                return ("record", structures, self._structure(additional))
            case _:
                return ("type", type(type_).__name__, repr(type_))

    def _discriminator_structure(
        self, discriminator: UnionDiscriminator | None
    ) -> _Structure:
        if discriminator is None:
            return ()
        mapping = (
            (value, self._structure(Ref(id_))) for value, id_ in discriminator.mapping
        )
        return (discriminator.property_name, *mapping)


def _group(members: list[Definition], locked_locations: frozenset[str]) -> _Group:
    closest = min(members, key=_distance)
    locked = (
        [member for member in members if member.location.key in locked_locations]
        if locked_locations
        else []
    )
    return _Group(members, min(locked, key=_distance) if locked else closest, closest)


def _role(definition: Definition) -> Role:
    return "request" if definition.location.role == "request" else "response"


def _distance(definition: Definition) -> tuple[object, ...]:
    """Sort key: closest to the owner first, components before operations."""
    location = definition.location
    length = len(location.owner) + sum(map(len, location.steps))
    return (
        len(location.steps),
        location.role != "schema",
        length,
        location.owner,
        location.steps,
        definition.id,
    )
