"""Schemas around another one that say nothing of its type: a wrapper, and not a type of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.lower.keywords import (
    alternatives,
    common_types,
    constrains,
    implied_types,
    scalar_of,
)
from generator.openapi.nodes import Reference, Schema, SchemaNode


class Wrapping:
    """Finds what is wrapped; `resolved` gives what a node stands for, without `allOf`."""

    def __init__(self, resolved: Callable[[SchemaNode], Schema]) -> None:
        self._resolved = resolved

    def wrapped(self, schema: Schema, is_named: bool = False) -> SchemaNode | None:
        """The component that is all of a schema, by an `allOf` with nothing of a type beside it.

        The node is a reference to it, or another wrapper. A schema with a name of its own that
        says its type, be it the same, is none: a union may tell it from others of that type.
        """
        if not schema.all_of or schema.conditional:
            return None
        own = replace(schema, all_of=())
        if constrains(_told(own)):
            return None
        telling = [each for each in schema.all_of if _says_something(each)]
        if len(telling) != 1:
            return None
        [only] = telling
        if isinstance(only, Schema) and self.wrapped(only) is None:
            # What is written here has no name of its own that is to be kept.
            return None
        if schema.required and not schema.required <= self._resolved(only).required:
            return None
        beside = (own, *(each for each in schema.all_of if each is not only))
        if is_named and any(isinstance(each, Schema) and each.types for each in beside):
            return None
        return None if any(self._changes(each, only) for each in beside) else only

    def unwrapped(self, node: SchemaNode) -> SchemaNode:
        """The component that is all of a schema, through all that wraps it, or else the schema."""
        while isinstance(node, Schema) and (only := self.wrapped(node)):
            node = only
        return node

    def _changes(self, beside: SchemaNode, node: SchemaNode) -> bool:
        """Whether what stands beside `node` makes another type of it."""
        if isinstance(beside, Reference):
            return True
        return self._narrows(beside, node) or self.rereads(beside, node)

    def _narrows(self, beside: Schema, node: SchemaNode) -> bool:
        if not beside.types:
            return False
        plain = self._resolved(node)
        types = plain.types or implied_types(plain)
        return not types or common_types(types, beside.types) != types

    def rereads(self, beside: Schema, node: SchemaNode) -> bool:
        """Whether the format that `beside` says changes how values of `node` are read."""
        format_, encoding = beside.format, beside.content_encoding
        if format_ is None and encoding is None:
            return False
        plain = self._resolved(node)
        told = replace(
            plain,
            format=format_ or plain.format,
            content_encoding=encoding or plain.content_encoding,
        )
        return plain.enum is None and any(
            scalar_of(name, told) != scalar_of(name, plain) for name in plain.types
        )


def _told(schema: Schema) -> Schema:
    """A schema without what may only repeat another: its `type`, and that nothing else is there."""
    is_closed = schema.additional_properties is False
    told = replace(
        schema,
        types=(),
        additional_properties=None if is_closed else schema.additional_properties,
    )
    # Alternatives that only say which keys an object needs are no types.
    return told if alternatives(told) else replace(told, any_of=(), one_of=())


def _says_something(node: SchemaNode) -> bool:
    return isinstance(node, Reference) or bool(
        constrains(_told(node)) or node.required or node.conditional
    )
