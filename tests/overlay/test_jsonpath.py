"""Queries select what RFC 9535 says, and none takes forever."""

from __future__ import annotations

from typing import Any

import pytest

from generator.source.overlay import jsonpath, regular_expressions
from generator.source.overlay.compile import compile_query
from generator.source.overlay.query import Location, QueryError

TREE = {
    "a": [{"n": "abc", "k": 1}, {"n": "a\nc", "k": 2}, {"n": 7}],
    "b": {"a": {"k": [1, 2]}, "$x": None},
}


def selected(text: str, tree: Any = TREE) -> tuple[Location, ...]:
    return compile_query(text).select(tree)


@pytest.mark.parametrize(
    ("text", "locations"),
    [
        ("$", ((),)),
        ("$.a[0].n", (("a", 0, "n"),)),
        ("$['b']['$x']", (("b", "$x"),)),
        ("$.a[-1]", (("a", 2),)),
        ("$.a[0:2]", (("a", 0), ("a", 1))),
        ("$..k", (("a", 0, "k"), ("a", 1, "k"), ("b", "a", "k"))),
        ("$.a[?@.k > 1]", (("a", 1),)),
        ("$.a[?@.k == $.b.a.k[1]]", (("a", 1),)),
        ("$.a[?match(@.n, 'a.c')]", (("a", 0),)),
        ("$.a[?match(@.n, 'a')]", ()),
        ("$.a[?search(@.n, '[b.]')]", (("a", 0),)),
        ("$.a[?search(@.n, 'a[^b]')]", (("a", 1),)),
        ("$.a[?match(@.n, '(?=a)abc')]", ()),
        ("$.a[?length(@.n) == 3 && count(@.*) == 2]", (("a", 0), ("a", 1))),
        ("$.a[0, 0, ?@.k == 1]", (("a", 0),)),
        ("$.nothing", ()),
    ],
)
def test_a_query_selects_locations_each_once(
    text: str, locations: tuple[Location, ...]
) -> None:
    assert selected(text) == locations


def test_a_query_can_be_asked_again() -> None:
    query = compile_query("$..k")
    assert query.select(TREE) == query.select(TREE)
    assert query.select({"k": 1}) == (("k",),)


@pytest.mark.parametrize(
    "text",
    [
        "$" + "[*,*,*,*]" * 12,
        "$" + "..*" * 12,
        "$[?@" + "[*,*,*,*]" * 12 + "]",
        "$..[?count($..[?count($..[?count($..*) > 99999]) > 9]) > 9]",
        "$" + "[*,*]" * 12 + ".nothing",
    ],
)
def test_a_query_that_multiplies_is_given_up(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(jsonpath, "MOST_STEPS", 5_000)
    tree: list[Any] = []
    for _ in range(13):
        tree = [tree, tree]
    with pytest.raises(QueryError, match="it takes more than 5,000 steps"):
        selected(text, tree)


def test_a_regular_expression_that_backtracks_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(regular_expressions, "MOST_SECONDS", 0.05)
    tree = {"x": ["a" * 80] * 1000}
    with pytest.raises(QueryError, match="take too long"):
        selected("$.x[?match(@, '(a|aa)+b?c')]", tree)


def test_the_deepest_document_can_be_searched() -> None:
    tree: Any = 1
    for _ in range(100):
        tree = {"a": tree}
    assert len(selected("$..a", tree)) == 100
