"""Values of a document with their locations, references followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.json import Json
from generator.core.pointer import Pointer, UnresolvedPointer, value_at


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document and where it is written.

    `is_referenced` is whether a reference led from its parent to it.
    """

    value: Json
    at: Pointer
    is_referenced: bool = False


class Document:
    """Navigates a document of any structure: what does not exist is left out.

    The same holds for references that cannot be followed; `check_references` reports them.
    """

    def __init__(self, tree: Mapping[str, Json]) -> None:
        self.root = Node(tree, Pointer())
        # The end of each chain of references; chains can be thousands of references long.
        self._ends: dict[str, Node | None] = {}

    def get(self, node: Node, *names: str) -> Node | None:
        """The value at the fields `names` below `node`."""
        found: Node | None = node
        for name in names:
            if found is None or not isinstance(found.value, Mapping):
                return None
            if name not in found.value:
                return None
            found = self._resolve(found.value[name], found.at / name)
        return found

    def entries(self, node: Node, *names: str) -> Iterator[tuple[str, Node]]:
        """Keys and values of the object at `names` below `node`."""
        parent = self.get(node, *names)
        if parent is not None and isinstance(parent.value, Mapping):
            for key, value in parent.value.items():
                entry = self._resolve(value, parent.at / key)
                if entry is not None:
                    yield key, entry

    def items(self, node: Node, *names: str) -> Iterator[Node]:
        """Items of the array at `names` below `node`."""
        parent = self.get(node, *names)
        if parent is not None and isinstance(parent.value, list):
            for index, value in enumerate(parent.value):
                item = self._resolve(value, parent.at / index)
                if item is not None:
                    yield item

    def _resolve(self, value: Json, at: Pointer) -> Node | None:
        """`value`, or the end of the chain of references that it starts."""
        found: Node | None = Node(value, at)
        references: dict[str, None] = {}
        while found is not None and _is_reference(found.value):
            reference = found.value["$ref"]
            if reference in self._ends:
                found = self._ends[reference]
            elif reference in references:
                found = None
            else:
                references[reference] = None
                found = self._target(reference)
        self._ends.update(dict.fromkeys(references, found))
        return found

    def _target(self, reference: str) -> Node | None:
        if not reference.startswith("#"):
            return None
        try:
            at = Pointer.parse(reference)
            return Node(value_at(self.root.value, at), at, is_referenced=True)
        except (ValueError, UnresolvedPointer):
            return None


def _is_reference(value: Json) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("$ref"), str)
