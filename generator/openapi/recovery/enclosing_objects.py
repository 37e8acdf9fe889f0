"""The objects around a location: for example a schema, in a response, in an operation."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.json import Json
from generator.core.pointer import Pointer, has_value_at, value_at
from generator.source.document_structure import ObjectType, member_type

# Fields of the root that hold reusable objects, in Swagger 2.0 and OpenAPI.
_REUSABLE = frozenset(("components", "definitions", "parameters", "responses"))
_COMPONENT_TOKENS = 3


@dataclass(frozen=True, slots=True)
class EnclosingObject:
    """An object, or an array or map of objects, that contains a location.

    Attributes:
        type: its type in the specification.
        at: its location.
        value: its value.
        rest: tokens from it to the location in question.
        is_innermost: whether no other known object lies between it and the location.
        outer: the objects that contain it, from the inside out; the last one is the document.
        original: the tree of the document before anything was removed. All references that could
            be resolved there still can.
    """

    type: ObjectType
    at: Pointer
    value: Json
    rest: tuple[str, ...]
    is_innermost: bool
    outer: tuple[EnclosingObject, ...]
    original: Json

    @property
    def field(self) -> str | None:
        """The field of this object that contains the location."""
        return self.rest[0] if self.rest else None

    def has(self, *tokens: str) -> bool:
        """Whether there is a value at these tokens inside of this object."""
        return has_value_at(self.value, Pointer(tokens))

    def is_inside(self, *types: ObjectType) -> bool:
        """Whether an object of one of these types contains it, directly or not."""
        return any(outer.type in types for outer in self.outer)

    @property
    def is_reusable(self) -> bool:
        """Whether it is a component. Its users are examined next if it is removed."""
        tokens = self.at.tokens
        return tokens[0] in _REUSABLE and (
            tokens[0] != "components" or len(tokens) == _COMPONENT_TOKENS
        )


def enclosing_objects(
    tree: Json, original: Json, at: Pointer
) -> tuple[EnclosingObject, ...]:
    """The objects that contain the location `at`, from the inside out.

    Args:
        tree: the document.
        original: the document before anything was removed.
        at: the location in `tree`.
    """
    type_, value = "document", tree
    objects = [(type_, value)]
    for token in at.tokens:
        inner_type = member_type(value, type_, token)
        step = Pointer((token,))
        if inner_type is None or not has_value_at(value, step):
            break
        type_, value = inner_type, value_at(value, step)
        objects.append((type_, value))
    last = len(objects) - 1
    outer: tuple[EnclosingObject, ...] = ()
    for depth, (type_, value) in enumerate(objects):
        before, rest = Pointer(at.tokens[:depth]), at.tokens[depth:]
        enclosing = EnclosingObject(
            type_, before, value, rest, depth == last, outer, original
        )
        outer = (enclosing, *outer)
    return outer
