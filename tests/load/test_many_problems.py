"""A file with many problems of syntax: the first are reported, in time linear in its size."""

from __future__ import annotations

import time

import pytest

from generator.core.diagnostics import DocumentError
from generator.source.load import parse_text
from generator.source.load.limits import MAX_PROBLEMS
from generator.source.load.line_index import LineIndex


def duplicates(count: int, syntax: str) -> str:
    if syntax == "json":
        return "{" + '"x-a": 1,\n' * count + '"x-b": 1}'
    return "x-a: 1\n" * count


@pytest.mark.parametrize("syntax", ["json", "yaml"])
def test_first_duplicates_are_reported_and_the_rest_counted(syntax: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_text(duplicates(3_001, syntax), is_named_json=syntax == "json")
    *first, last = caught.value.diagnostics
    assert len(first) == MAX_PROBLEMS
    assert [diagnostic.line for diagnostic in first] == list(range(2, 2 + MAX_PROBLEMS))
    assert last.message == f"and {3_000 - MAX_PROBLEMS:,} more problems in this file"
    assert last.line == 2 + MAX_PROBLEMS


def test_few_problems_are_all_reported() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_text(duplicates(MAX_PROBLEMS + 1, "json"), is_named_json=True)
    assert len(caught.value.diagnostics) == MAX_PROBLEMS
    with pytest.raises(DocumentError) as caught:
        parse_text(duplicates(MAX_PROBLEMS + 2, "json"), is_named_json=True)
    assert caught.value.diagnostics[-1].message == "and 1 more problem in this file"


def seconds(count: int) -> float:
    text = duplicates(count, "json")
    started = time.process_time()
    with pytest.raises(DocumentError):
        parse_text(text, is_named_json=True)
    return time.process_time() - started


def test_duplicates_take_linear_time() -> None:
    # Four times the names; the sixteenfold time of a quadratic search is far from these bounds.
    assert min(seconds(80_000) for _ in range(2)) < 8 * seconds(20_000) + 0.1


def test_positions() -> None:
    text = "ab\n\ncd"
    positions = [LineIndex(text).position(offset) for offset in range(len(text) + 1)]
    assert positions == [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2), (3, 3)]
