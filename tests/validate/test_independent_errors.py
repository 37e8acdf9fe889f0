"""An error hides no other error, and its mere consequences are not reported."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import run
from generator.openapi.validation.validate import validate
from tests.validate.documents import (
    OK,
    VERSIONS,
    codes_and_locations,
    document,
    schemas,
)

NOWHERE = {"$ref": "#/components/schemas/No"}
ELSEWHERE = {"$ref": "other.yaml#/A"}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("broken", [NOWHERE, ELSEWHERE])
def test_broken_reference_hides_no_other_error(
    version: str, broken: dict[str, object]
) -> None:
    named = {**OK, "operationId": "x"}
    tree = document(
        version,
        paths={"/a": {"get": named}, "/b": {"put": named}},
        components={"schemas": {"A": broken, "B": {"type": "integer", "default": ""}}},
    )
    before = copy.deepcopy(tree)
    assert {code for code, _ in codes_and_locations(tree)} > {
        "duplicate-operation-id",
        "unfit-default",
    }
    assert tree == before


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "operation",
    [
        {**OK, "parameters": [{"$ref": "#/components/parameters/No"}]},
        {**OK, "requestBody": {"$ref": "#/components/requestBodies/No"}},
        {"responses": {"200": {"$ref": "#/components/responses/No"}}},
        {"responses": {"200": {"description": "", "headers": {"X": dict(NOWHERE)}}}},
    ],
)
def test_broken_reference_has_no_other_error(
    version: str, operation: dict[str, object]
) -> None:
    tree = document(version, paths={"/a/{x}": {"get": operation}})
    assert [
        code
        for code, _ in codes_and_locations(tree)
        if code not in ("unresolved-reference", "path-parameter")
    ] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_all_errors_of_a_schema_are_reported(version: str) -> None:
    wrong = {"type": "strin", "minLength": "x", "pattern": 3, "maxLength": -1}
    assert set(codes_and_locations(schemas(version, A=wrong))) == {
        ("invalid-document", "#/components/schemas/A/type"),
        ("invalid-detail", "#/components/schemas/A/minLength"),
        ("invalid-detail", "#/components/schemas/A/pattern"),
        ("invalid-detail", "#/components/schemas/A/maxLength"),
    }


HARMLESS_ERRORS: dict[str, Any] = {
    "info": {"contact": {"email": "nobody"}, "license": {}},
    "tags": [{"name": "a", "description": 3}, {"name": "a"}],
    "externalDocs": {},
    "paths": {"/a": {"get": {"responses": {"200": {}}, "owner": "me"}}},
}
HARMLESS_SCHEMA_ERRORS: dict[str, Any] = {
    "default": "x",
    "minimum": "low",
    "pattern": "[a-",
    "required": [],
    "enum": [1, 1],
    "externalDocs": 3,
    "xml": 3,
}


@pytest.mark.parametrize("version", VERSIONS)
@given(
    fields=st.sets(st.sampled_from(sorted(HARMLESS_ERRORS))),
    keywords=st.sets(st.sampled_from(sorted(HARMLESS_SCHEMA_ERRORS))),
)
def test_errors_without_effect_on_the_client_are_warnings(
    version: str, fields: set[str], keywords: set[str]
) -> None:
    wrong = {name: HARMLESS_ERRORS[name] for name in fields - {"info"}}
    schema = {
        "type": "integer",
        **{name: HARMLESS_SCHEMA_ERRORS[name] for name in keywords},
    }
    tree = document(version, components={"schemas": {"A": schema}}, **wrong)
    if "info" in fields:
        tree["info"].update(HARMLESS_ERRORS["info"])
    assert [found for found in validate(tree) if found.is_error] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_document_with_errors_without_effect_is_built(
    version: str, tmp_path: Path
) -> None:
    schema = {"type": "integer", **HARMLESS_SCHEMA_ERRORS}
    record = {"type": "object", "properties": {"a": schema}}
    tree = document(version, components={"schemas": {"A": record}}, **HARMLESS_ERRORS)
    tree["info"].update(title="t", version="1")
    (tmp_path / "api.json").write_text(json.dumps(tree))
    command = ["build", str(tmp_path / "api.json"), "-o", str(tmp_path / "client")]
    assert run(command) == 0
