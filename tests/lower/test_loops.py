"""Unions that lead back to themselves say what else they can be."""

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
from generator.openapi.parse.document import parse_document
from tests.names.documents import document, operation, parameter, record, ref

TEXT, NUMBER = Scalar("string"), Scalar("integer")
A = Ref(TypeId("#/components/schemas/A"))


def any_of(*members: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(members)}


def lowered(**schemas: dict[str, Any]) -> dict[str, Type]:
    """The types of these components, which an answer, a page and a failure mention too."""
    answer = record(data={"type": "array", "items": ref("A")}, next_page=ref("A"))
    paths = {
        "/a": {"get": operation("a", answer, (parameter("page", "query"),))},
    }
    paths["/a"]["get"]["responses"]["default"] = {
        "description": "",
        "content": {"application/json": {"schema": ref("A")}},
    }
    diagnostics = Diagnostics()
    parsed = parse_document(document(paths, schemas), diagnostics)
    api = lower_document(parsed, diagnostics).api
    diagnostics.raise_errors()
    named = [each for each in api.definitions.values() if each.is_named]
    return {each.location.owner: each.type for each in named}


@pytest.mark.parametrize(
    ("schemas", "expected"),
    [
        ({"A": any_of(ref("A"), {"type": "string"})}, {"A": TEXT}),
        ({"A": any_of(ref("A"), {"type": ["string", "null"]})}, {"A": Nullable(TEXT)}),
        ({"A": any_of(ref("A"))}, {"A": Scalar("any")}),
        (
            {
                "A": any_of(ref("B"), {"type": "string"}),
                "B": any_of(ref("A"), {"type": "integer"}),
            },
            {"A": Union((TEXT, NUMBER)), "B": Union((NUMBER, TEXT))},
        ),
    ],
)
def test_a_union_of_itself_is_what_else_it_can_be(
    schemas: dict[str, Any], expected: dict[str, Type]
) -> None:
    assert lowered(**schemas) == expected


def test_lists_and_maps_of_itself_stay() -> None:
    types = lowered(
        A=any_of(
            {"type": "array", "items": ref("A")},
            {"type": "object", "additionalProperties": ref("A")},
            {"type": "string"},
        )
    )
    assert types == {"A": Union((Array(A), Map(A), TEXT))}


def test_a_union_with_one_that_goes_round_keeps_its_own_members() -> None:
    types = lowered(
        A=any_of(ref("B"), {"type": "boolean"}),
        B=any_of(ref("B"), {"type": "string"}),
    )
    assert types["B"] == TEXT
    assert types["A"] == Union(
        (Ref(TypeId("#/components/schemas/B")), Scalar("boolean"))
    )
