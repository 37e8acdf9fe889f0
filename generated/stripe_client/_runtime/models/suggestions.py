# SPDX-License-Identifier: MIT
"""Suggestions (`did you mean …?`) for misspelled names in error messages."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return ` (did you mean '…'?)` with the closest candidate, to end an error message.

    Empty if no candidate is within an edit distance of one third of the name's length plus one.
    """
    closest, best = "", len(name) // 3 + 1
    for candidate in candidates:
        distance = _distance(name, candidate, best)
        if distance < best or (distance == best and not closest):
            closest, best = candidate, distance
    return f" (did you mean {closest!r}?)" if closest else ""


def _distance(left: str, right: str, limit: int) -> int:
    """The edit distance of two strings (optimal string alignment).

    Counts insertions, deletions, substitutions and swaps of adjacent characters. Results above
    `limit` are not exact.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    second_last: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row, last = [i], row
        for j, b in enumerate(right, 1):
            cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, second_last[j - 2] + 1)
            row.append(cost)
        second_last = last
    return row[-1]
