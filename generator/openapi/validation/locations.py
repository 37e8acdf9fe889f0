"""Locations in a document: which comes first, and which contains which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from generator.core.json import Json
from generator.core.pointer import Pointer

# No array has an index of that many digits.
_DIGITS = 20
DocumentOrder: TypeAlias = Callable[[Pointer | None], tuple[int, ...]]


def overlaps(first: Pointer | None, second: Pointer | None) -> bool:
    """Whether the locations are the same or one contains the other; None overlaps None."""
    if first is None or second is None:
        return first is second
    return all(a == b for a, b in zip(first.tokens, second.tokens, strict=False))


def document_order(tree: Json) -> DocumentOrder:
    """A sort key for locations in `tree`: as written, containers before their contents.

    None comes first.
    """
    positions: dict[int, dict[str, int]] = {}

    def order(at: Pointer | None) -> tuple[int, ...]:
        value, key = tree, []
        for token in at.tokens if at is not None else ():
            if isinstance(value, list):
                is_index = token.isdecimal() and len(token) < _DIGITS
                position = int(token) if is_index else len(value)
                value = value[position] if position < len(value) else None
            elif isinstance(value, Mapping):
                if id(value) not in positions:
                    names = enumerate(value)
                    positions[id(value)] = {name: index for index, name in names}
                position = positions[id(value)].get(token, len(value))
                value = value.get(token)
            else:
                position = 0
            key.append(position)
        return tuple(key)

    return order
