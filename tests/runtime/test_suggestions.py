from __future__ import annotations

import pytest

from generator.runtime.models.suggestions import did_you_mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("nmae", "name"), ("adress", "address"), ("emial", "email"), ("limits", "limit")],
)
def test_a_slip_is_recognised(typed: str, meant: str) -> None:
    known = ["name", "address", "email", "limit", "metadata"]
    assert did_you_mean(typed, known) == f" (did you mean {meant!r}?)"


def test_what_is_far_from_everything_gets_no_suggestion() -> None:
    assert did_you_mean("colour", ["name", "limit"]) == ""
    assert did_you_mean("x", []) == ""


def test_the_nearest_wins() -> None:
    assert "'expand'" in did_you_mean("expnd", ["expend_it", "expand"])
