"""What Swagger 2.0 says, in the words of OpenAPI 3.0."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.openapi.swagger2 import convert_swagger2
from tests.upgrade.swagger import document, posted, source, told, upgrade


def test_another_version_comes_back_as_it_is() -> None:
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
def test_host_base_path_and_schemes_are_servers(
    fields: dict[str, Any], urls: list[str] | None
) -> None:
    servers = upgrade(document(**fields)).get("servers")
    assert urls == (servers and [each["url"] for each in servers])


def test_a_scheme_that_nobody_says_is_that_of_the_address_or_else_assumed() -> None:
    tree = document(host="a.b")
    diagnostics = Diagnostics()
    web, _ = convert_swagger2(source(tree, "http://a.b/swagger.json"), diagnostics)
    assert (web.tree["servers"], list(diagnostics)) == ([{"url": "http://a.b"}], [])
    for name in ("swagger.json", "http", "c://swagger.json"):
        of_file, _ = convert_swagger2(source(tree, name), Diagnostics())
        assert of_file.tree["servers"] == [{"url": "https://a.b"}]
    assert told(tree) == [("assumed-scheme", "#/host")]


def test_an_operation_has_servers_where_it_has_schemes() -> None:
    paths = {"/a": {"get": {"schemes": ["http"], "responses": {}}}}
    tree = upgrade(document(host="a.b", schemes=["https"], paths=paths))
    assert tree["paths"]["/a"]["get"]["servers"] == [{"url": "http://a.b"}]


@pytest.mark.parametrize(
    ("fields", "schemes"), [({"host": "a.b"}, []), ({"basePath": "/v1"}, ["http"])]
)
def test_an_operation_without_schemes_or_host_has_the_servers_of_all(
    fields: dict[str, Any], schemes: list[str]
) -> None:
    paths = {"/a": {"get": {"schemes": schemes, "responses": {}}}}
    tree = upgrade(document(paths=paths, **fields))
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
def test_security_definitions_are_security_schemes(
    scheme: dict[str, Any], expected: dict[str, Any] | None
) -> None:
    tree = upgrade(document(securityDefinitions={"s": scheme}))
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
def test_a_collection_format_is_a_style(
    location: str, listed: str | None, expected: dict[str, Any]
) -> None:
    parameter = {
        "in": location,
        "name": "n",
        "type": "array",
        "items": {"type": "integer"},
    }
    told_format = {"collectionFormat": listed} if listed else {}
    [found] = posted({**parameter, **told_format})["parameters"]
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
def test_a_list_that_no_style_can_write_is_text_and_told(
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
    assert told(tree) == [("list-as-text", at)]
    assert "'type': 'string'" in str(upgrade(tree)["paths"])


@pytest.mark.parametrize(
    ("produces", "schema", "expected"),
    [
        (["a/b", "c/d"], {"type": "string"}, ["a/b", "c/d"]),
        ([], {"type": "string"}, ["application/json"]),
        ([], {"type": "file"}, ["*/*"]),
        (["image/png"], {"type": "file"}, ["image/png"]),
    ],
)
def test_an_answer_has_the_media_types_that_are_produced(
    produces: list[str], schema: dict[str, Any], expected: list[str]
) -> None:
    responses = {"200": {"description": "", "schema": schema}}
    found = posted(produces=produces, responses=responses)["responses"]["200"]
    assert list(found["content"]) == expected
    assert found["content"][expected[0]]["schema"]["type"] == "string"


def test_an_answer_that_has_nothing_has_no_content() -> None:
    found = posted(produces=["a/b"], responses={"200": {"description": "d"}})
    assert found["responses"]["200"] == {"description": "d"}


def test_headers_and_examples_of_an_answer_are_kept() -> None:
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


def test_a_shared_answer_is_shared_among_those_that_produce_the_same() -> None:
    shared = {"description": "", "schema": {"type": "string"}}
    by_name = {"200": {"$ref": "#/responses/r"}}
    paths = {
        "/a": {"get": {"responses": by_name}},
        "/b": {"get": {"produces": ["text/plain"], "responses": by_name}},
    }
    tree = upgrade(document(produces=["a/b"], responses={"r": shared}, paths=paths))
    of = {path: item["get"]["responses"]["200"] for path, item in tree["paths"].items()}
    assert of["/a"] == {"$ref": "#/components/responses/r"}
    assert list(of["/b"]["content"]) == ["text/plain"]


def test_what_extends_the_specification_is_kept() -> None:
    item = {"get": {"x-c": 3, "responses": {"x-d": 4}}, "x-b": 2}
    tree = upgrade(document(paths={"/a": item, "x-e": 5}, **{"x-a": 1}))
    assert tree["x-a"] == 1
    assert tree["paths"]["x-e"] == 5
    assert tree["paths"]["/a"]["x-b"] == 2
    assert tree["paths"]["/a"]["get"] == {"x-c": 3, "responses": {"x-d": 4}}
