"""Figures of several rounds: their middle, their spread, ratios, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_TIMES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_SIZES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B"))
_COUNT = "lines"


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some values, the least and the greatest."""

    median: float
    least: float
    greatest: float


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value.

    Raises:
        ValueError: there is none.
    """
    if not values:
        raise ValueError("there are no values")
    return Spread(median(values), min(values), max(values))


def ratio(value: float, reference: float) -> float | None:
    """How many times `reference` the value is; None where that means nothing."""
    return value / reference if reference > 0 else None


def written(value: float, unit: str) -> str:
    """A figure with its unit: `s` and `bytes` are scaled to what is easy to read."""
    if unit == _COUNT:
        return f"{value:,.0f}"
    scales = _TIMES if unit == "s" else _SIZES
    size, name = next((each for each in scales if value >= each[0]), scales[-1])
    return f"{significant(value / size)} {name}"


def written_ratio(value: float | None) -> str:
    """A ratio, as in `12×`; nothing for None."""
    return "" if value is None else f"{significant(value)}×"


def significant(value: float) -> str:
    """A number with two or three digits that say something, and all those before the point."""
    if value >= 99.95:
        return f"{value:,.0f}"
    if value >= 9.995:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.0995 or value == 0 else f"{value:.2g}"
