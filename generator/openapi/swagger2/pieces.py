"""Parts of a document under way: values, each with where it was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Origin


@dataclass(frozen=True, slots=True)
class Piece:
    """A value, and where it was written."""

    value: Json = field(repr=False)
    origin: Origin

    def members(self) -> Iterable[tuple[str, Piece]]:
        """The members of an object with their names; none of anything else."""
        if isinstance(self.value, Mapping):
            for name, value in self.value.items():
                yield name, Piece(value, self.origin.member(name))

    def items(self) -> Iterable[Piece]:
        """The items of an array; none of anything else."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Piece(value, self.origin.member(str(index)))

    def get(self, name: str) -> Piece | None:
        """The member of an object, if this is one and has it."""
        if isinstance(self.value, Mapping) and name in self.value:
            return Piece(self.value[name], self.origin.member(name))
        return None

    def with_value(self, value: Json) -> Piece:
        """Something else, written in the same place."""
        return Piece(value, self.origin)


def object_of(origin: Origin, members: Iterable[tuple[str, Piece]]) -> Piece:
    """An object of these members, which stands for what was written at `origin`."""
    found = dict(members)
    value = {name: each.value for name, each in found.items()}
    return Piece(value, _made_of(origin, found))


def array_of(origin: Origin, items: Iterable[Piece]) -> Piece:
    """An array of these items, which stands for what was written at `origin`."""
    found = {str(index): each for index, each in enumerate(items)}
    value = [each.value for each in found.values()]
    return Piece(value, _made_of(origin, found))


def _made_of(origin: Origin, members: Mapping[str, Piece]) -> Origin:
    origins = {name: each.origin for name, each in members.items()}
    return Origin(origin.source, origin.at, origins)


def now_at(piece: Piece) -> dict[Pointer, Pointer]:
    """Where in `piece` the things are now, by where they were written: the first place of each.

    What is inside of a schema moved with it.
    """
    found: dict[Pointer, Pointer] = {}
    waiting = [(Pointer(), piece.origin)]
    while waiting:
        at, origin = waiting.pop()
        found.setdefault(origin.at, at)
        members = [(at / name, each) for name, each in origin.members.items()]
        waiting.extend(reversed(members))
    return found
