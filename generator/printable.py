"""Text that a terminal shows and does not act upon."""

from __future__ import annotations

import unicodedata

# Control, format (which includes the marks that turn the direction of text), surrogate, private
# and unassigned characters, and the two separators that some terminals take for a new line.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def printable(text: str) -> str:
    """`text` on one line, with each character that is not for reading escaped as Python would."""
    if text.isprintable():
        return text
    return "".join(
        _escaped(each) if unicodedata.category(each) in _UNSEEN else each
        for each in text
    )


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
