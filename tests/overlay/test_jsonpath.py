"""JSONPath queries by RFC 9535, and the limits on their evaluation."""

from __future__ import annotations

from typing import Any

import pytest

from generator.source.overlay.compile_query import compile_query
from generator.source.overlay.query import QueryBudget, QueryError
from generator.source.tree_editor import NormalizedPath

TREE = {
    "a": [{"n": "abc", "k": 1}, {"n": "a\nc", "k": 2}, {"n": 7}],
    "b": {"a": {"k": [1, 2]}, "$x": None},
}


def select(text: str, tree: Any = TREE) -> tuple[NormalizedPath, ...]:
    return compile_query(text).select(tree, QueryBudget())


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
    budget = QueryBudget()
    assert query.select(TREE, budget) == query.select(TREE, budget)
    assert query.select({"k": 1}, budget) == (("k",),)


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
def test_step_limit(text: str) -> None:
    tree: list[Any] = []
    for _ in range(13):
        tree = [tree, tree]
    with pytest.raises(QueryError, match="more than 10,000,000 steps in total"):
        compile_query(text).select(tree, QueryBudget(steps=5_000))


@pytest.mark.parametrize(
    "text",
    [
        # Evaluates a filter without a query for each value, and selects none.
        "$.a[?$.b[?1 == 2]]",
        "$.a[?$.b[?match('a', 'b')]]",
        # Compares large values that are equal.
        "$.a[?$.b == $.c]",
        "$.a[?$.b >= $.c]",
        "$.a[?$.long == $.copy]",
    ],
)
def test_step_limit_of_filters_that_select_nothing(text: str) -> None:
    long = "x" * 100_000
    tree: dict[str, Any] = {name: [1] * 200 for name in "abc"}
    tree |= {"long": long, "copy": "x" + long[1:]}
    with pytest.raises(QueryError, match="steps in total"):
        compile_query(text).select(tree, QueryBudget(steps=5_000))


def regex_steps(text: str, tree: Any) -> int:
    """The steps of the regular expressions of a query that selects nothing."""
    budget = QueryBudget()
    assert compile_query(text).select(tree, budget) == ()
    return QueryBudget().regex_steps - budget.regex_steps


def test_regular_expressions_share_a_budget() -> None:
    text, tree = "$.x[?match(@, '(a|aa)+b?c')]", {"x": ["a" * 80] * 100}
    budget = QueryBudget(regex_steps=200_000)
    query = compile_query(text)
    for _ in range(3):
        assert query.select(tree, budget) == ()
    budget.regex_steps = 2 * regex_steps(text, tree) - 1
    assert compile_query(text).select(tree, budget) == ()
    with pytest.raises(QueryError, match="regular expressions of the overlays"):
        compile_query(text).select(tree, budget)


def test_catastrophic_pattern_takes_linear_work() -> None:
    work = [
        regex_steps("$.x[?match(@, '(a*)*b')]", {"x": ["a" * length]})
        for length in (1_000, 2_000, 4_000)
    ]
    assert work[2] - work[1] <= 2.1 * (work[1] - work[0])


def test_query_over_the_deepest_allowed_document() -> None:
    tree: Any = 1
    for _ in range(100):
        tree = {"a": tree}
    assert len(select("$..a", tree)) == 100
