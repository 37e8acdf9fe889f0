"""Values together with where they were written, the building blocks of a converted document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Origin


@dataclass(frozen=True, slots=True)
class LocatedValue:
    """A value and where it was written."""

    value: Json = field(repr=False)
    origin: Origin

    def members(self) -> Iterable[tuple[str, LocatedValue]]:
        """The members of an object by name; nothing for other values."""
        if isinstance(self.value, Mapping):
            for name, value in self.value.items():
                yield name, LocatedValue(value, self.origin.member(name))

    def items(self) -> Iterable[LocatedValue]:
        """The items of an array; nothing for other values."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield LocatedValue(value, self.origin.member(str(index)))

    def get(self, name: str) -> LocatedValue | None:
        """The member `name` of an object; None for other values."""
        if isinstance(self.value, Mapping) and name in self.value:
            return LocatedValue(self.value[name], self.origin.member(name))
        return None

    def string(self, name: str) -> str:
        """The member `name` of an object if it is a string, otherwise the empty string."""
        member = self.get(name)
        if member is None or not isinstance(member.value, str):
            return ""
        return member.value

    def with_value(self, value: Json) -> LocatedValue:
        """Another value with the same origin."""
        return LocatedValue(value, self.origin)


Members: TypeAlias = Iterable[tuple[str, LocatedValue]]


def located_object(origin: Origin, members: Members) -> LocatedValue:
    """A new object, converted from what was written at `origin`."""
    by_name = dict(members)
    value = {name: member.value for name, member in by_name.items()}
    return LocatedValue(value, _with_members(origin, by_name))


def located_array(origin: Origin, items: Iterable[LocatedValue]) -> LocatedValue:
    """A new array, converted from what was written at `origin`."""
    by_index = {str(index): item for index, item in enumerate(items)}
    value = [item.value for item in by_index.values()]
    return LocatedValue(value, _with_members(origin, by_index))


def _with_members(origin: Origin, members: Mapping[str, LocatedValue]) -> Origin:
    origins = {name: member.origin for name, member in members.items()}
    return Origin(origin.source, origin.at, origins)


def new_locations(document: LocatedValue) -> dict[Pointer, Pointer]:
    """The first location in `document` of every value that was moved, by where it was written."""
    locations: dict[Pointer, Pointer] = {}
    waiting = [(Pointer(), document.origin)]
    while waiting:
        at, origin = waiting.pop()
        locations.setdefault(origin.at, at)
        members = [(at / name, member) for name, member in origin.members.items()]
        waiting.extend(reversed(members))
    return locations
