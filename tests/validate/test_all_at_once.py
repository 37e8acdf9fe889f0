"""One thing that is wrong hides no other, and what only follows from it is not told."""

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
from tests.validate.documents import OK, VERSIONS, document, schemas, told

NOWHERE = {"$ref": "#/components/schemas/No"}
ELSEWHERE = {"$ref": "other.yaml#/A"}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("broken", [NOWHERE, ELSEWHERE])
def test_a_broken_reference_hides_nothing(
    version: str, broken: dict[str, object]
) -> None:
    named = {**OK, "operationId": "x"}
    tree = document(
        version,
        paths={"/a": {"get": named}, "/b": {"put": named}},
        components={"schemas": {"A": broken, "B": {"type": "integer", "default": ""}}},
    )
    before = copy.deepcopy(tree)
    assert {code for code, _ in told(tree)} > {
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
def test_a_broken_reference_is_all_that_is_told_of_it(
    version: str, operation: dict[str, object]
) -> None:
    tree = document(version, paths={"/a/{x}": {"get": operation}})
    assert [
        code
        for code, _ in told(tree)
        if code not in ("unresolved-reference", "path-parameter")
    ] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_schema_is_told_of_all_that_is_wrong_with_it(version: str) -> None:
    wrong = {"type": "strin", "minLength": "x", "pattern": 3, "maxLength": -1}
    assert set(told(schemas(version, A=wrong))) == {
        ("invalid-document", "#/components/schemas/A/type"),
        ("invalid-detail", "#/components/schemas/A/minLength"),
        ("invalid-detail", "#/components/schemas/A/pattern"),
        ("invalid-detail", "#/components/schemas/A/maxLength"),
    }


SLIPS: dict[str, Any] = {
    "info": {"contact": {"email": "nobody"}, "license": {}},
    "tags": [{"name": "a", "description": 3}, {"name": "a"}],
    "externalDocs": {},
    "paths": {"/a": {"get": {"responses": {"200": {}}, "owner": "me"}}},
}
SCHEMA_SLIPS: dict[str, Any] = {
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
    fields=st.sets(st.sampled_from(sorted(SLIPS))),
    keywords=st.sets(st.sampled_from(sorted(SCHEMA_SLIPS))),
)
def test_slips_that_no_client_depends_on_are_warnings(
    version: str, fields: set[str], keywords: set[str]
) -> None:
    slips = {each: SLIPS[each] for each in fields - {"info"}}
    schema = {"type": "integer", **{each: SCHEMA_SLIPS[each] for each in keywords}}
    tree = document(version, components={"schemas": {"A": schema}}, **slips)
    if "info" in fields:
        tree["info"].update(SLIPS["info"])
    assert [each for each in validate(tree) if each.severity == "error"] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_with_all_such_slips_is_built(version: str, tmp_path: Path) -> None:
    schema = {"type": "integer", **SCHEMA_SLIPS}
    record = {"type": "object", "properties": {"a": schema}}
    tree = document(version, components={"schemas": {"A": record}}, **SLIPS)
    tree["info"].update(title="t", version="1")
    (tmp_path / "api.json").write_text(json.dumps(tree))
    command = ["build", str(tmp_path / "api.json"), "-o", str(tmp_path / "client")]
    assert run(command) == 0
