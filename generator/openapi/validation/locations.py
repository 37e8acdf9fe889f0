"""Places in a document: which comes first, which holds which, and where a thing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from generator.core.json import Json
from generator.core.pointer import Pointer, UnresolvedPointer, value_at

# No list has an index of so many digits.
_DIGITS = 20
DocumentOrder: TypeAlias = Callable[[Pointer | None], tuple[int, ...]]


def written_at(tree: Json, path: Iterable[str | int]) -> Pointer:
    """Where the thing stands that `path` leads to, references on the way followed.

    The references are known to lead somewhere, and not in circles.
    """
    at = Pointer()
    value: Json = tree
    for token in path:
        seen: set[Pointer] = set()
        while not _has(value, token) and _has(value, "$ref") and at not in seen:
            seen.add(at)
            at = Pointer.parse(value["$ref"])
            value = value_at(tree, at)
        at = at / token
        value = value[token] if _has(value, token) else None
    return at


def _has(value: Json, token: str | int) -> bool:
    if isinstance(value, Mapping):
        return token in value
    is_index = isinstance(value, list) and isinstance(token, int)
    return is_index and 0 <= int(token) < len(value)


def encloses(place: Pointer | None, other: Pointer | None) -> bool:
    """Whether one of the two stands inside the other, or they are the same."""
    if place is None or other is None:
        return place is other
    return all(a == b for a, b in zip(place.tokens, other.tokens, strict=False))


def document_order(tree: Json) -> DocumentOrder:
    """A key to sort places by: the order in which they stand in `tree`, the outer before the inner.

    No place at all comes first.
    """
    ranks: dict[int, dict[str, int]] = {}

    def rank(value: Json, token: str) -> int:
        if isinstance(value, list):
            is_index = token.isdecimal() and len(token) < _DIGITS
            return int(token) if is_index else len(value)
        if not isinstance(value, Mapping):
            return 0
        if id(value) not in ranks:
            ranks[id(value)] = {name: index for index, name in enumerate(value)}
        return ranks[id(value)].get(token, len(value))

    def order(at: Pointer | None) -> tuple[int, ...]:
        value, key = tree, []
        for token in at.tokens if at is not None else ():
            key.append(rank(value, token))
            try:
                value = value_at(value, Pointer((token,)))
            except UnresolvedPointer:
                value = None
        return tuple(key)

    return order
