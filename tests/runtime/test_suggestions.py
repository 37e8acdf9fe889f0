from __future__ import annotations

import pytest

from generator.runtime.models.suggestions import did_you_mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("nmae", "name"), ("adress", "address"), ("emial", "email"), ("limits", "limit")],
)
def test_typo_is_suggested(typed: str, meant: str) -> None:
    known = ["name", "address", "email", "limit", "metadata"]
    assert did_you_mean(typed, known) == f" (did you mean {meant!r}?)"


def test_distant_name_has_no_suggestion() -> None:
    assert did_you_mean("colour", ["name", "limit"]) == ""
    assert did_you_mean("x", []) == ""


def test_closest_name_is_suggested() -> None:
    assert "'expand'" in did_you_mean("expnd", ["expend_it", "expand"])
