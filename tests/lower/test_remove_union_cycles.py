"""Removing unions from their own members."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.types import (
    Array,
    Map,
    Nullable,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
)
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import document, operation, parameter, record, ref

STRING, INTEGER = Scalar("string"), Scalar("integer")
A = Ref(TypeId("#/components/schemas/A"))


def any_of(*members: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(members)}


def lowered(**schemas: dict[str, Any]) -> dict[str, Type]:
    """The types of these components, used by a page and by an error response."""
    page = record(data={"type": "array", "items": ref("A")}, next_page=ref("A"))
    paths = {
        "/a": {"get": operation("a", page, (parameter("page", "query"),))},
    }
    paths["/a"]["get"]["responses"]["default"] = {
        "description": "",
        "content": {"application/json": {"schema": ref("A")}},
    }
    diagnostics = Diagnostics()
    parsed = parse_document(document(paths, schemas), diagnostics)
    api = lower_document(parsed, diagnostics).api
    diagnostics.raise_errors()
    return {
        definition.location.owner: definition.type
        for definition in api.definitions.values()
        if definition.is_named
    }


@pytest.mark.parametrize(
    ("schemas", "expected"),
    [
        ({"A": any_of(ref("A"), {"type": "string"})}, {"A": STRING}),
        (
            {"A": any_of(ref("A"), {"type": ["string", "null"]})},
            {"A": Nullable(STRING)},
        ),
        ({"A": any_of(ref("A"))}, {"A": Scalar("any")}),
        (
            {
                "A": any_of(ref("B"), {"type": "string"}),
                "B": any_of(ref("A"), {"type": "integer"}),
            },
            {"A": Union((STRING, INTEGER)), "B": Union((INTEGER, STRING))},
        ),
    ],
)
def test_union_cycle_becomes_its_other_members(
    schemas: dict[str, Any], expected: dict[str, Type]
) -> None:
    assert lowered(**schemas) == expected


def test_recursion_through_lists_and_maps_is_kept() -> None:
    types = lowered(
        A=any_of(
            {"type": "array", "items": ref("A")},
            {"type": "object", "additionalProperties": ref("A")},
            {"type": "string"},
        )
    )
    assert types == {"A": Union((Array(A), Map(A), STRING))}


def test_union_that_contains_a_cycle_is_unchanged() -> None:
    types = lowered(
        A=any_of(ref("B"), {"type": "boolean"}),
        B=any_of(ref("B"), {"type": "string"}),
    )
    assert types["B"] == STRING
    assert types["A"] == Union(
        (Ref(TypeId("#/components/schemas/B")), Scalar("boolean"))
    )
