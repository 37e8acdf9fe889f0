# SPDX-License-Identifier: MIT
"""Recognize a server that repeats itself, in constant memory."""

from __future__ import annotations

from collections import deque
from typing import Final

_RECENT: Final = 64


class Repeats:
    """Recognizes values that were recorded before: the latest, and those of longer cycles.

    Only hashes are kept: those of the last 64 values and, as in Brent's cycle detection, that of
    the last value whose number is a power of two. A longer cycle returns to it sooner or later.
    """

    __slots__ = ("_count", "_landmark", "_recent")

    def __init__(self) -> None:
        self._recent: deque[int] = deque(maxlen=_RECENT)
        self._landmark: int | None = None
        self._count = 0

    def record(self, value: object) -> None:
        """Remember a value.

        Raises:
            TypeError: the value is not hashable.
        """
        number = hash(value)
        self._recent.append(number)
        self._count += 1
        if self._count & (self._count - 1) == 0:
            self._landmark = number

    def __contains__(self, value: object) -> bool:
        number = hash(value)
        return number == self._landmark or number in self._recent
