"""JSONPath queries by RFC 9535, and the limits on their evaluation."""

from __future__ import annotations

from typing import Any

import pytest

from generator.source.overlay import jsonpath
from generator.source.overlay.compile_query import compile_query
from generator.source.overlay.query import QueryError
from generator.source.tree_editor import NormalizedPath

TREE = {
    "a": [{"n": "abc", "k": 1}, {"n": "a\nc", "k": 2}, {"n": 7}],
    "b": {"a": {"k": [1, 2]}, "$x": None},
}


def select(text: str, tree: Any = TREE) -> tuple[NormalizedPath, ...]:
    return compile_query(text).select(tree)


@pytest.mark.parametrize(
    ("text", "paths"),
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
def test_query_selects_each_path_once(
    text: str, paths: tuple[NormalizedPath, ...]
) -> None:
    assert select(text) == paths


def test_query_can_be_evaluated_again() -> None:
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
def test_step_limit(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(jsonpath, "MAX_STEPS", 5_000)
    tree: list[Any] = []
    for _ in range(13):
        tree = [tree, tree]
    with pytest.raises(QueryError, match="it takes more than 5,000 steps"):
        select(text, tree)


def test_time_limit_of_regular_expressions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jsonpath, "MAX_REGEX_SECONDS", 0.05)
    tree = {"x": ["a" * 80] * 1000}
    with pytest.raises(QueryError, match="take too long"):
        select("$.x[?match(@, '(a|aa)+b?c')]", tree)


def test_query_over_the_deepest_allowed_document() -> None:
    tree: Any = 1
    for _ in range(100):
        tree = {"a": tree}
    assert len(select("$..a", tree)) == 100
