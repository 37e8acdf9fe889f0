"""Replacing expandable fields by their identifiers."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Api
from generator.ir.reachability import reduce_api
from generator.ir.remove_expansions import remove_expansions
from generator.ir.types import (
    Array,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    Type,
)
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import document, operation, record, ref

IDENTIFIER = Scalar("string")


def expandable(*members: dict[str, Any], nullable: bool = False) -> dict[str, Any]:
    null = [{"type": "null"}] if nullable else []
    return {
        "anyOf": [*members, *null],
        "x-expansionResources": {"oneOf": [ref("far")]},
    }


STRING = {"type": "string"}


def cut(schema: dict[str, Any]) -> Api:
    """An API with a response property of this schema, after removing expansions."""
    paths = {"/a": {"get": operation("a", ref("near"))}}
    schemas = {"near": record("x", x=schema), "far": record(id=STRING)}
    diagnostics = Diagnostics()
    parsed = parse_document(document(paths, schemas), diagnostics)
    api = lower_document(parsed, diagnostics).api
    diagnostics.raise_errors()
    return remove_expansions(api)


def owners(api: Api) -> set[str]:
    return {definition.location.owner for definition in api.definitions.values()}


def type_of_x(api: Api) -> Type:
    [near] = [
        definition
        for definition in api.definitions.values()
        if definition.location.owner == "near"
    ]
    assert isinstance(near.type, Record)
    return near.type.fields[0].type


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (expandable(STRING, ref("far")), IDENTIFIER),
        (expandable(STRING), IDENTIFIER),
        (expandable(STRING, ref("far"), nullable=True), Nullable(IDENTIFIER)),
        ({"type": "array", "items": expandable(STRING)}, Array(IDENTIFIER)),
        (
            {"type": "object", "additionalProperties": expandable(STRING)},
            Map(IDENTIFIER),
        ),
        ({"anyOf": [STRING, {"type": "array", "items": expandable(STRING)}]}, None),
    ],
)
def test_expandable_type_becomes_its_identifier(
    schema: dict[str, Any], expected: Type | None
) -> None:
    api = cut(schema)
    if expected is not None:
        assert type_of_x(api) == expected
    part = reduce_api(api, {"a"}, ())
    assert owners(part) == {"near"}


def test_expandable_type_without_identifier_is_kept() -> None:
    number = {"type": "integer"}
    api = cut(expandable(number, ref("far")))
    part = reduce_api(api, {"a"}, ())
    assert owners(part) == {
        "near",
        "far",
    }


def test_union_that_is_not_expandable_is_kept() -> None:
    api = cut({"anyOf": [STRING, ref("far")]})
    far = [
        definition.id
        for definition in api.definitions.values()
        if definition.location.owner == "far"
    ]
    assert Ref(far[0]) in getattr(type_of_x(api), "members", ())
