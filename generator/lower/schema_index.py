"""Look up schemas by pointer, and resolve references."""

from __future__ import annotations

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.openapi.nodes import Document, Reference, Schema, SchemaNode

SCHEMAS = Pointer(("components", "schemas"))


class SchemaIndex:
    """Every schema of a document that references can name, by pointer."""

    def __init__(self, document: Document, diagnostics: Diagnostics) -> None:
        self._diagnostics = diagnostics
        self._schemas = {
            **document.resolved_schemas,
            **{SCHEMAS / name: node for name, node in document.schemas},
        }
        self._named = {SCHEMAS / name for name, _ in document.schemas}
        # The schemas at the end of resolved references.
        self._resolved: dict[Pointer, Schema] = {}

    def __contains__(self, pointer: Pointer) -> bool:
        return pointer in self._schemas

    def __getitem__(self, pointer: Pointer) -> SchemaNode:
        return self._schemas[pointer]

    def add(self, pointer: Pointer, schema: Schema) -> None:
        """Add a schema that is derived from the document rather than part of it."""
        self._schemas[pointer] = schema

    def is_named(self, pointer: Pointer) -> bool:
        """Whether `pointer` is that of a component."""
        return pointer in self._named

    def resolve(self, node: SchemaNode) -> Schema:
        """Follow a chain of references to its schema; a cycle is an error and means any value."""
        seen: set[Pointer] = set()
        while isinstance(node, Reference):
            if node.target in seen:
                self._diagnostics.error(
                    "reference-cycle",
                    f"the references at {node.target} form a cycle",
                    node.at / "$ref",
                    "replace one of them by a schema",
                )
                return Schema(node.at)
            seen.add(node.target)
            node = self._resolved.get(node.target) or self._schemas[node.target]
        self._resolved |= dict.fromkeys(seen, node)
        return node

    def canonical(self, target: Pointer) -> Pointer:
        """Follow references outside of `components.schemas` up to a component or a schema."""
        seen: set[Pointer] = set()
        while target not in self._named and target not in seen:
            seen.add(target)
            node = self._schemas[target]
            if isinstance(node, Reference) and node.siblings is None:
                target = node.target
        return target
