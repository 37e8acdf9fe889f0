"""Detect schemas that only wrap another one, to add documentation for example."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.lower.schema_keywords import (
    alternatives,
    common_types,
    constrains_type,
    scalar_of,
    types_or_implied,
)
from generator.openapi.nodes import Reference, Schema, SchemaNode


class TrivialWrappers:
    """Unwraps schemas that add nothing to the type of another one.

    Example:
        {description: The owner., allOf: [{$ref: Person}]}    →    {$ref: Person}
    """

    def __init__(self, resolve: Callable[[SchemaNode], Schema]) -> None:
        """Create the pass; `resolve` returns the schema of a node, without `allOf`."""
        self._resolve = resolve

    def wrapped(self, schema: Schema, is_named: bool = False) -> SchemaNode | None:
        """The node that `schema` wraps: a reference or another wrapper; None if it is no wrapper.

        A component that repeats the type of the schema it wraps is a type of its own: a union may
        list both.

        Args:
            schema: the schema.
            is_named: whether it is a component.
        """
        if not schema.all_of or schema.conditional:
            return None
        own = replace(schema, all_of=())
        if constrains_type(_without_redundant(own)):
            return None
        significant = [part for part in schema.all_of if _is_significant(part)]
        if len(significant) != 1:
            return None
        [only] = significant
        if isinstance(only, Schema) and self.wrapped(only) is None:
            # An inline schema has no name to keep.
            return None
        if schema.required and not schema.required <= self._resolve(only).required:
            return None
        others = (own, *(part for part in schema.all_of if part is not only))
        if is_named and any(
            isinstance(other, Schema) and other.types for other in others
        ):
            return None
        return None if any(self._changes(other, only) for other in others) else only

    def unwrap(self, node: SchemaNode) -> SchemaNode:
        """The node inside of all wrappers; `node` itself if it is no wrapper."""
        while isinstance(node, Schema) and (only := self.wrapped(node)):
            node = only
        return node

    def _changes(self, other: SchemaNode, node: SchemaNode) -> bool:
        """Whether `other`, which applies as well, changes the type of `node`."""
        if isinstance(other, Reference):
            return True
        return self._narrows(other, node) or self.changes_format(other, node)

    def _narrows(self, other: Schema, node: SchemaNode) -> bool:
        if not other.types:
            return False
        types = types_or_implied(self._resolve(node))
        return not types or common_types(types, other.types) != types

    def changes_format(self, other: Schema, node: SchemaNode) -> bool:
        """Whether the format or encoding of `other` changes how values of `node` are decoded."""
        format_, encoding = other.format, other.content_encoding
        if format_ is None and encoding is None:
            return False
        schema = self._resolve(node)
        formatted = replace(
            schema,
            format=format_ or schema.format,
            content_encoding=encoding or schema.content_encoding,
        )
        return schema.enum is None and any(
            scalar_of(name, formatted) != scalar_of(name, schema)
            for name in schema.types
        )


def _without_redundant(schema: Schema) -> Schema:
    """`schema` without keywords that may only repeat those of the schema it wraps."""
    is_closed = schema.additional_properties is False
    rest = replace(
        schema,
        types=(),
        additional_properties=None if is_closed else schema.additional_properties,
    )
    # Alternatives that only require properties are no types.
    return rest if alternatives(rest) else replace(rest, any_of=(), one_of=())


def _is_significant(node: SchemaNode) -> bool:
    return isinstance(node, Reference) or bool(
        constrains_type(_without_redundant(node)) or node.required or node.conditional
    )
