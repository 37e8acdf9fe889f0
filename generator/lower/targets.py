"""The schemas that references name, and what they stand for in the end."""

from __future__ import annotations

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.openapi.nodes import Document, Reference, Schema, SchemaNode

SCHEMAS = Pointer(("components", "schemas"))


class Targets:
    """Every schema of a document that a reference can name, by pointer."""

    def __init__(self, document: Document, diagnostics: Diagnostics) -> None:
        self._diagnostics = diagnostics
        self._schemas = {
            **document.resolved_schemas,
            **{SCHEMAS / name: node for name, node in document.schemas},
        }
        self._named = {SCHEMAS / name for name, _ in document.schemas}
        # What references were followed to the end already.
        self._ends: dict[Pointer, Schema] = {}

    def __contains__(self, pointer: Pointer) -> bool:
        return pointer in self._schemas

    def __getitem__(self, pointer: Pointer) -> SchemaNode:
        return self._schemas[pointer]

    def add(self, pointer: Pointer, schema: Schema) -> None:
        """Let references name a schema that the document does not spell out."""
        self._schemas[pointer] = schema

    def is_named(self, pointer: Pointer) -> bool:
        """Whether `pointer` is that of a component."""
        return pointer in self._named

    def resolve(self, node: SchemaNode) -> Schema:
        """The schema a node stands for, through any chain of references."""
        seen: set[Pointer] = set()
        while isinstance(node, Reference):
            if node.target in seen:
                self._diagnostics.error(
                    "reference-cycle",
                    f"the references at {node.target} lead back to themselves",
                    node.at / "$ref",
                    "let one of them name a definition",
                )
                return Schema(node.at)
            seen.add(node.target)
            node = self._ends.get(node.target) or self._schemas[node.target]
        self._ends |= dict.fromkeys(seen, node)
        return node

    def end_of_chain(self, target: Pointer) -> Pointer:
        """Where a reference leads, past others that the document gives no name."""
        seen: set[Pointer] = set()
        while target not in self._named and target not in seen:
            seen.add(target)
            following = self._schemas[target]
            if isinstance(following, Reference) and following.siblings is None:
                target = following.target
        return target
