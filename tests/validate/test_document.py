"""`Document`: access to values by field, through references."""

from __future__ import annotations

from typing import Any

import pytest

from generator.openapi.validation.document import Document


def test_get_returns_value_and_location() -> None:
    document = Document({"info": {"title": "t"}})
    node = document.get(document.root, "info", "title")
    assert node is not None
    assert (node.value, str(node.at)) == ("t", "#/info/title")


@pytest.mark.parametrize(
    "names", [("no",), ("info", "no"), ("info", "title", "no"), ("list", "0")]
)
def test_get_returns_none_for_missing_fields(names: tuple[str, ...]) -> None:
    document = Document({"info": {"title": "t"}, "list": [1, 2]})
    assert document.get(document.root, *names) is None


def test_references_are_followed_to_where_the_value_is_written() -> None:
    tree = {"a": {"$ref": "#/b"}, "b": {"$ref": "#/c/d~1e"}, "c": {"d/e": {"f": 1}}}
    document = Document(tree)
    node = document.get(document.root, "a", "f")
    assert node is not None
    assert (node.value, str(node.at)) == (1, "#/c/d~1e/f")
    end = document.get(document.root, "a")
    assert end is not None
    assert end.is_referenced


@pytest.mark.parametrize(
    "reference", ["#/no", "#no", "other.yaml#/a", "#/a", "#/cycle/0", 1]
)
def test_broken_references_are_skipped(reference: Any) -> None:
    cycle = [{"$ref": "#/cycle/1"}, {"$ref": "#/cycle/0"}]
    tree = {"a": {"$ref": reference}, "list": [{"$ref": reference}, 1], "cycle": cycle}
    document = Document(tree)
    assert document.get(document.root, "a", "x") is None
    assert [node.value for node in document.items(document.root, "list")][-1] == 1
    assert [*document.items(document.root, "cycle")] == []


def test_long_chains_of_references_take_linear_time() -> None:
    length = 20_000
    chain: dict[str, Any] = {f"s{n}": {"$ref": f"#/s{n + 1}"} for n in range(length)}
    document = Document({**chain, f"s{length}": {"end": True}})
    ends = [node.value for _, node in document.entries(document.root)]
    assert ends == [{"end": True}] * (length + 1)


def test_entries_and_items_of_other_types_are_empty() -> None:
    document = Document({"map": {"a": 1}, "list": [1]})
    assert [*document.items(document.root, "map")] == []
    assert [*document.entries(document.root, "list")] == []
    assert [*document.entries(document.root, "no")] == []
