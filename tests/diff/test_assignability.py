"""Which annotations accept which, through aliases and classes with many references."""

from __future__ import annotations

import pytest

from generator.interface_diff.compare import assignability
from generator.interface_diff.compare.assignability import (
    ClassShapes,
    accepts,
    expand_aliases,
)
from generator.interface_diff.interface.annotations import (
    ANY,
    Annotation,
    Generic,
    Named,
    format_annotation,
    union_of,
)
from generator.interface_diff.interface.client_interface import ClientInterface
from generator.interface_diff.interface.parse_annotation import parse_annotation
from tests.diff.interfaces import field, interface, model


def nested_lists(leaf: Annotation, depth: int) -> Annotation:
    for _ in range(depth):
        leaf = Generic("list", (leaf,))
    return leaf


def test_nested_lists_are_formatted() -> None:
    text = format_annotation(nested_lists(Named("str"), 90))
    assert text == "list[" * 90 + "str" + "]" * 90


@pytest.mark.parametrize("narrow", ["bool", "int"])
def test_nested_lists_of_equivalent_items_are_equivalent(narrow: str) -> None:
    both = union_of((Named("bool"), Named("int")))
    wide, other = nested_lists(both, 90), nested_lists(Named(narrow), 90)
    assert accepts(wide, other)
    # To type checkers, a list of `bool | int` is one of `int`, but not one of `bool`.
    assert accepts(wide, other, is_strict=True) == (narrow == "int")


def test_nested_lists_of_any_are_equivalent() -> None:
    wide = nested_lists(union_of((ANY, Named("str"))), 90)
    assert accepts(wide, nested_lists(Named("str"), 90))


def test_aliases_are_expanded() -> None:
    aliases = {"Id": parse_annotation("int | str"), "Ids": parse_annotation("list[Id]")}
    expanded = expand_aliases(Named("Ids"), aliases)
    assert expanded == parse_annotation("list[int | str]")


def test_expansion_of_aliases_is_limited() -> None:
    aliases = {
        f"A{n}": parse_annotation(f"list[A{n + 1}] | dict[str, A{n + 1}]")
        for n in range(100)
    }
    text = format_annotation(expand_aliases(Named("A0"), aliases))
    assert text.startswith(("dict[str, dict[str, ", "list[dict[str, "))
    assert "A10" in text
    assert len(text) < 10_000


def test_aliases_beyond_the_limit_do_not_depend_on_their_order() -> None:
    count = assignability._MAX_EXPANDED_ALIASES + 50
    aliases = {f"A{n:03}": Generic("list", (Named(f"B{n}"),)) for n in range(count)}
    names = [Named(name) for name in aliases]
    first = expand_aliases(union_of(names), aliases)
    second = expand_aliases(union_of(reversed(names)), dict(reversed(aliases.items())))
    assert first == second
    assert Named(f"A{count - 1:03}") in getattr(first, "members", ())
    assert Named("A000") not in getattr(first, "members", ())


def test_union_of_very_many_different_members_is_incompatible() -> None:
    old = union_of(Named(f"Old{n}") for n in range(1_000))
    new = union_of(Named(f"New{n}") for n in range(1_000))
    pairs: list[tuple[str, str]] = []

    def accepts_class(wide: str, narrow: str) -> bool:
        pairs.append((wide, narrow))
        return wide.removeprefix("New") == narrow.removeprefix("Old")

    assert not accepts(new, old, accepts_class)
    assert len(pairs) <= 10_000


def chain(prefix: str, length: int, last: str) -> ClientInterface:
    """Classes that each have a field with the next."""
    return interface(
        *(
            model(f"{prefix}{n}", field("next", f"{prefix}{n + 1}"))
            for n in range(length)
        ),
        model(f"{prefix}{length}", field("value", last)),
    )


def test_classes_that_are_nested_deeper_than_the_stack() -> None:
    first, last = Named("Old0"), Named("New0")
    old = chain("Old", 3_000, "int")
    same = ClassShapes(old, chain("New", 3_000, "int"))
    assert same.still_returns(first, last)
    assert same.still_accepts(first, last)
    other = ClassShapes(old, chain("New", 3_000, "str"))
    assert not other.still_returns(first, last)
    assert not other.still_accepts(first, last)


def test_recursive_classes_of_the_same_shape_are_compatible() -> None:
    old = interface(model("Old", field("parent", "Old"), field("id", "int")))
    new = interface(model("New", field("parent", "New"), field("id", "int")))
    assert ClassShapes(old, new).still_returns(Named("Old"), Named("New"))


def test_class_that_was_assumed_compatible_is_tested_again() -> None:
    # `A` and `B` contain each other, and only `B` has a field that differs.
    old = interface(
        model("A", field("b", "B")), model("B", field("a", "A"), field("id", "int"))
    )
    new = interface(
        model("C", field("b", "D")), model("D", field("a", "C"), field("id", "str"))
    )
    shapes = ClassShapes(old, new)
    assert not shapes.still_returns(Named("B"), Named("D"))
    assert not shapes.still_returns(Named("A"), Named("C"))
