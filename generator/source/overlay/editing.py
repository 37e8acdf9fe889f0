"""A tree under change: what is written to is copied first, and where it came from is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Origin
from generator.source.overlay.query import Location

Container: TypeAlias = dict[str, Json] | list[Json]


class IncompatibleError(Exception):
    """A value cannot be merged with the one that is there; `at` is where it was written."""

    def __init__(self, message: str, at: Pointer) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


@dataclass(slots=True)
class Editing:
    """A tree and the origins of its values, changed together.

    The tree that it began with is never written to. Neither is a value after it was placed here:
    the same one may have been placed, or may stand, elsewhere as well.
    """

    tree: Json
    origin: Origin
    _own: dict[int, Container] = field(default_factory=dict)

    def settle(self) -> None:
        """Make what stands here now as safe from changes as what it began with."""
        self._own.clear()

    def at(self, location: Location) -> Json:
        """The value at `location`, which is in the tree; to be read only."""
        found = self.tree
        for key in location:
            found = found[key]
        return found

    def origin_at(self, location: Location) -> Origin:
        """Where the value at `location` was written."""
        found = self.origin
        for key in location:
            found = found.member(str(key))
        return found

    def update(self, location: Location, value: Json, brought: Origin) -> None:
        """Merge the object `value`, written at `brought`, into the object at `location`.

        A member that only one of the two has is in the result; of two objects the members are
        merged, of two arrays the items put together, and a primitive replaces a primitive.

        Source: Overlay Specification 1.1.0, section 4.4.3 (1.0.0 says only "recursively merged").

        Raises:
            IncompatibleError: the members of one name are of different kinds.
        """
        container, origin = self._opened(location)
        self._merge(container, origin, value, brought)

    def append(self, location: Location, items: list[tuple[Json, Origin]]) -> None:
        """Append `items`, each with its origin, to the array at `location`."""
        container, origin = self._opened(location)
        _extend(container, origin, items)

    def replace(self, location: Location, value: Json, brought: Origin) -> None:
        """Put `value` where another one is, which is not the root."""
        container, origin = self._opened(location[:-1])
        container[location[-1]] = value
        _members(origin)[str(location[-1])] = brought

    def remove(self, location: Location, keys: list[str | int]) -> None:
        """Take the members `keys` out of the object or array at `location`."""
        container, origin = self._opened(location)
        members = _members(origin)
        if isinstance(container, dict):
            for key in keys:
                del container[key]
                members.pop(str(key), None)
            return
        gone = set(keys)
        kept = [index for index in range(len(container)) if index not in gone]
        origins = [origin.member(str(index)) for index in kept]
        container[:] = [container[index] for index in kept]
        members.clear()
        members.update({str(index): each for index, each in enumerate(origins)})

    def _opened(self, location: Location) -> tuple[Json, Origin]:
        """The object or array at `location`, to be written to, and its origin likewise."""
        self.tree = container = self._owned(self.tree)
        origin = self.origin
        for key in location:
            container, origin = self._inside(container, origin, key)
        return container, origin

    def _inside(
        self, container: Json, origin: Origin, key: str | int
    ) -> tuple[Json, Origin]:
        inner = container[key] = self._owned(container[key])
        token = str(key)
        members = _members(origin)
        if token not in members:
            members[token] = origin.member(token)
        return inner, members[token]

    def _owned(self, container: Container) -> Container:
        if id(container) in self._own:
            return container
        copy = container.copy()
        self._own[id(copy)] = copy
        return copy

    def _merge(
        self,
        container: dict[str, Json],
        origin: Origin,
        value: Mapping[str, Json],
        brought: Origin,
    ) -> None:
        for name, new in value.items():
            written = brought.member(name)
            old = container.get(name)
            if name not in container or (kind(new) == kind(old) == "a single value"):
                container[name] = new
                _members(origin)[name] = copied(written)
            elif kind(new) != kind(old):
                message = (
                    f"{name!r} is {kind(old)} in the document, and {kind(new)} here"
                )
                raise IncompatibleError(message, written.at)
            else:
                inner, inner_origin = self._inside(container, origin, name)
                if isinstance(inner, dict):
                    self._merge(inner, inner_origin, new, written)
                else:
                    _extend(inner, inner_origin, items_of(new, written))


def items_of(array: list[Json], origin: Origin) -> list[tuple[Json, Origin]]:
    """The items of an array that was written at `origin`, each with its own."""
    return [(each, origin.member(str(index))) for index, each in enumerate(array)]


def copied(origin: Origin) -> Origin:
    """`origin` with members of its own, which a change to other places leaves as they are."""
    members = {name: copied(each) for name, each in origin.members.items()}
    return Origin(origin.source, origin.at, members)


def kind(value: Json) -> str:
    """What JSON calls `value`, as far as merging goes."""
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else "a single value"


def _extend(
    array: list[Json], origin: Origin, items: list[tuple[Json, Origin]]
) -> None:
    members = _members(origin)
    for value, written in items:
        members[str(len(array))] = copied(written)
        array.append(value)


def _members(origin: Origin) -> dict[str, Origin]:
    """The members of an origin that this module made, so that they can be written to."""
    return cast(dict[str, Origin], origin.members)
