"""Values are found by their paths as the library itself finds them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema_path.accessors import SchemaAccessor

from generator.openapi.validation.value_access import root_of
from tests.real.folders import REPOSITORY

CASES = REPOSITORY / "tests" / "cases"
DOCUMENTS = sorted(
    [
        # Where a document has other files, they are put together before this.
        *(set(CASES.glob("*/document.*")) - set(CASES.glob("several_files/*"))),
        REPOSITORY / "specs" / "stripe.json",
    ]
)


def paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each value of a document; what stands beside a reference has none."""
    yield at
    if isinstance(value, dict | list) and "$ref" not in value:
        names = value if isinstance(value, dict) else range(len(value))
        for name in names:
            yield from paths(value[name], (*at, name))


def beyond(accessor: Any, at: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The paths of what a value has where a reference leads to it."""
    found = accessor[at]
    if isinstance(found, dict):
        yield from ((*at, name) for name in found)


@pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda each: f"{each.parent.name}-{each.name}"
)
def test_each_path_of_a_document_leads_where_the_library_says(document: Any) -> None:
    text = document.read_text("utf-8")
    tree = json.loads(text) if document.suffix == ".json" else yaml.safe_load(text)
    ours, theirs = root_of(tree).accessor, SchemaAccessor.from_schema(tree)
    every = list(paths(tree))
    for at in every[:: max(1, len(every) // 3000)]:
        assert ours[at] is theirs[at]
        for further in beyond(theirs, at):
            assert ours[further] is theirs[further]


@pytest.mark.parametrize(
    "at", [("no",), ("info", "no"), ("info", "title", "no"), ("list", 2), ("list", "a")]
)
def test_a_path_that_leads_nowhere_is_a_key_error(at: tuple[Any, ...]) -> None:
    tree = {"info": {"title": "t"}, "list": [1, 2]}
    with pytest.raises(KeyError):
        root_of(tree).accessor[at]
    with pytest.raises(KeyError):
        SchemaAccessor.from_schema(tree)[at]


def test_a_reference_is_followed_to_its_end() -> None:
    tree = {"a": {"$ref": "#/b"}, "b": {"$ref": "#/c/d~1e"}, "c": {"d/e": {"f": 1}}}
    assert root_of(tree).accessor[("a", "f")] == 1


@pytest.mark.parametrize(
    "at",
    [
        ("schema", "default"),
        ("schema", "enum", 0),
        ("schema", "examples", 0),
        ("schema", "properties", "default", "const", "a"),
    ],
)
def test_a_reference_in_data_is_data(at: tuple[Any, ...]) -> None:
    data = {"$ref": "#/nowhere"}
    named = {"default": {"const": {"a": data}}}
    schema = {"default": data, "enum": [data], "examples": [data], "properties": named}
    assert root_of({"schema": schema}).accessor[at] is data


def test_a_property_may_have_the_name_of_a_field_that_holds_data() -> None:
    text = {"type": "string"}
    schema = {"properties": {"default": {"$ref": "#/text"}}}
    accessor = root_of({"schema": schema, "text": text}).accessor
    assert accessor["schema", "properties", "default"] is text


def test_a_reference_that_leads_back_to_itself_leads_nowhere() -> None:
    to_itself = {"$ref": "#/a"}
    with pytest.raises(KeyError):
        root_of({"a": to_itself}).accessor[("a",)]
