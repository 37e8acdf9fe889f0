"""Find components that inherit from another one through `allOf`.

A discriminator on a schema without a union makes it the parent of the components that have it in
their `allOf`. A value of the parent can be of any of its descendants.

Source: OpenAPI 3.1.1, section 4.8.25.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.pointer import Pointer
from generator.lower.schema_index import SCHEMAS, SchemaIndex
from generator.openapi.nodes import (
    Discriminator,
    Document,
    Reference,
    Schema,
    SchemaNode,
)


class Inheritance:
    """The parents and children of components, if the document uses inheritance at all."""

    def __init__(self, document: Document, index: SchemaIndex) -> None:
        self._index = index
        self._children: dict[Pointer, list[Pointer]] = {}
        self._parents: dict[Pointer, list[Pointer]] = {}
        has_roots = any(_is_root(node) for _, node in document.schemas)
        for name, node in document.schemas if has_roots else ():
            if isinstance(node, Schema):
                self._add(SCHEMAS / name, node)

    def _add(self, child: Pointer, schema: Schema) -> None:
        for part in schema.all_of:
            if isinstance(part, Reference):
                parent = self._index.canonical(part.target)
                self._children.setdefault(parent, []).append(child)
                self._parents.setdefault(child, []).append(parent)

    def descendants(self, pointer: Pointer) -> tuple[Pointer, ...]:
        """The components that inherit from one with a discriminator, most derived first."""
        if pointer not in self._children or self.discriminator(pointer) is None:
            return ()
        descendants = dict.fromkeys(self._below(pointer))
        descendants.pop(pointer, None)
        return tuple(descendants)

    def has_ancestor(self, pointer: Pointer) -> bool:
        """Whether a component inherits from one with a discriminator."""
        return any(
            self.discriminator(parent) is not None
            for parent in self._parents.get(pointer, ())
        )

    def discriminator(self, pointer: Pointer) -> Discriminator | None:
        """The discriminator of a component, its own or that of its nearest ancestor."""
        waiting, seen = [pointer], {pointer}
        for component in waiting:
            schema = self._index[component]
            if _is_root(schema) and isinstance(schema, Schema):
                return schema.discriminator
            parents = [
                parent
                for parent in self._parents.get(component, ())
                if parent not in seen
            ]
            seen.update(parents)
            waiting += parents
        return None

    def _below(
        self, pointer: Pointer, inside: frozenset[Pointer] = frozenset()
    ) -> Iterator[Pointer]:
        if pointer in inside:
            return
        for child in self._children.get(pointer, ()):
            yield from self._below(child, inside | {pointer})
            yield child


def _is_root(node: SchemaNode) -> bool:
    return (
        isinstance(node, Schema)
        and node.discriminator is not None
        and not node.any_of
        and not node.one_of
    )
