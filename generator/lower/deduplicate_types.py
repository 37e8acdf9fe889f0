"""Deduplicate inline objects and enums that have the same structure.

Two types are equal if they are after their own inline types have been deduplicated. Types with
different titles are different things, and so are one with a title and one without. The rest of the
documentation does not count, and named components are never merged. Types of requests and of
responses remain separate.

One definition represents all equal ones, and its location names the type. It is the one closest to
its owner; among equally close ones, that with the shortest name, then the first in alphabetical
order. Document order has no influence. A location that named the type in an earlier build takes
precedence, so that adding an operation does not rename existing classes. If it was removed, its
standby takes precedence: a location of another owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias

from generator.ir.api import Operation, Webhook
from generator.ir.rewrite import map_operation, map_type_of
from generator.ir.standbys import Standby, find_successors, location_keys
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

_NO_LOCATIONS: Mapping[str, str | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """The definitions that represent each structure, and operations and webhooks that use them.

    Attributes:
        definitions: the definitions.
        operations: the operations.
        webhooks: the webhooks.
        unlocked_locations: for definitions that represent their structure only because they did in
            an earlier build, the location that would name the type otherwise.
        standbys: for definitions, the one that represents the structure once the former is removed.
    """

    definitions: Mapping[TypeId, Definition]
    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...]
    unlocked_locations: Mapping[TypeId, TypeLocation]
    standbys: Mapping[TypeId, Standby]


def deduplicate_types(
    definitions: Mapping[TypeId, Definition],
    operations: tuple[Operation, ...],
    webhooks: tuple[Webhook, ...] = (),
    locked_locations: Mapping[str, str | None] = _NO_LOCATIONS,
) -> Deduplicated:
    """Replace inline types of equal structure by a single one.

    Example:
        createPet.tag = {name}, updatePet.tag = {name}    →    createPet.tag, used by both

    Args:
        definitions: all definitions.
        operations: all operations.
        webhooks: all webhooks.
        locked_locations: keys of the locations that named a type in an earlier build, each with
            that of its standby, if it has one.
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

    occurrences = {group.representative.id: _occurrences(group) for group in groups}
    return Deduplicated(
        definitions={
            id_: replace(
                map_type_of(definition, replacement),
                occurrences=occurrences.get(id_, ()),
            )
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
        standbys=_standbys(groups),
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

    def groups(self, locked_locations: Mapping[str, str | None]) -> list[_Group]:
        """Group inline definitions by structure and role."""
        equal: dict[tuple[Role, _Structure], list[Definition]] = {}
        inline = [
            definition
            for definition in self._definitions.values()
            if not definition.is_named
        ]
        for definition in inline:
            key = (_role(definition), self._structure_of(definition.id))
            equal.setdefault(key, []).append(definition)
        if not locked_locations:
            return [_group(members) for members in equal.values()]
        present = {key for definition in inline for key in location_keys(definition)}
        successors = find_successors(locked_locations, present)
        return [
            _group(members, locked_locations.keys(), successors.keys())
            for members in equal.values()
        ]

    def _structure_of(self, id_: TypeId) -> _Structure:
        """The structure of an inline definition; ends because inline schemas nest finitely."""
        if id_ not in self._structures:
            self._structures[id_] = (id_,)  # for a definition that contains itself
            definition = self._definitions[id_]
            structure = (definition.title, self._structure(definition.type))
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


def _group(
    members: list[Definition],
    locked: AbstractSet[str] = frozenset(),
    successors: AbstractSet[str] = frozenset(),
) -> _Group:
    closest = members[0] if len(members) == 1 else min(members, key=_distance)
    for keys in filter(None, (locked, successors)):
        known = [
            member for member in members if not keys.isdisjoint(location_keys(member))
        ]
        if known:
            return _Group(members, min(known, key=_distance), closest)
    return _Group(members, closest, closest)


def _occurrences(group: _Group) -> tuple[TypeLocation, ...]:
    """The locations of a group whose members have several owners, in order."""
    locations = {member.location for member in group.members}
    if len({location.owner for location in locations}) == 1:
        return ()
    return tuple(
        sorted(
            locations,
            key=lambda location: (location.role, location.owner, location.steps),
        )
    )


def _standbys(groups: list[_Group]) -> dict[TypeId, Standby]:
    """Select a definition of another owner for each group.

    It is the closest one with other steps: the same property of a similar operation is often
    removed together with the first. A definition in the standby of the representative's parent is
    preferred, because a lock need not list it.
    """
    keys = {
        member.id: member.location.key for group in groups for member in group.members
    }
    groups_at = Counter(
        key for group in groups for key in {keys[member.id] for member in group.members}
    )
    shared = [group for group in groups if len(group.members) > 1]
    by_location: dict[TypeLocation, TypeLocation] = {}
    standbys: dict[TypeId, Standby] = {}
    for group in sorted(shared, key=lambda group: _distance(group.representative)):
        representative = group.representative
        location = representative.location
        others = _other_owners(group)
        if not others:
            continue
        # Variants of a union have the same location, which does not identify a structure.
        identified = [other for other in others if groups_at[keys[other.id]] == 1]
        if not identified or groups_at[keys[representative.id]] > 1:
            standbys[representative.id] = Standby(
                others[0].id, key=others[0].id, replaces=representative.id
            )
            continue
        parent = by_location.get(replace(location, steps=location.steps[:-1]))
        implied = (
            replace(parent, steps=(*parent.steps, *location.steps[-1:]))
            if parent is not None
            else None
        )
        standby = next(
            (other for other in identified if other.location == implied), identified[0]
        )
        by_location[location] = standby.location
        standbys[representative.id] = Standby(
            standby.id, key=keys[standby.id], replaces=keys[representative.id]
        )
    return standbys


def _other_owners(group: _Group) -> list[Definition]:
    """Members of other owners than the representative's, the preferred standby first."""
    location = group.representative.location
    return sorted(
        (member for member in group.members if member.location.owner != location.owner),
        key=lambda member: (member.location.steps == location.steps, _distance(member)),
    )


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
