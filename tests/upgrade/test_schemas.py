"""Conversion of schemas, and of references to them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.upgrade.swagger import convert, document


def schema(value: Any, **others: Any) -> Any:
    tree = convert(document(definitions={"A": value, **others}))
    return tree["components"]["schemas"]["A"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "string", "readOnly": True, "example": "a"}, None),
        ({"properties": {"discriminator": {"type": "string"}}}, None),
        (
            {"properties": {"$ref": {"x-nullable": True}}},
            {"properties": {"$ref": {"nullable": True}}},
        ),
        ({"x-nullable": False}, {}),
        ({"discriminator": "kind"}, {"discriminator": {"propertyName": "kind"}}),
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        (
            {"type": ["string", "integer"]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        ),
        ({"type": ["null"]}, {"enum": [None], "nullable": True}),
        ({"items": [{"type": "string"}]}, {"items": {"anyOf": [{"type": "string"}]}}),
        (
            {"additionalProperties": {"x-nullable": True}},
            {"additionalProperties": {"nullable": True}},
        ),
        (
            {"allOf": [{"x-nullable": True}, {"$ref": "#/definitions/A"}]},
            {"allOf": [{"nullable": True}, {"$ref": "#/components/schemas/A"}]},
        ),
        (
            {"$ref": "#/definitions/A", "x-nullable": True, "description": "d"},
            {
                "allOf": [{"$ref": "#/components/schemas/A"}],
                "nullable": True,
                "description": "d",
            },
        ),
        ({"default": {"$ref": "#/definitions/A"}}, None),
        ("no schema", None),
    ],
)
def test_schema_keywords(given: Any, expected: Any) -> None:
    assert schema(given) == (given if expected is None else expected)


def test_discriminator_value_extension_becomes_a_mapping() -> None:
    parent = {"discriminator": "kind"}
    child = {"allOf": [{"$ref": "#/definitions/A"}]}
    grandchild = {
        "allOf": [{"$ref": "#/definitions/Child"}],
        "x-discriminator-value": "grand",
    }
    assert schema(parent, Child=child, Grand=grandchild) == {
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"grand": "#/components/schemas/Grand"},
        }
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#/definitions/B", "#/components/schemas/B"),
        ("#/definitions/a%20b~1c", "#/components/schemas/a%20b~1c"),
        ("#/definitions/B/properties/x", "#/components/schemas/B/properties/x"),
        ("#/responses/R/schema", "#/components/responses/R/content/a~1b/schema"),
        (
            "#/parameters/P/schema/items",
            "#/paths/~1a/post/requestBody/content/a~1b/schema/items",
        ),
        (
            "#/paths/~1a/post/responses/200/schema",
            "#/paths/~1a/post/responses/200/content/a~1b/schema",
        ),
        ("other.json#/definitions/B", "other.json#/definitions/B"),
        ("#no/pointer", "#no/pointer"),
        ("#/x-own/B", "#/x-own/B"),
    ],
)
def test_references_to_moved_objects(text: str, expected: str) -> None:
    post = {
        "parameters": [{"$ref": "#/parameters/P"}],
        "responses": {"200": {"description": "", "schema": {"type": "string"}}},
    }
    tree = convert(
        document(
            consumes=["a/b"],
            produces=["a/b"],
            definitions={
                "A": {"$ref": text},
                "B": {"properties": {"x": {}}},
                "a b/c": {},
            },
            parameters={"P": {"in": "body", "name": "p", "schema": {"items": {}}}},
            responses={"R": {"description": "", "schema": {}}},
            paths={"/a": {"post": post}},
        )
    )
    assert tree["components"]["schemas"]["A"] == {"$ref": expected}


def test_reference_to_a_parameter_after_a_removed_body() -> None:
    query = {"in": "query", "name": "q", "type": "string"}
    post = {
        "parameters": [{"in": "body", "name": "b", "schema": {}}, query],
        "responses": {},
    }
    get = {"parameters": [{"$ref": "#/paths/~1a/post/parameters/1"}], "responses": {}}
    tree = convert(document(paths={"/a": {"post": post, "get": get}}))
    at = tree["paths"]["/a"]["get"]["parameters"]
    assert at == [{"$ref": "#/paths/~1a/post/parameters/0"}]


def test_path_item_reference_is_inlined() -> None:
    item: dict[str, Any] = {"get": {"responses": {}}}
    tree = convert(document(paths={"/a": item, "/b": {"$ref": "#/paths/~1a"}}))
    assert tree["paths"]["/b"] == item


def test_shared_schemas_stay_shared() -> None:
    shared: dict[str, Any] = {"type": "object"}
    for _ in range(60):
        shared = {"properties": {"a": shared, "b": shared}}
    found = schema(shared)
    assert found["properties"]["a"] is found["properties"]["b"]
