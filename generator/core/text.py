"""Text from documents in messages: safe for terminals, and of limited length."""

from __future__ import annotations

import unicodedata

# Control, format (including those that reverse text), surrogate, private and unassigned characters,
# and the two separators that some terminals treat as a line break.
_UNSAFE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# How much of a name or reference a message shows, in characters; a document can have millions.
_DEFAULT_LIMIT = 120


def printable(text: str) -> str:
    """Escape control characters and line breaks in `text` as a Python literal would."""
    if text.isprintable():
        return text
    return "".join(
        _escaped(character) if unicodedata.category(character) in _UNSAFE else character
        for character in text
    )


def shortened(text: str, limit: int = _DEFAULT_LIMIT) -> str:
    """Quote `text`, cut to `limit` characters."""
    return repr(text if len(text) <= limit else f"{text[:limit]}…")


def valid_unicode(text: str) -> str:
    """Escape the surrogates in `text`, by which Python represents bytes that are not UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
