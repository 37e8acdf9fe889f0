"""Conversion of servers, security, parameters and responses."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.openapi.swagger2 import convert_swagger2
from tests.upgrade.swagger import codes_and_locations, convert, document, posted, source


def test_other_versions_are_unchanged() -> None:
    diagnostics = Diagnostics()
    for tree in ({"openapi": "3.1.0"}, {"swagger": "1.2"}, {"swagger": 2.0}, {}):
        given = source(tree)
        assert convert_swagger2(given, diagnostics) == (given, diagnostics)


@pytest.mark.parametrize(
    ("fields", "urls"),
    [
        ({}, None),
        ({"basePath": "/"}, None),
        ({"basePath": "/v1"}, ["/v1"]),
        ({"host": "a.b", "schemes": ["http"]}, ["http://a.b"]),
        (
            {"host": "a.b:81", "basePath": "/v1/", "schemes": ["http", "https"]},
            ["https://a.b:81/v1", "http://a.b:81/v1"],
        ),
        ({"schemes": ["https"]}, None),
    ],
)
def test_servers_from_host_base_path_and_schemes(
    fields: dict[str, Any], urls: list[str] | None
) -> None:
    servers = convert(document(**fields)).get("servers")
    assert urls == (servers and [item["url"] for item in servers])


def test_missing_scheme() -> None:
    tree = document(host="a.b")
    diagnostics = Diagnostics()
    web, _ = convert_swagger2(source(tree, "http://a.b/swagger.json"), diagnostics)
    assert (web.tree["servers"], list(diagnostics)) == ([{"url": "http://a.b"}], [])
    for name in ("swagger.json", "http", "c://swagger.json"):
        of_file, _ = convert_swagger2(source(tree, name), Diagnostics())
        assert of_file.tree["servers"] == [{"url": "https://a.b"}]
    assert codes_and_locations(tree) == [("assumed-scheme", "#/host")]


def test_operation_schemes_become_servers() -> None:
    paths = {"/a": {"get": {"schemes": ["http"], "responses": {}}}}
    tree = convert(document(host="a.b", schemes=["https"], paths=paths))
    assert tree["paths"]["/a"]["get"]["servers"] == [{"url": "http://a.b"}]


@pytest.mark.parametrize(
    ("fields", "schemes"), [({"host": "a.b"}, []), ({"basePath": "/v1"}, ["http"])]
)
def test_operation_without_schemes_or_host_has_no_servers(
    fields: dict[str, Any], schemes: list[str]
) -> None:
    paths = {"/a": {"get": {"schemes": schemes, "responses": {}}}}
    tree = convert(document(paths=paths, **fields))
    assert "servers" not in tree["paths"]["/a"]["get"]


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ({"type": "basic"}, {"type": "http", "scheme": "basic"}),
        ({"type": "apiKey", "in": "query", "name": "k"}, None),
        (
            {
                "type": "oauth2",
                "flow": "accessCode",
                "authorizationUrl": "https://a",
                "tokenUrl": "https://t",
                "scopes": {"r": "read"},
                "x-own": 1,
            },
            {
                "type": "oauth2",
                "x-own": 1,
                "flows": {
                    "authorizationCode": {
                        "authorizationUrl": "https://a",
                        "tokenUrl": "https://t",
                        "scopes": {"r": "read"},
                    }
                },
            },
        ),
        (
            {"type": "oauth2", "flow": "application", "tokenUrl": "https://t"},
            {
                "type": "oauth2",
                "flows": {"clientCredentials": {"tokenUrl": "https://t", "scopes": {}}},
            },
        ),
    ],
)
def test_security_definitions(
    scheme: dict[str, Any], expected: dict[str, Any] | None
) -> None:
    tree = convert(document(securityDefinitions={"s": scheme}))
    assert tree["components"]["securitySchemes"]["s"] == (expected or scheme)


@pytest.mark.parametrize(
    ("location", "listed", "expected"),
    [
        ("query", None, {"style": "form", "explode": False}),
        ("query", "csv", {"style": "form", "explode": False}),
        ("query", "multi", {"style": "form", "explode": True}),
        ("query", "ssv", {"style": "spaceDelimited", "explode": False}),
        ("query", "pipes", {"style": "pipeDelimited", "explode": False}),
        ("path", "csv", {}),
        ("header", None, {}),
    ],
)
def test_collection_format_becomes_a_style(
    location: str, listed: str | None, expected: dict[str, Any]
) -> None:
    parameter = {
        "in": location,
        "name": "n",
        "type": "array",
        "items": {"type": "integer"},
    }
    collection_format = {"collectionFormat": listed} if listed else {}
    [found] = posted({**parameter, **collection_format})["parameters"]
    schema = {"type": "array", "items": {"type": "integer"}}
    assert found == {"in": location, "name": "n", "schema": schema, **expected}


@pytest.mark.parametrize(
    ("location", "listed", "nested"),
    [
        ("query", "tsv", False),
        ("path", "pipes", False),
        ("header", "ssv", False),
        ("formData", "tsv", False),
        ("query", "csv", True),
    ],
)
def test_collection_format_without_a_style_warns(
    location: str, listed: str, nested: bool
) -> None:
    inner = {"type": "array", "items": {"type": "string"}, "collectionFormat": "pipes"}
    parameter = {
        "in": location,
        "name": "n",
        "type": "array",
        "items": inner if nested else {"type": "string"},
        "collectionFormat": listed,
    }
    at = "#/paths/~1a/post/parameters/0" + ("/items" if nested else "")
    tree = document(
        paths={"/a": {"post": {"parameters": [parameter], "responses": {}}}}
    )
    assert codes_and_locations(tree) == [("list-as-text", at)]
    assert "'type': 'string'" in str(convert(tree)["paths"])


@pytest.mark.parametrize(
    ("produces", "schema", "expected"),
    [
        (["a/b", "c/d"], {"type": "string"}, ["a/b", "c/d"]),
        ([], {"type": "string"}, ["application/json"]),
        ([], {"type": "file"}, ["*/*"]),
        (["image/png"], {"type": "file"}, ["image/png"]),
    ],
)
def test_response_media_types_from_produces(
    produces: list[str], schema: dict[str, Any], expected: list[str]
) -> None:
    responses = {"200": {"description": "", "schema": schema}}
    found = posted(produces=produces, responses=responses)["responses"]["200"]
    assert list(found["content"]) == expected
    assert found["content"][expected[0]]["schema"]["type"] == "string"


def test_response_without_schema_has_no_content() -> None:
    found = posted(produces=["a/b"], responses={"200": {"description": "d"}})
    assert found["responses"]["200"] == {"description": "d"}


def test_response_headers_and_examples() -> None:
    response = {
        "description": "",
        "schema": {"type": "object"},
        "headers": {"X-N": {"type": "integer", "description": "How many."}},
        "examples": {"application/json": {"a": 1}},
    }
    found = posted(responses={"200": response})["responses"]["200"]
    assert found == {
        "description": "",
        "headers": {"X-N": {"description": "How many.", "schema": {"type": "integer"}}},
        "content": {
            "application/json": {"schema": {"type": "object"}, "example": {"a": 1}}
        },
    }


def test_shared_response_with_other_media_types_is_copied() -> None:
    shared = {"description": "", "schema": {"type": "string"}}
    by_name = {"200": {"$ref": "#/responses/r"}}
    paths = {
        "/a": {"get": {"responses": by_name}},
        "/b": {"get": {"produces": ["text/plain"], "responses": by_name}},
    }
    tree = convert(document(produces=["a/b"], responses={"r": shared}, paths=paths))
    of = {path: item["get"]["responses"]["200"] for path, item in tree["paths"].items()}
    assert of["/a"] == {"$ref": "#/components/responses/r"}
    assert list(of["/b"]["content"]) == ["text/plain"]


def test_extensions_are_kept() -> None:
    item = {"get": {"x-c": 3, "responses": {"x-d": 4}}, "x-b": 2}
    tree = convert(document(paths={"/a": item, "x-e": 5}, **{"x-a": 1}))
    assert tree["x-a"] == 1
    assert tree["paths"]["x-e"] == 5
    assert tree["paths"]["/a"]["x-b"] == 2
    assert tree["paths"]["/a"]["get"] == {"x-c": 3, "responses": {"x-d": 4}}
