"""JSON Pointers (RFC 6901): locations in a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from generator.core.json import Json

# What RFC 3986 allows in a fragment, beyond letters and digits, without percent-encoding.
_FRAGMENT_SAFE = "/~!$&'()*+,;=:@-._"
# No list has an index of twenty digits, and Python refuses to parse thousands of digits.
_INDEX = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True, order=True)
class Pointer:
    """A JSON Pointer: its reference tokens, unescaped, from the root of the document.

    Source: RFC 6901; section 6 defines the spelling `#/…` (URI Fragment Identifier Representation).
    """

    tokens: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Pointer:
        """Parse `#/a/b` or `/a/b`; `#` and the empty string mean the whole document.

        Raises:
            ValueError: `text` is not a JSON Pointer.
        """
        pointer = unquote(text[1:], errors="strict") if text.startswith("#") else text
        if not pointer:
            return cls()
        if not pointer.startswith("/"):
            raise ValueError(f"a JSON Pointer starts with '/', not {pointer[:1]!r}")
        return cls(
            tuple(
                token.replace("~1", "/").replace("~0", "~")
                for token in pointer[1:].split("/")
            )
        )

    def __truediv__(self, token: str | int) -> Pointer:
        """The pointer to a member, by name or index, of the value at this pointer."""
        return Pointer((*self.tokens, str(token)))

    def __str__(self) -> str:
        """The spelling `#/…`, percent-encoded as a URI fragment, on one line."""
        return "#" + "".join([f"/{_escaped(token)}" for token in self.tokens])


class UnresolvedPointer(LookupError):
    """There is no value at a JSON Pointer."""


def value_at(tree: Json, pointer: Pointer) -> Json:
    """The value at `pointer` in `tree` (RFC 6901, section 4).

    Raises:
        UnresolvedPointer: a member on the way does not exist.
    """
    value = tree
    for token in pointer.tokens:
        if isinstance(value, Mapping) and token in value:
            value = value[token]
        elif (
            isinstance(value, list)
            and _INDEX.fullmatch(token)
            and int(token) < len(value)
        ):
            value = value[int(token)]
        else:
            raise UnresolvedPointer(str(pointer))
    return value


def has_value_at(tree: Json, pointer: Pointer) -> bool:
    """Whether there is a value at `pointer` in `tree`."""
    try:
        value_at(tree, pointer)
    except UnresolvedPointer:
        return False
    return True


@lru_cache(maxsize=4096)
def _escaped(token: str) -> str:
    # Cached, because the same few names recur all over a document.
    return quote(token.replace("~", "~0").replace("/", "~1"), safe=_FRAGMENT_SAFE)
