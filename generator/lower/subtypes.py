"""Inheritance: components that are another one by `allOf`, told apart by its discriminator.

OpenAPI 3.1.1, 4.8.25: a discriminator may stand at a schema without a union, which others then
build on. Where the document asks for the parent any of its descendants may come.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.pointer import Pointer
from generator.lower.targets import SCHEMAS, Targets
from generator.openapi.nodes import Discriminator, Document, Reference, Schema


class Subtypes:
    """The components below each parent that has a discriminator, its own or one it inherits."""

    def __init__(self, document: Document, targets: Targets) -> None:
        self._targets = targets
        self._children: dict[Pointer, list[Pointer]] = {}
        self._parents: dict[Pointer, list[Pointer]] = {}
        roots = any(_is_root(node) for _, node in document.schemas)
        for name, node in document.schemas if roots else ():
            if isinstance(node, Schema):
                self._note(SCHEMAS / name, node)

    def _note(self, child: Pointer, schema: Schema) -> None:
        for part in schema.all_of:
            if isinstance(part, Reference):
                parent = self._targets.end_of_chain(part.target)
                self._children.setdefault(parent, []).append(child)
                self._parents.setdefault(child, []).append(parent)

    def below(self, pointer: Pointer) -> tuple[Pointer, ...]:
        """All that descend from a component, the farthest first, if it has a discriminator."""
        if pointer not in self._children or self.discriminator(pointer) is None:
            return ()
        found = dict.fromkeys(self._descendants(pointer))
        found.pop(pointer, None)
        return tuple(found)

    def is_subtype(self, pointer: Pointer) -> bool:
        """Whether a component is one of those below another."""
        return any(
            self.discriminator(parent) is not None
            for parent in self._parents.get(pointer, ())
        )

    def discriminator(self, pointer: Pointer) -> Discriminator | None:
        """That of a component, or of the nearest above it that has one."""
        waiting, seen = [pointer], {pointer}
        for each in waiting:
            schema = self._targets[each]
            if _is_root(schema) and isinstance(schema, Schema):
                return schema.discriminator
            above = [up for up in self._parents.get(each, ()) if up not in seen]
            seen.update(above)
            waiting += above
        return None

    def _descendants(
        self, pointer: Pointer, inside: frozenset[Pointer] = frozenset()
    ) -> Iterator[Pointer]:
        if pointer in inside:
            return
        for child in self._children.get(pointer, ()):
            yield from self._descendants(child, inside | {pointer})
            yield child


def _is_root(node: Schema | Reference) -> bool:
    return (
        isinstance(node, Schema)
        and node.discriminator is not None
        and not node.any_of
        and not node.one_of
    )
