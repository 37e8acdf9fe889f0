"""Documents are compared by what they say, not by the order in which they say it."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diff.compare import compare
from generator.source.load import read_source
from tests.diff.documents import NEW, OLD, interface_of


def shuffled(value: Any, random: Any) -> Any:
    """`value` with the members of its objects in another order; lists mean theirs."""
    if isinstance(value, dict):
        names = list(value)
        random.shuffle(names)
        return {name: shuffled(value[name], random) for name in names}
    if isinstance(value, list):
        return [shuffled(each, random) for each in value]
    return value


@settings(max_examples=25)
@given(st.sampled_from([OLD, NEW]), st.randoms())
def test_reordering_members_changes_nothing(path: Any, random: Any) -> None:
    tree = read_source(path).tree
    before, after = interface_of(tree), interface_of(shuffled(tree, random))
    assert compare(before, after) == ()


def test_there_and_back_again_tells_opposites() -> None:
    old, new = (interface_of(read_source(each).tree) for each in (OLD, NEW))
    there = {each.rule.id for each in compare(old, new)}
    back = {each.rule.id for each in compare(new, old)}
    assert {"operation-removed", "argument-removed", "type-renamed"} <= there
    assert {"operation-added", "argument-added", "type-renamed"} <= back
