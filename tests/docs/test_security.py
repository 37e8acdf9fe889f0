"""SECURITY.md names, for each promise, the tests that hold it."""

from __future__ import annotations

import re

import pytest

from tests.docs.markdown import REPOSITORY

_ROW = re.compile(r"^\| (?P<promise>.+) \| (?P<tests>`tests/.+`) \|$", re.M)
_SECURITY = (REPOSITORY / "SECURITY.md").read_text("utf-8")
PROMISES = {row["promise"]: row["tests"].split() for row in _ROW.finditer(_SECURITY)}


def test_every_promise_has_tests() -> None:
    rows = [line for line in _SECURITY.splitlines() if line.startswith("|")]
    tables = rows.count("|---|---|")
    assert tables == 2
    # Each table has a heading and a separator.
    assert len(PROMISES) == len(rows) - 2 * tables


@pytest.mark.parametrize("promise", PROMISES)
def test_named_tests_exist(promise: str) -> None:
    for name in PROMISES[promise]:
        source = (REPOSITORY / name.strip("`")).read_text("utf-8")
        assert re.search(r"^(async )?def test_", source, re.M), name


def test_security_is_two_screens_long() -> None:
    assert len(_SECURITY.splitlines()) <= 80
