"""Text of a document in messages: what a terminal shows and does not act upon, and not too much."""

from __future__ import annotations

import unicodedata

# Control, format (which includes the marks that turn the direction of text), surrogate, private
# and unassigned characters, and the two separators that some terminals take for a new line.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# What a message shows of a name or a reference, in characters: a document can have millions.
_SHOWN = 120


def printable(text: str) -> str:
    """`text` on one line, with each character that is not for reading escaped as Python would."""
    if text.isprintable():
        return text
    return "".join(
        _escaped(each) if unicodedata.category(each) in _UNSEEN else each
        for each in text
    )


def shortened(text: str, most: int = _SHOWN) -> str:
    """`text` in quotes, cut to what a message can hold."""
    return repr(text if len(text) <= most else f"{text[:most]}…")


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
