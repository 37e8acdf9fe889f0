"""`validate`: every type of error with its location, and none for valid documents."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import DocumentError
from generator.openapi.validation.specifications import openapi_version
from generator.openapi.validation.validate import validate
from tests.validate.documents import (
    OK,
    VERSIONS,
    codes_and_locations,
    document,
    only,
    schemas,
)


@pytest.mark.parametrize(
    "version", ["3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.2.0", "3.0.0-rc1"]
)
def test_supported_versions(version: str) -> None:
    assert openapi_version({"openapi": version}) == version


@pytest.mark.parametrize(
    ("tree", "code", "words"),
    [
        ({}, "not-openapi", "missing"),
        ({"asyncapi": "3.0.0"}, "not-openapi", "missing"),
        ({"swagger": "1.2"}, "unsupported-version", "Swagger 1.2"),
        ({"openapi": "3.3.0"}, "unsupported-version", "3.3.0"),
        ({"openapi": "2.0.0"}, "unsupported-version", "2.0.0"),
        ({"openapi": 3.1}, "unsupported-version", "3.1"),
        ({"openapi": {}}, "unsupported-version", "{}"),
    ],
)
def test_unsupported_version_is_the_only_error(
    tree: dict[str, Any], code: str, words: str
) -> None:
    found = only(tree)
    assert (found.code, words in found.message) == (code, True)
    with pytest.raises(DocumentError):
        openapi_version(tree)


@pytest.mark.parametrize("written", ["3.1", 3.1])
def test_version_without_patch_has_a_hint(written: object) -> None:
    assert "'3.1.0'" in (only({"openapi": written}).hint or "")


@pytest.mark.parametrize("version", VERSIONS)
def test_minimal_document_is_valid(version: str) -> None:
    assert validate(document(version, paths={"/a": {"get": OK}})) == ()


@pytest.mark.parametrize(
    ("fields", "at", "words"),
    [
        ({"paths": None}, "#/paths", "an object, got null"),
        ({"info": {"title": "t"}}, "#/info", "'version' is missing"),
        ({"info": {"title": "t", "version": 1}}, "#/info/version", "a string, got 1"),
        ({"paths": {"/a": {"get": []}}}, "#/paths/~1a/get", "an object, got an array"),
        (
            {"paths": {"/a": {"get": {**OK, "parameters": [{"name": "x"}]}}}},
            "#/paths/~1a/get/parameters/0",
            "'in' is missing",
        ),
        (
            {"components": {"schemas": {"A": {"type": "strin"}}}},
            "#/components/schemas/A/type",
            '"strin" is not one of "array"',
        ),
        (
            {"components": {"schemas": {"A": {"properties": {"x": {"items": 3}}}}}},
            "#/components/schemas/A/properties/x/items",
            "got 3",
        ),
        ({"components": {"schemas": {"A": []}}}, "#/components/schemas/A", "an array"),
    ],
)
@pytest.mark.parametrize("version", VERSIONS)
def test_structure_error_location_and_message(
    version: str, fields: dict[str, Any], at: str, words: str
) -> None:
    diagnostics = [
        diagnostic
        for diagnostic in validate(document(version, **fields))
        if str(diagnostic.at) == at
    ]
    assert any(words in diagnostic.message for diagnostic in diagnostics)
    assert {diagnostic.severity for diagnostic in diagnostics} == {"error"}


@pytest.mark.parametrize("version", VERSIONS)
def test_unknown_field_hint_names_the_similar_field(version: str) -> None:
    operation = {**OK, "sumary": "x", "x-mine": 1}
    found = only(document(version, paths={"/a": {"get": operation}}))
    assert (found.code, str(found.at)) == ("unknown-field", "#/paths/~1a/get/sumary")
    assert found.hint == "did you mean 'summary'?"


@pytest.mark.parametrize("version", VERSIONS)
def test_style_not_allowed_for_the_parameter(version: str) -> None:
    parameter = {"name": "x", "in": "query", "style": "simple", "schema": {}}
    operation = {**OK, "parameters": [parameter]}
    found = only(document(version, paths={"/a": {"get": operation}}))
    assert str(found.at) == "#/paths/~1a/get/parameters/0/style"
    assert '"simple" is not one of "form"' in found.message


@pytest.mark.parametrize("version", VERSIONS)
def test_duplicate_operation_id_is_reported_at_the_second(version: str) -> None:
    named = {**OK, "operationId": "x"}
    tree = document(version, paths={"/a": {"get": named}, "/b": {"put": named}})
    assert codes_and_locations(tree) == [
        ("duplicate-operation-id", "#/paths/~1b/put/operationId")
    ]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("path", ["/{x}", "/a{x}:go", "/{x!y}", "/{x:y}"])
def test_undeclared_path_parameter(version: str, path: str) -> None:
    tree = document(version, paths={path: {"get": OK}})
    assert [code for code, _ in codes_and_locations(tree)] == ["path-parameter"]
    name = path.partition("{")[2].partition("}")[0]
    declared = {"name": name, "in": "path", "required": True, "schema": {}}
    tree["paths"][path]["parameters"] = [declared]
    assert validate(tree) == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_unbalanced_brace_in_path(version: str) -> None:
    assert validate(document(version, paths={"/{a": {"get": OK}})) == ()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("#/components/schemas/No", "unresolved-reference"),
        ("#components", "unresolved-reference"),
        ("other.yaml#/A", "external-reference"),
        ("https://127.0.0.1:1/a.json", "external-reference"),
        ("#/components/schemas/A", "reference-cycle"),
        (7, "invalid-reference"),
    ],
)
def test_broken_reference_location(version: str, reference: object, code: str) -> None:
    tree = schemas(version, A={"$ref": reference})
    assert (code, "#/components/schemas/A/$ref") in codes_and_locations(tree)


@pytest.mark.parametrize("version", VERSIONS)
def test_ref_as_a_name_or_in_data_is_no_reference(version: str) -> None:
    record = {
        "type": "object",
        "properties": {"$ref": {"type": "string"}, "a#b": {}, "": {}, ".": {}},
        "example": {"$ref": "#/no"},
        "enum": [{"$ref": "no"}],
        "x-data": {"$ref": "#/no"},
    }
    assert validate(schemas(version, A=record)) == ()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "name", ["parameters", "requestBody", "headers", "responses", "paths", "items"]
)
def test_property_named_like_a_field(version: str, name: str) -> None:
    to_text = {"$ref": "#/components/schemas/A"}
    listed = {"type": "array", "items": to_text}
    record = {"type": "object", "properties": {name: listed, f"{name}2": to_text}}
    assert validate(schemas(version, A={"type": "string"}, B=record)) == ()
    record["properties"] = {name: to_text}
    assert validate(schemas(version, A={"type": "string"}, B=record)) == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_recursive_schemas_are_valid(version: str) -> None:
    to_itself = {"$ref": "#/components/schemas/A"}
    record = {
        "allOf": [
            {"type": "array", "items": to_itself},
            {"anyOf": [to_itself, {"not": to_itself}]},
            {"properties": {"a": to_itself}},
        ]
    }
    assert validate(schemas(version, A=record)) == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_invalid_default_location(version: str) -> None:
    tree = schemas(
        version,
        B={"type": "object", "properties": {"b": {"$ref": "#/components/schemas/A"}}},
        A={"type": "object", "properties": {"a": {"type": "integer", "default": "x"}}},
    )
    found = only(tree)
    assert (found.code, found.severity) == ("unfit-default", "warning")
    assert str(found.at) == "#/components/schemas/A/properties/a/default"


@pytest.mark.parametrize("version", VERSIONS)
def test_undeclared_required_property(
    version: str,
) -> None:
    found = only(schemas(version, A={"allOf": [{}], "required": ["q"]}))
    assert (found.code, found.severity) == ("undeclared-required", "warning")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("pattern", [r"^\p{L}+$", "(?<name>a)", r"^[\w-]*\/$"])
def test_ecma_262_pattern_is_valid(version: str, pattern: str) -> None:
    tree = schemas(version, A={"type": "string", "pattern": pattern})
    assert [found for found in validate(tree) if found.is_error] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_schema_of_a_request_body(version: str) -> None:
    content = {"application/json": {"schema": {"type": "strin"}}}
    operation = {**OK, "requestBody": {"content": content}}
    at = "#/paths/~1a/put/requestBody/content/application~1json/schema/type"
    tree = document(version, paths={"/a": {"put": operation}})
    assert codes_and_locations(tree) == [("invalid-document", at)]


def test_webhooks_are_validated() -> None:
    named = {**OK, "operationId": "x"}
    tree = document(
        "3.1.0", paths={"/a": {"get": named}}, webhooks={"w": {"put": named}}
    )
    assert codes_and_locations(tree) == [
        ("duplicate-operation-id", "#/webhooks/w/put/operationId")
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_duplicate_parameter(version: str) -> None:
    twice = [{"name": "x", "in": "query", "schema": {}}] * 2
    tree = document(version, paths={"/a": {"get": {**OK, "parameters": twice}}})
    assert [at for _, at in codes_and_locations(tree)] == ["#/paths/~1a/get/parameters"]


def test_diagnostics_are_in_document_order() -> None:
    tree = document(
        "3.0.3",
        paths={"/b": {"get": {}}, "/a": {"put": {}, "get": {}}},
        info={"title": "t"},
        components={"schemas": {"Z": {"type": "z"}, "A": {"type": "a"}}},
    )
    assert [at for _, at in codes_and_locations(tree)] == [
        "#/info",
        "#/paths/~1b/get",
        "#/paths/~1a/put",
        "#/paths/~1a/get",
        "#/components/schemas/Z/type",
        "#/components/schemas/A/type",
    ]


def test_messages_are_short() -> None:
    long = {f"property{index}": {"type": "string"} for index in range(2_000)}
    tree = schemas(
        "3.0.3", A={"type": "object", "properties": long, "minimum": "x" * 999}
    )
    found = only(tree)
    assert str(found.at) == "#/components/schemas/A/minimum"
    assert len(found.message) < 200


def test_array_shared_by_aliases() -> None:
    shared = [{"name": "x", "in": "query", "schema": {"type": "strin"}}]
    operation = {**OK, "parameters": shared}
    tree = document("3.0.3", paths={"/a": {"get": operation, "put": operation}})
    assert codes_and_locations(tree)


def test_item_schema_of_a_stream() -> None:
    media = {"text/event-stream": {"itemSchema": {"type": "strin"}}}
    responses = {"200": {"description": "", "content": media}}
    tree = document("3.2.0", paths={"/a": {"query": {"responses": responses}}})
    at = "#/paths/~1a/query/responses/200/content/text~1event-stream/itemSchema/type"
    assert ("invalid-document", at) in codes_and_locations(tree)


def test_additional_operations() -> None:
    paths = {"/a/{b}": {"additionalOperations": {"COPY": OK}}}
    at = "#/paths/~1a~1%7Bb%7D/additionalOperations/COPY"
    assert codes_and_locations(document("3.2.0", paths=paths)) == [
        ("path-parameter", at)
    ]
