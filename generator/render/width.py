"""How wide a line may be: the one place that knows, and that measures text as black does."""

from __future__ import annotations

import unicodedata

WIDTH = 88


def fits(text: str, indent: int) -> bool:
    """Whether `text` fits on a line at `indent`."""
    return indent + _columns(text) <= WIDTH


def _columns(text: str) -> int:
    """How many columns `text` takes: two for a wide letter, none for an accent of its own."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))
