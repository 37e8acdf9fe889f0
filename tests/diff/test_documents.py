"""Comparison of the interfaces of whole documents."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.interface_diff.compare.compare_interfaces import compare_interfaces
from generator.source.load import read_source
from tests.diff.documents import NEW, OLD, interface_of_tree


def shuffled(value: Any, random: Any) -> Any:
    """Return `value` with the members of all objects in random order; lists keep theirs."""
    if isinstance(value, dict):
        names = list(value)
        random.shuffle(names)
        return {name: shuffled(value[name], random) for name in names}
    if isinstance(value, list):
        return [shuffled(item, random) for item in value]
    return value


@settings(max_examples=25)
@given(st.sampled_from([OLD, NEW]), st.randoms())
def test_order_of_object_members_is_no_change(path: Any, random: Any) -> None:
    tree = read_source(path).tree
    before, after = interface_of_tree(tree), interface_of_tree(shuffled(tree, random))
    assert compare_interfaces(before, after) == ()


def test_swapped_documents_yield_opposite_changes() -> None:
    old, new = (interface_of_tree(read_source(path).tree) for path in (OLD, NEW))
    forward = {change.rule.id for change in compare_interfaces(old, new)}
    backward = {change.rule.id for change in compare_interfaces(new, old)}
    assert {"operation-removed", "argument-removed", "type-renamed"} <= forward
    assert {"operation-added", "argument-added", "type-renamed"} <= backward
