"""The objects around a place in a document: a schema in a response in an operation, say."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.json import Json
from generator.core.pointer import Pointer, has_value_at, value_at
from generator.source.document_structure import ObjectType, member_type


@dataclass(frozen=True, slots=True)
class Frame:
    """An object around a place, or a list or map of objects; `rest` leads on from there.

    `is_innermost`: what `rest` leads to is in no object that is known inside of this one.
    """

    kind: ObjectType
    at: Pointer
    value: Json
    rest: tuple[str, ...]
    is_innermost: bool

    @property
    def field(self) -> str | None:
        """The field of this object that the place is in."""
        return self.rest[0] if self.rest else None

    def has(self, *tokens: str) -> bool:
        """Whether there is something at these tokens inside of this object."""
        return has_value_at(self.value, Pointer(tokens))


def frames_around(tree: Json, at: Pointer) -> tuple[Frame, ...]:
    """The objects around the place `at`, from the inside out; the last is the document."""
    tokens = at.tokens
    kind, value = "document", tree
    found = [(kind, value)]
    for token in tokens:
        inner, step = member_type(value, kind, token), Pointer((token,))
        if inner is None or not has_value_at(value, step):
            break
        kind, value = inner, value_at(value, step)
        found.append((kind, value))
    last = len(found) - 1
    return tuple(
        Frame(kind, Pointer(tokens[:depth]), value, tokens[depth:], depth == last)
        for depth, (kind, value) in reversed(list(enumerate(found)))
    )
