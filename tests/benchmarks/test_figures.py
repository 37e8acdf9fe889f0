"""Medians, spreads and ratios, and their formatting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.figures import format_figure, format_ratio, ratio, spread


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_median_is_between_minimum_and_maximum(
    values: list[float],
) -> None:
    result = spread(values)
    assert min(values) == result.minimum <= result.median
    assert result.median <= result.maximum == max(values)


def test_one_slow_round_does_not_change_median() -> None:
    assert spread([1.0, 1.1, 60.0]).median == 1.1


def test_spread_of_no_values_is_an_error() -> None:
    with pytest.raises(ValueError, match="no values"):
        spread([])


@pytest.mark.parametrize(
    ("value", "unit", "formatted"),
    [
        (76.04, "s", "76.0 s"),
        (0.0105, "s", "10.5 ms"),
        (1.881e-3, "s", "1.88 ms"),
        (9.999e-6, "s", "10.0 µs"),
        (951_000_000, "bytes", "951 MB"),
        (640_123, "lines", "640,123"),
    ],
)
def test_format_figure(value: float, unit: str, formatted: str) -> None:
    assert format_figure(value, unit) == formatted


def test_format_ratio() -> None:
    assert format_ratio(ratio(76.0, 5.0)) == "15.2×"
    assert format_ratio(ratio(1.0, 2.0)) == "0.50×"
    assert format_ratio(ratio(0.009, 5.3)) == "0.0017×"
    assert format_ratio(ratio(1.0, 0.0)) == ""
