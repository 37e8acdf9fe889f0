"""Annotations as values say what Python's own syntax says."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diff.annotations import (
    Annotation,
    Constant,
    Generic,
    Named,
    names_in,
    one_of,
    renamed,
    text,
)
from generator.diff.syntax import annotation_of_text
from generator.diff.variance import covers

NAMES = st.sampled_from(["Card", "Order", "bool", "float", "int", "str"]).map(Named)
CONSTANTS = (st.text() | st.integers() | st.booleans()).map(
    lambda value: Constant(repr(value))
)
ANNOTATIONS: st.SearchStrategy[Annotation] = st.recursive(
    NAMES | CONSTANTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map(one_of)
        | inner.map(lambda each: Generic("list", (each,)))
        | inner.map(lambda each: Generic("dict", (Named("str"), each)))
    ),
    max_leaves=8,
)


@given(ANNOTATIONS)
def test_what_is_written_is_read_again_as_the_same(annotation: Annotation) -> None:
    assert annotation_of_text(text(annotation)) == annotation


@given(st.lists(ANNOTATIONS, min_size=1), st.randoms())
def test_a_union_is_the_same_in_any_order(
    parts: list[Annotation], random: Random
) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert one_of(parts) == one_of(shuffled)
    assert text(one_of(parts)) == text(one_of(shuffled))


@given(ANNOTATIONS, ANNOTATIONS)
def test_a_union_covers_its_parts(one: Annotation, other: Annotation) -> None:
    assert covers(one_of((one, other)), one)


@given(ANNOTATIONS)
def test_names_that_stay_change_nothing(annotation: Annotation) -> None:
    assert renamed(annotation, str) == annotation
    other = renamed(annotation, lambda name: f"{name}2")
    assert set(names_in(other)) == {f"{name}2" for name in names_in(annotation)}


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
def test_what_is_wider_covers_what_is_narrower(wide: str, narrow: str) -> None:
    one, other = annotation_of_text(wide), annotation_of_text(narrow)
    assert covers(one, other)
    assert not covers(other, one)


def test_texts_and_numbers_are_told_apart() -> None:
    assert not covers(Named("str"), Constant("1"))
    assert not covers(Named("int"), Constant("True"))
    assert covers(Named("int"), Constant("-1"))
    assert covers(Named("bool"), Constant("True"))
