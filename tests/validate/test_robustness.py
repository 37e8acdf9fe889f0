"""`validate` on junk, on large documents, and with a validator that breaks."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from jsonschema_path import SchemaPath

from generator.openapi.validation import rules as validate_rules
from generator.openapi.validation.seen_schemas import Collected
from generator.openapi.validation.validate import validate
from tests.validate.documents import (
    OK,
    REPOSITORY,
    VERSIONS,
    document,
    only,
    schemas,
    told,
)


@pytest.mark.parametrize("error", [ValueError("odd"), RecursionError(), KeyError("x")])
def test_a_validator_that_breaks_is_told_and_not_raised(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_: object) -> object:
        raise error

    monkeypatch.setattr(validate_rules.Operation, "__call__", broken)
    found = only(document("3.1.0", paths={"/a": {"get": OK}}))
    assert (found.code, found.severity) == ("validator-failed", "error")


def test_a_chain_of_parts_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []
    read = SchemaPath.read_value

    def looking(path: SchemaPath) -> object:
        looks.append(path)
        return read(path)

    monkeypatch.setattr(SchemaPath, "read_value", looking)
    counts = []
    for length in (40, 80):
        looks.clear()
        chain = {
            f"S{n}": {
                "allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}],
                "properties": {f"p{n}": {}},
            }
            for n in range(length)
        }
        assert told(schemas("3.1.0", **chain, **{f"S{length}": {}})) == []
        counts.append(len(looks))
    assert counts[1] < 3 * counts[0]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "junk", [None, 0, "x", [], {}, [None], {"x": None}, {"$ref": 1}]
)
@pytest.mark.parametrize(
    "place",
    [
        ("info",),
        ("paths",),
        ("paths", "/a"),
        ("paths", "/a", "get"),
        ("paths", "/a", "get", "responses"),
        ("paths", "/a", "get", "responses", "200"),
        ("paths", "/a", "get", "parameters"),
        ("paths", "/a", "parameters"),
        ("components",),
        ("components", "schemas"),
        ("components", "schemas", "A"),
        ("components", "schemas", "A", "properties"),
        ("components", "schemas", "A", "allOf"),
        ("components", "schemas", "A", "required"),
        ("tags",),
    ],
)
def test_anything_anywhere_is_told_and_not_raised(
    version: str, junk: object, place: tuple[str, ...]
) -> None:
    tree = schemas(version, A={"type": "object", "allOf": [{}], "properties": {}})
    tree["paths"] = {"/a": {"get": copy.deepcopy(OK)}}
    node: Any = tree
    for name in place[:-1]:
        node = node[name]
    node[place[-1]] = junk
    assert all(each.code != "validator-failed" for each in validate(tree))


@pytest.mark.parametrize("properties", [None, [], {"$ref": "#/no"}, {"a": None}])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_schema_that_is_none_is_told_where_it_stands_and_not_where_it_is_used(
    version: str, properties: object
) -> None:
    tree = schemas(
        version,
        A={"allOf": [{"$ref": "#/components/schemas/B"}]},
        B={"type": "object", "properties": properties},
    )
    places = {at for code, at in told(tree) if code != "validator-failed"}
    assert places
    assert all(at.startswith("#/components/schemas/B/") for at in places)


def test_the_document_of_stripe_that_comes_along_is_valid() -> None:
    assert validate(json.loads((REPOSITORY / "specs/stripe.json").read_bytes())) == ()


def test_one_error_in_a_large_document_is_told_alone() -> None:
    tree = json.loads((REPOSITORY / "specs/stripe.json").read_bytes())
    tree["components"]["schemas"]["account"]["properties"]["email"]["type"] = "text"
    assert told(tree) == [
        ("invalid-document", "#/components/schemas/account/properties/email/type")
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_reference_among_names_is_told_and_stops_nothing(version: str) -> None:
    tree = document(version, components={"schemas": {"$ref": "#/components/headers"}})
    assert ("invalid-reference", "#/components/schemas/$ref") in told(tree)
    assert "validator-failed" not in {code for code, _ in told(tree)}


def test_a_broken_reference_around_another_stops_nothing() -> None:
    inner = {"$ref": "#/no"}
    tree = schemas("3.0.3", A={"$ref": 1, "properties": {"a": inner}})
    assert {at for _, at in told(tree)} >= {"#/components/schemas/A/$ref"}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("tags", [[{"name": {}}], [{}], [1], {"a": 1}, 1])
def test_tags_that_are_none_keep_no_rule_from_being_asked(
    version: str, tags: object
) -> None:
    found = told(document(version, paths={"/{a}": {"get": OK}}, tags=tags))
    codes = {code for code, _ in found}
    assert "path-parameter" in codes
    assert "validator-failed" not in codes


def test_what_was_found_in_schemas_is_remembered_up_to_a_measure() -> None:
    # Each link of a chain has the names of all further ones, which no memory holds for long.
    known = Collected(most=10)
    for length in range(1, 8):
        known.keep(length, set(map(str, range(length))))
    kept = [length for length in range(1, 8) if known.of(length) is not None]
    assert kept == [7]
    known.keep(8, {"a"})
    known.keep(8, {"a", "b"})
    assert (known.of(7), known.of(8)) == (set(map(str, range(7))), {"a", "b"})
    known.keep(9, set(map(str, range(20))))
    assert known.of(9) is not None
    assert known.of(8) is None
