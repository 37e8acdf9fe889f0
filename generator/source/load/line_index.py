"""Lines and columns of offsets in a text, after reading the text once."""

from __future__ import annotations

import re
from bisect import bisect_left


class LineIndex:
    """Converts offsets to lines and columns; each takes logarithmic time."""

    def __init__(self, text: str) -> None:
        self._newlines = [match.start() for match in re.finditer("\n", text)]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, counted from 1, of the character at `offset`."""
        line = bisect_left(self._newlines, offset)
        line_start = self._newlines[line - 1] + 1 if line else 0
        return line + 1, offset - line_start + 1
