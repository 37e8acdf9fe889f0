"""Compute and format figures: median, minimum, maximum, ratios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_TIMES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_SIZES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B"))
_COUNTS = ("lines", "tokens", "nodes")


@dataclass(frozen=True, slots=True)
class Spread:
    """The median, minimum and maximum of some values."""

    median: float
    minimum: float
    maximum: float


def spread(values: Sequence[float]) -> Spread:
    """The spread of values.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("there are no values")
    return Spread(median(values), min(values), max(values))


def ratio(value: float, reference: float) -> float | None:
    """`value` divided by `reference`; None if that is not positive."""
    return value / reference if reference > 0 else None


def format_figure(value: float, unit: str) -> str:
    """Format a figure with its unit, with a suitable prefix for `s` and `bytes`."""
    if unit in _COUNTS:
        return f"{value:,.0f}"
    scales = _TIMES if unit == "s" else _SIZES
    size, name = next((scale for scale in scales if value >= scale[0]), scales[-1])
    return f"{format_number(value / size)} {name}"


def format_ratio(value: float | None) -> str:
    """Format a ratio like `12×`; an empty string for None."""
    return "" if value is None else f"{format_number(value)}×"


def format_number(value: float) -> str:
    """Format a number with two or three significant digits, and all integer digits."""
    if value >= 99.95:
        return f"{value:,.0f}"
    if value >= 9.995:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.0995 or value == 0 else f"{value:.2g}"
