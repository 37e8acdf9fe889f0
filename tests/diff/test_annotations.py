"""Annotations: parsing, formatting, unions, and which ones accept which others."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.interface_diff.compare.assignability import accepts
from generator.interface_diff.interface.annotations import (
    Annotation,
    Constant,
    Generic,
    Named,
    format_annotation,
    names_in,
    rename_names,
    union_of,
)
from generator.interface_diff.interface.parse_annotation import parse_annotation

NAMES = st.sampled_from(["Card", "Order", "bool", "float", "int", "str"]).map(Named)
CONSTANTS = (st.text() | st.integers() | st.booleans()).map(
    lambda value: Constant(repr(value))
)
ANNOTATIONS: st.SearchStrategy[Annotation] = st.recursive(
    NAMES | CONSTANTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map(union_of)
        | inner.map(lambda item: Generic("list", (item,)))
        | inner.map(lambda value: Generic("dict", (Named("str"), value)))
    ),
    max_leaves=8,
)


@given(ANNOTATIONS)
def test_formatted_annotation_parses_to_the_same_annotation(
    annotation: Annotation,
) -> None:
    assert parse_annotation(format_annotation(annotation)) == annotation


@given(st.lists(ANNOTATIONS, min_size=1), st.randoms())
def test_union_does_not_depend_on_order(
    parts: list[Annotation], random: Random
) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert union_of(parts) == union_of(shuffled)
    assert format_annotation(union_of(parts)) == format_annotation(union_of(shuffled))


@given(ANNOTATIONS, ANNOTATIONS)
def test_union_accepts_its_members(one: Annotation, other: Annotation) -> None:
    assert accepts(union_of((one, other)), one)


@given(ANNOTATIONS)
def test_rename_names_replaces_every_name_and_nothing_else(
    annotation: Annotation,
) -> None:
    assert rename_names(annotation, str) == annotation
    renamed = rename_names(annotation, lambda name: f"{name}2")
    assert set(names_in(renamed)) == {f"{name}2" for name in names_in(annotation)}


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("Any", "Order | None"),
        ("str", "Literal['a', 'b']"),
        ("float", "int"),
        ("Sequence[str]", "list[Literal['a']]"),
        ("Mapping[str, int | None]", "dict[str, int]"),
    ],
)
def test_supertype_accepts_subtype_but_not_the_reverse(wide: str, narrow: str) -> None:
    supertype, subtype = parse_annotation(wide), parse_annotation(narrow)
    assert accepts(supertype, subtype)
    assert not accepts(subtype, supertype)


def test_builtin_accepts_constants_of_its_own_type_only() -> None:
    assert not accepts(Named("str"), Constant("1"))
    assert not accepts(Named("int"), Constant("True"))
    assert accepts(Named("int"), Constant("-1"))
    assert accepts(Named("bool"), Constant("True"))
