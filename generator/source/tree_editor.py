"""Edit a copy of a document tree, and keep track of where every value was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Origin

# The names and indices from the root to a value (RFC 9535, section 2.7, Normalized Paths).
NormalizedPath: TypeAlias = tuple[str | int, ...]
Container: TypeAlias = dict[str, Json] | list[Json]


class MergeConflictError(Exception):
    """Values of different JSON types cannot be merged; `at` is where the new one was written."""

    def __init__(self, message: str, at: Pointer) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


@dataclass(slots=True)
class TreeEditor:
    """A tree and the origins of its values, edited together.

    Copy on write: the initial tree is never modified, and neither is a value that was inserted,
    since both may be shared with other trees.
    """

    tree: Json
    origin: Origin
    _owned: dict[int, Container] = field(default_factory=dict)

    def share(self) -> None:
        """Treat the containers copied so far as shared: copy them before further edits."""
        self._owned.clear()

    def value_at(self, path: NormalizedPath) -> Json:
        """The value at `path`, which must exist; not to be modified."""
        value = self.tree
        for key in path:
            value = value[key]
        return value

    def origin_at(self, path: NormalizedPath) -> Origin:
        """Where the value at `path` was written."""
        origin = self.origin
        for key in path:
            origin = origin.member(str(key))
        return origin

    def merge(self, path: NormalizedPath, value: Json, value_origin: Origin) -> None:
        """Merge the object `value` into the object at `path`.

        Objects are merged recursively, arrays are concatenated, and other values are replaced.

        Source: Overlay Specification 1.1.0, section 4.4.3; 1.0.0 only says "recursively merged".

        Raises:
            MergeConflictError: two members of the same name have different JSON types.
        """
        container, origin = self._open(path)
        self._merge(container, origin, value, value_origin)

    def append(self, path: NormalizedPath, items: list[tuple[Json, Origin]]) -> None:
        """Append `items`, each with its origin, to the array at `path`."""
        container, origin = self._open(path)
        _extend(container, origin, items)

    def replace(self, path: NormalizedPath, value: Json, value_origin: Origin) -> None:
        """Replace the value at `path`, which is not the root."""
        container, origin = self._open(path[:-1])
        container[path[-1]] = value
        _mutable_members(origin)[str(path[-1])] = value_origin

    def remove(self, path: NormalizedPath, keys: list[str | int]) -> None:
        """Remove the members `keys` from the object or array at `path`."""
        container, origin = self._open(path)
        members = _mutable_members(origin)
        if isinstance(container, dict):
            for key in keys:
                del container[key]
                members.pop(str(key), None)
            return
        removed = set(keys)
        kept = [index for index in range(len(container)) if index not in removed]
        origins = [origin.member(str(index)) for index in kept]
        container[:] = [container[index] for index in kept]
        members.clear()
        members.update({str(index): item for index, item in enumerate(origins)})

    def _open(self, path: NormalizedPath) -> tuple[Json, Origin]:
        """The object or array at `path` and its origin, both safe to modify."""
        self.tree = container = self._copy_once(self.tree)
        origin = self.origin
        for key in path:
            container, origin = self._open_member(container, origin, key)
        return container, origin

    def _open_member(
        self, container: Json, origin: Origin, key: str | int
    ) -> tuple[Json, Origin]:
        inner = container[key] = self._copy_once(container[key])
        token = str(key)
        members = _mutable_members(origin)
        if token not in members:
            members[token] = origin.member(token)
        return inner, members[token]

    def _copy_once(self, container: Container) -> Container:
        if id(container) in self._owned:
            return container
        copy = container.copy()
        self._owned[id(copy)] = copy
        return copy

    def _merge(
        self,
        container: dict[str, Json],
        origin: Origin,
        value: Mapping[str, Json],
        value_origin: Origin,
    ) -> None:
        for name, new in value.items():
            new_origin = value_origin.member(name)
            old = container.get(name)
            new_type, old_type = json_type(new), json_type(old)
            if name not in container or (new_type == old_type == "a single value"):
                container[name] = new
                _mutable_members(origin)[name] = copy_origin(new_origin)
            elif new_type != old_type:
                message = f"{name!r} is {old_type} in the document, and {new_type} here"
                raise MergeConflictError(message, new_origin.at)
            else:
                inner, inner_origin = self._open_member(container, origin, name)
                if isinstance(inner, dict):
                    self._merge(inner, inner_origin, new, new_origin)
                else:
                    _extend(inner, inner_origin, items_of(new, new_origin))


def items_of(array: list[Json], origin: Origin) -> list[tuple[Json, Origin]]:
    """The items of an array written at `origin`, each with its own origin."""
    return [(item, origin.member(str(index))) for index, item in enumerate(array)]


def copy_origin(origin: Origin) -> Origin:
    """A deep copy of `origin`, safe to modify."""
    members = {name: copy_origin(member) for name, member in origin.members.items()}
    return Origin(origin.source, origin.at, members)


def json_type(value: Json) -> str:
    """The type of `value` as far as merging distinguishes it, for messages."""
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else "a single value"


def _extend(
    array: list[Json], origin: Origin, items: list[tuple[Json, Origin]]
) -> None:
    members = _mutable_members(origin)
    for value, value_origin in items:
        members[str(len(array))] = copy_origin(value_origin)
        array.append(value)


def _mutable_members(origin: Origin) -> dict[str, Origin]:
    """The members of an origin that this module created."""
    return cast(dict[str, Origin], origin.members)
