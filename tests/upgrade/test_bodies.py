"""Conversion of body and form parameters to request bodies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.upgrade.swagger import codes_and_locations, convert, document, posted


def test_body_media_types_from_consumes() -> None:
    body = {
        "in": "body",
        "name": "b",
        "required": True,
        "description": "All.",
        "schema": {"type": "string"},
        "x-own": 1,
        "x-examples": {"text/plain": "hi"},
    }
    of_own = posted(body, consumes=["text/plain", "application/xml"])
    assert of_own["requestBody"] == {
        "required": True,
        "description": "All.",
        "x-own": 1,
        "content": {
            "text/plain": {"schema": {"type": "string"}, "example": "hi"},
            "application/xml": {"schema": {"type": "string"}},
        },
    }
    assert list(posted(body)["requestBody"]["content"]) == ["application/json"]


@pytest.mark.parametrize(
    ("consumes", "kind", "expected"),
    [
        ([], "string", ["application/x-www-form-urlencoded"]),
        ([], "file", ["multipart/form-data"]),
        (["application/json"], "string", ["application/x-www-form-urlencoded"]),
        (["multipart/form-data"], "string", ["multipart/form-data"]),
        (["application/x-www-form-urlencoded"], "file", ["multipart/form-data"]),
    ],
)
def test_form_media_type_by_fields(
    consumes: list[str], kind: str, expected: list[str]
) -> None:
    field = {"in": "formData", "name": "f", "type": kind}
    assert list(posted(field, consumes=consumes)["requestBody"]["content"]) == expected


def test_form_fields_become_properties() -> None:
    text = {
        "in": "formData",
        "name": "a b",
        "type": "string",
        "required": True,
        "description": "Text.",
        "x-nullable": True,
    }
    listed = {
        "in": "formData",
        "name": "l",
        "type": "array",
        "items": {"type": "string"},
    }
    body = posted(text, listed)["requestBody"]
    [media] = body["content"].values()
    assert body["required"] is True
    assert media == {
        "schema": {
            "type": "object",
            "properties": {
                "a b": {"type": "string", "nullable": True, "description": "Text."},
                "l": {"type": "array", "items": {"type": "string"}},
            },
            "required": ["a b"],
        },
        "encoding": {"l": {"style": "form", "explode": False}},
    }


def test_operation_overrides_the_body_of_its_path_item() -> None:
    def body(name: str) -> dict[str, Any]:
        return {"in": "body", "name": name, "schema": {"title": name}}

    def title(operation: Any) -> str:
        media = operation["requestBody"]["content"]["application/json"]
        return str(media["schema"]["title"])

    item = {
        "parameters": [body("shared"), {"in": "query", "name": "q", "type": "string"}],
        "put": {"responses": {}},
        "post": {"parameters": [body("own")], "responses": {}},
    }
    upgraded_item = convert(document(paths={"/a": item}))["paths"]["/a"]
    assert title(upgraded_item["put"]) == "shared"
    assert title(upgraded_item["post"]) == "own"
    assert [parameter["name"] for parameter in upgraded_item["parameters"]] == ["q"]


@pytest.mark.parametrize(
    "several",
    [
        [{"in": "body", "name": "a"}, {"in": "body", "name": "b"}],
        [
            {"in": "body", "name": "a"},
            {"in": "formData", "name": "b", "type": "string"},
        ],
    ],
)
def test_two_bodies_are_an_error_at_the_second(several: list[dict[str, Any]]) -> None:
    tree = document(paths={"/a": {"post": {"parameters": several, "responses": {}}}})
    assert codes_and_locations(tree) == [
        ("several-bodies", "#/paths/~1a/post/parameters/1")
    ]
