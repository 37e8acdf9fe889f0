"""JSON Pointers (RFC 6901) as values: where in a document a thing stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

# What RFC 3986 allows in a fragment, beyond letters and digits, without percent-encoding.
_FRAGMENT_SAFE = "/~!$&'()*+,;=:@-._"


@dataclass(frozen=True, slots=True, order=True)
class Pointer:
    """A JSON Pointer: the reference tokens, unescaped, from the root of the document down.

    Source: RFC 6901; the `#/…` spelling is its section 6, URI Fragment Identifier Representation.
    """

    tokens: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Pointer:
        """Read `#/a/b` or `/a/b`; `#` and the empty string are the whole document.

        Raises:
            ValueError: `text` is no JSON Pointer.
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
        """The pointer to the member `token` (a name, or an index) of what this one points to."""
        return Pointer((*self.tokens, str(token)))

    def __str__(self) -> str:
        """The `#/…` spelling, percent-encoded as a URI fragment, on one line."""
        return "#" + "".join([f"/{_escaped(token)}" for token in self.tokens])


@lru_cache(maxsize=4096)
def _escaped(token: str) -> str:
    # The same few names come again and again, all over a document.
    return quote(token.replace("~", "~0").replace("/", "~1"), safe=_FRAGMENT_SAFE)
