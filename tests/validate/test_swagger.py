"""`validate` on documents of Swagger 2.0."""

from __future__ import annotations

from typing import Any

import pytest

from generator.openapi.validation.specifications import openapi_version
from tests.validate.documents import OK, codes_and_locations


def document(**fields: Any) -> dict[str, Any]:
    return {
        "swagger": "2.0",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        **fields,
    }


def operation(**fields: Any) -> dict[str, Any]:
    return document(paths={"/a": {"get": {**OK, **fields}}})


def test_version() -> None:
    assert openapi_version(document()) == "2.0"


@pytest.mark.parametrize(
    "tree",
    [
        document(),
        operation(),
        operation(
            parameters=[{"in": "formData", "name": "f", "type": "file"}],
            consumes=["multipart/form-data"],
        ),
        document(definitions={"A": {"discriminator": "k", "x-nullable": True}}),
        document(responses={"R": {"description": "", "schema": {"type": "file"}}}),
        {
            **operation(parameters=[{"$ref": "#/parameters/b"}]),
            "parameters": {"b": {"in": "body", "name": "b", "schema": {}}},
        },
    ],
)
def test_valid_document_has_no_diagnostics(tree: dict[str, Any]) -> None:
    assert codes_and_locations(tree) == []


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (
            document(definitions={"A": {"type": "strin"}, "B": {"type": "object"}}),
            ("invalid-document", "#/definitions/A/type"),
        ),
        (
            document(definitions={"A": {"properties": {"x": {"oneOf": []}}}}),
            ("unknown-field", "#/definitions/A/properties/x/oneOf"),
        ),
        (
            operation(parameters=[{"in": "query", "name": "q", "type": "object"}]),
            ("invalid-document", "#/paths/~1a/get/parameters/0/type"),
        ),
        (
            operation(parameters=[{"$ref": "#/parameters/none"}]),
            ("unresolved-reference", "#/paths/~1a/get/parameters/0/$ref"),
        ),
        (
            operation(parameters=[{"in": "query", "name": "q", "type": "string"}] * 2),
            ("invalid-document", "#/paths/~1a/get/parameters"),
        ),
        (
            document(paths={"/a/{b}": {"get": OK}}),
            ("path-parameter", "#/paths/~1a~1%7Bb%7D/get"),
        ),
        (document(host="http://a.b/c"), ("invalid-document", "#/host")),
        (
            document(securityDefinitions={"s": {"type": "oauth2", "flow": "implicit"}}),
            ("invalid-document", "#/securityDefinitions/s"),
        ),
        (
            document(definitions={"A": {"type": "integer", "default": "x"}}),
            ("unfit-default", "#/definitions/A/default"),
        ),
    ],
)
def test_error_location(tree: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in codes_and_locations(tree)


def test_duplicate_operation_id() -> None:
    paths = {name: {"get": {**OK, "operationId": "x"}} for name in ("/a", "/b")}
    assert codes_and_locations(document(paths=paths)) == [
        ("duplicate-operation-id", "#/paths/~1b/get/operationId")
    ]
