# SPDX-License-Identifier: MIT
"""Suggestions (`did you mean …?`) for misspelled names in error messages."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """The end of an error message: ` (did you mean 'name'?)`, or nothing if nothing is near."""
    nearest, best = "", len(name) // 3 + 1
    for candidate in candidates:
        distance = _distance(name, candidate, best)
        if distance < best or (distance == best and not nearest):
            nearest, best = candidate, distance
    return f" (did you mean {nearest!r}?)" if nearest else ""


def _distance(left: str, right: str, limit: int) -> int:
    """Letters to insert, drop, replace or swap with their neighbour; above `limit`, any number
    above it (optimal string alignment)."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row, last = [i], row
        for j, b in enumerate(right, 1):
            cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]
