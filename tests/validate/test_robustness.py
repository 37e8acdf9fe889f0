"""`validate` on malformed and large documents, and when it fails itself."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from generator.openapi.validation import bounded_validator, schema_rules
from generator.openapi.validation import document as navigation
from generator.openapi.validation import validate as validation
from generator.openapi.validation.validate import validate
from tests.validate.documents import (
    OK,
    REPOSITORY,
    VERSIONS,
    codes_and_locations,
    document,
    only,
    schemas,
)


@pytest.mark.parametrize("error", [ValueError("odd"), RecursionError(), KeyError("x")])
def test_exception_in_a_rule_is_reported(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_: object) -> object:
        raise error

    monkeypatch.setattr(validation, "RULES", (broken,))
    found = only(document("3.1.0", paths={"/a": {"get": OK}}))
    assert (found.code, found.severity) == ("validator-failed", "error")


def test_chain_of_schemas_takes_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    lookups: list[object] = []
    get = navigation.Document.get

    def counting(document: Any, *names: Any) -> object:
        lookups.append(names)
        return get(document, *names)

    monkeypatch.setattr(navigation.Document, "get", counting)
    counts = []
    for length in (40, 80):
        lookups.clear()
        chain = {
            f"S{n}": {
                "allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}],
                "properties": {f"p{n}": {}},
            }
            for n in range(length)
        }
        tree = schemas("3.1.0", **chain, **{f"S{length}": {}})
        assert codes_and_locations(tree) == []
        counts.append(len(lookups))
    assert 0 < counts[1] < 3 * counts[0]


def test_search_for_required_properties_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    to_next = [
        {"allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}]} for n in range(9)
    ]
    chain = {f"S{n}": {**schema, "required": ["x"]} for n, schema in enumerate(to_next)}
    tree = schemas("3.1.0", **chain, S9={})
    assert {code for code, _ in codes_and_locations(tree)} == {"undeclared-required"}
    monkeypatch.setattr(schema_rules, "_MOST_SEARCHED", 5)
    assert codes_and_locations(tree) == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "junk", [None, 0, "x", [], {}, [None], {"x": None}, {"$ref": 1}]
)
@pytest.mark.parametrize(
    "path",
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
def test_malformed_value_anywhere_is_reported(
    version: str, junk: object, path: tuple[str, ...]
) -> None:
    tree = schemas(version, A={"type": "object", "allOf": [{}], "properties": {}})
    tree["paths"] = {"/a": {"get": copy.deepcopy(OK)}}
    node: Any = tree
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = junk
    assert all(found.code != "validator-failed" for found in validate(tree))


@pytest.mark.parametrize("properties", [None, [], {"$ref": "#/no"}, {"a": None}])
@pytest.mark.parametrize("version", VERSIONS)
def test_malformed_schema_is_reported_at_its_definition_only(
    version: str, properties: object
) -> None:
    tree = schemas(
        version,
        A={"allOf": [{"$ref": "#/components/schemas/B"}]},
        B={"type": "object", "properties": properties},
    )
    locations = {at for _, at in codes_and_locations(tree)}
    assert locations
    assert all(at.startswith("#/components/schemas/B/") for at in locations)


def test_stripe_document_is_valid() -> None:
    assert validate(json.loads((REPOSITORY / "specs/stripe.json").read_bytes())) == ()


def test_one_error_in_a_large_document() -> None:
    tree = json.loads((REPOSITORY / "specs/stripe.json").read_bytes())
    tree["components"]["schemas"]["account"]["properties"]["email"]["type"] = "text"
    assert codes_and_locations(tree) == [
        ("invalid-document", "#/components/schemas/account/properties/email/type")
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_reference_in_place_of_a_map(version: str) -> None:
    tree = document(version, components={"schemas": {"$ref": "#/components/headers"}})
    assert ("invalid-reference", "#/components/schemas/$ref") in codes_and_locations(
        tree
    )
    assert "validator-failed" not in {code for code, _ in codes_and_locations(tree)}


def test_broken_reference_around_another() -> None:
    inner = {"$ref": "#/no"}
    tree = schemas("3.0.3", A={"$ref": 1, "properties": {"a": inner}})
    assert {at for _, at in codes_and_locations(tree)} >= {
        "#/components/schemas/A/$ref"
    }


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("tags", [[{"name": {}}], [{}], [1], {"a": 1}, 1])
def test_malformed_tags_do_not_hide_other_errors(version: str, tags: object) -> None:
    found = codes_and_locations(
        document(version, paths={"/{a}": {"get": OK}}, tags=tags)
    )
    codes = {code for code, _ in found}
    assert "path-parameter" in codes
    assert "validator-failed" not in codes


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "pattern": "^(a|aa)+$", "default": "a" * 80 + "!"},
        {
            "patternProperties": {"^(a|aa)+$": {}},
            "additionalProperties": False,
            "default": {"a" * 80 + "!": 1},
        },
    ],
)
@pytest.mark.parametrize(
    "dialect", [{}, {"$schema": "https://json-schema.org/draft/2020-12/schema"}]
)
def test_pattern_that_takes_too_long(
    monkeypatch: pytest.MonkeyPatch, schema: dict[str, Any], dialect: dict[str, str]
) -> None:
    monkeypatch.setattr(bounded_validator, "MOST_SECONDS", 0.1)
    assert codes_and_locations(schemas("3.1.0", A={**dialect, **schema})) == [
        ("unchecked-default", "#/components/schemas/A/default")
    ]


@pytest.mark.parametrize(("count", "references"), [(400, 20), (150, 40), (2_000, 20)])
def test_dense_references_are_valid(count: int, references: int) -> None:
    tree = schemas(
        "3.1.0",
        **{
            f"S{n}": {
                "type": "object",
                "properties": {
                    f"r{m}": {"$ref": f"#/components/schemas/S{(n + m + 1) % count}"}
                    for m in range(references)
                },
            }
            for n in range(count)
        },
    )
    assert validate(tree) == ()


@pytest.mark.parametrize(
    "pattern",
    [
        "(" * 1_000 + "a" + ")" * 1_000,
        "(?<name>" * 100_000,
        "(?:" * 1_000_000,
        "a" * 10_001,
    ],
)
def test_pattern_beyond_the_limits_is_not_compiled(pattern: str) -> None:
    found = codes_and_locations(
        schemas(
            "3.1.0",
            A={"allOf": [{"$ref": "#/components/schemas/B"}], "default": "a"},
            B={"type": "string", "pattern": pattern},
        )
    )
    assert found == [
        ("unchecked-default", "#/components/schemas/A/default"),
        ("unchecked-pattern", "#/components/schemas/B/pattern"),
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        "(" * 100 + "a" + ")" * 100,
        r"\(" * 500,
        "(a)" * 500,
        "a" * 10_000,
        "(a{1,1000}){1,1000}",
    ],
)
def test_pattern_within_the_limits_is_checked(pattern: str) -> None:
    assert validate(schemas("3.1.0", A={"type": "string", "pattern": pattern})) == ()
