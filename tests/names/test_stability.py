"""Additions, removals and reordering elsewhere in a document rename nothing."""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.names.documents import (
    CROWDED,
    Names,
    Tree,
    additions,
    customers,
    names_of,
    reordered,
    with_parts,
)
from tests.property_settings import examples

many = examples(20, with_slow=60)
few = examples(1, with_slow=5)
seeds = st.integers(0, 2**32)


def assert_kept(before: Names, after: Names) -> None:
    """Every name from before is unchanged after."""
    assert {key: after.get(key) for key in before} == before


@cache
def names_of_customers() -> Names:
    return names_of(customers())


@many
@given(additions(CROWDED))
def test_additions_rename_nothing(parts: tuple[Tree, Tree]) -> None:
    before, after = names_of(CROWDED), names_of(with_parts(CROWDED, *parts))
    assert_kept(before, after)
    assert len(after) > len(before)


@few
@given(st.deferred(lambda: additions(customers())))
def test_additions_rename_nothing_in_stripes_document(parts: tuple[Tree, Tree]) -> None:
    assert_kept(names_of_customers(), names_of(with_parts(customers(), *parts)))


@many
@given(additions(CROWDED, "zz"), additions(CROWDED, "yy"))
def test_removals_rename_nothing(
    kept: tuple[Tree, Tree], removed: tuple[Tree, Tree]
) -> None:
    after = with_parts(CROWDED, *kept)
    assert_kept(names_of(after), names_of(with_parts(after, *removed)))


@many
@given(seeds)
def test_order_of_a_document_renames_nothing(seed: int) -> None:
    assert names_of(reordered(CROWDED, Random(seed))) == names_of(CROWDED)


@few
@given(seeds)
def test_order_of_stripes_document_renames_nothing(seed: int) -> None:
    assert names_of(reordered(customers(), Random(seed))) == names_of_customers()
