"""Medians, spreads and ratios, and how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.figures import ratio, spread, written, written_ratio


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_the_median_lies_between_the_least_and_the_greatest(
    values: list[float],
) -> None:
    found = spread(values)
    assert min(values) == found.least <= found.median <= found.greatest == max(values)


def test_one_slow_round_does_not_move_the_median() -> None:
    assert spread([1.0, 1.1, 60.0]).median == 1.1


def test_without_values_there_is_no_spread() -> None:
    with pytest.raises(ValueError, match="no values"):
        spread([])


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (76.04, "s", "76.0 s"),
        (0.0105, "s", "10.5 ms"),
        (1.881e-3, "s", "1.88 ms"),
        (9.999e-6, "s", "10.0 µs"),
        (951_000_000, "bytes", "951 MB"),
        (640_123, "lines", "640,123"),
    ],
)
def test_a_figure_is_written_in_the_unit_that_is_easy_to_read(
    value: float, unit: str, text: str
) -> None:
    assert written(value, unit) == text


def test_a_ratio_is_how_many_times_the_reference_it_is() -> None:
    assert written_ratio(ratio(76.0, 5.0)) == "15.2×"
    assert written_ratio(ratio(1.0, 2.0)) == "0.50×"
    assert written_ratio(ratio(0.009, 5.3)) == "0.0017×"
    assert written_ratio(ratio(1.0, 0.0)) == ""
