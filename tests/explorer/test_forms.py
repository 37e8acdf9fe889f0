"""Inputs of a form, from schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.explorer.form import MOST_OPTIONS, FormBuilder, Input
from generator.explorer.pages import name_files
from generator.explorer.prose import ProseRenderer
from tests.explorer.documented import site_of_text, text_of, with_body


def inputs_of(schema: dict[str, Any], **definitions: Any) -> Input:
    """The input of an argument with a schema."""
    builder = FormBuilder(
        {"Root": {"type": "object", "properties": {"a": schema}}, **definitions},
        name_files(definitions),
        ProseRenderer(has_markup=True),
    )
    [found] = builder.members("Root")
    return found


@pytest.mark.parametrize(
    ("schema", "kind", "type_"),
    [
        ({"type": "string"}, "string", "string"),
        ({"type": "string", "format": "date"}, "string", "string, date"),
        ({"type": "string", "contentEncoding": "base64"}, "string", "string, base64"),
        ({"type": "integer"}, "integer", "integer"),
        ({"type": "number", "format": "decimal"}, "number", "number, decimal"),
        ({"type": "boolean"}, "boolean", "boolean"),
        ({"type": "string", "const": "x"}, "const", "constant"),
        ({"type": "string", "enum": ["a", "b"]}, "enum", "one of"),
        ({"type": "string", "format": "file-path"}, "file", "file"),
        ({}, "json", "any JSON"),
        ({"type": "object"}, "map", "map of any JSON"),
        (
            {"type": "object", "additionalProperties": {"type": "integer"}},
            "map",
            "map of integers",
        ),
        (
            {"type": "object", "properties": {"b": {"type": "string"}}},
            "object",
            "object",
        ),
        ({"type": "array", "items": {"type": "string"}}, "list", "list of strings"),
        (
            {"type": "array", "prefixItems": [{"type": "string"}], "items": False},
            "tuple",
            "tuple",
        ),
        (
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
            "union",
            "one of several",
        ),
        ({"type": ["string", "integer"]}, "union", "one of several"),
    ],
)
def test_kinds(schema: dict[str, Any], kind: str, type_: str) -> None:
    found = inputs_of(schema)
    assert (found.kind, found.type) == (kind, type_)


@pytest.mark.parametrize(
    ("schema", "kind", "unset"),
    [
        ({"type": ["string", "null"]}, "string", "null"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer", "null"),
        (
            {"anyOf": [{"type": "object"}, {"type": "string", "const": ""}]},
            "map",
            '""',
        ),
        ({"type": "integer"}, "integer", ""),
    ],
)
def test_unset_is_a_choice_of_its_own(
    schema: dict[str, Any], kind: str, unset: str
) -> None:
    found = inputs_of(schema)
    assert (found.kind, found.unset) == (kind, unset)


def test_enumeration_that_takes_other_strings() -> None:
    schema = {"anyOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "string"}]}
    found = inputs_of(schema)
    assert (found.kind, found.options) == ("enum", ("a", "b"))


def test_values_that_are_no_strings_are_json() -> None:
    found = inputs_of({"enum": [1, True, "1"]})
    assert (found.format, found.options) == ("json", ("1", "true", '"1"'))


def test_bounds_and_default() -> None:
    schema = {"type": "integer", "minimum": 1, "exclusiveMaximum": 9, "default": 3}
    assert inputs_of(schema).hints == ("at least 1", "less than 9", "default 3")


def test_description_beside_a_reference_wins() -> None:
    definition = {
        "type": "object",
        "properties": {"b": {}},
        "description": "Of the type.",
    }
    schema = {"$ref": "#/Thing", "description": "Of the argument."}
    found = inputs_of(schema, Thing=definition)
    assert (found.definition, found.prose) == ("Thing", "Of the argument.")


def test_recursion_refers_to_the_definition() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/Node"}}}
    found = inputs_of({"$ref": "#/Node"}, Node=node)
    assert found.definition == "Node"


def test_recursive_union_ends_as_json() -> None:
    union = {
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"$ref": "#/Json"}},
        ]
    }
    found = inputs_of({"$ref": "#/Json"}, Json=union)
    assert [each.kind for each in found.alternatives] == ["string", "list"]
    items = found.alternatives[1].items
    assert items is not None
    assert items.kind == "json"


def test_reference_to_itself_ends() -> None:
    assert inputs_of({"$ref": "#/A"}, A={"$ref": "#/A"}).kind == "json"


def test_alternatives_are_named_by_their_constant(tmp_path: Path) -> None:
    shapes = {
        "Circle": {
            "type": "object",
            "properties": {"kind": {"const": "circle"}},
            "required": ["kind"],
        },
        "Square": {
            "type": "object",
            "properties": {"kind": {"const": "square"}},
            "required": ["kind"],
        },
    }
    references = [{"$ref": f"#/components/schemas/{name}"} for name in shapes]
    body = {"type": "object", "properties": {"shape": {"oneOf": references}}}
    site = site_of_text(with_body(body, **shapes), tmp_path)
    page = text_of(site, "operations/createThing.html")
    assert "kind = &#34;circle&#34;" in page
    assert "kind = &#34;square&#34;" in page


def test_long_enumeration_is_bounded(tmp_path: Path) -> None:
    values = [f"value_{number}" for number in range(10_000)]
    body = {"type": "object", "properties": {"a": {"type": "string", "enum": values}}}
    site = site_of_text(with_body(body), tmp_path)
    page = text_of(site, "operations/createThing.html")
    assert page.count("<option>") == MOST_OPTIONS
    assert "9700 more values" in page
    assert "other value" in page
    assert len(page) < 60_000


def test_deep_objects_are_bounded(tmp_path: Path) -> None:
    schemas = {
        f"Level{number}": {
            "type": "object",
            "description": "x" * 1000,
            "properties": {
                "next": {"$ref": f"#/components/schemas/Level{number + 1}"},
                "back": {"$ref": "#/components/schemas/Level0"},
                "text": {"type": "string", "description": "y" * 2000},
            },
        }
        for number in range(100)
    }
    schemas["Level100"] = {"type": "object", "properties": {"end": {"type": "string"}}}
    body = {
        "type": "object",
        "properties": {"a": {"$ref": "#/components/schemas/Level0"}},
    }
    site = site_of_text(with_body(body, **schemas), tmp_path)
    page = text_of(site, "operations/createThing.html")
    assert len(page) < 130_000
    separate = [path for path in site.paths() if path.startswith("inputs/")]
    assert 50 < len(separate) <= 101
    assert page.count("<template id=") + len(separate) >= 101
    assert all(len(text_of(site, path)) < 10_000 for path in separate)
