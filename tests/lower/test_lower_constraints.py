"""Lowering schema keywords to constraints."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.constraints import Bound, Constraints
from generator.ir.types import Record
from generator.lower.lower_constraints import lower_constraints
from generator.lower.lower_document import lower_document
from generator.openapi.nodes import Schema
from generator.openapi.parse import parse_document
from tests.names.documents import document, operation, parameter, record


def constraints(**keywords: Any) -> Constraints | None:
    return lower_constraints(Schema(Pointer(), annotations=keywords))


@pytest.mark.parametrize(
    ("keywords", "expected"),
    [
        ({"minimum": 1}, Constraints(minimum=Bound(1))),
        ({"exclusiveMinimum": 1}, Constraints(minimum=Bound(1, is_exclusive=True))),
        (
            {"minimum": 1, "exclusiveMinimum": True},
            Constraints(minimum=Bound(1, is_exclusive=True)),
        ),
        ({"maximum": 1.5, "exclusiveMaximum": False}, Constraints(maximum=Bound(1.5))),
        ({"exclusiveMaximum": True}, Constraints()),
        ({"minLength": 1, "maxLength": 2.0}, Constraints(min_length=1, max_length=2)),
        ({"uniqueItems": True}, Constraints(unique_items=True)),
        ({"not": {"const": 1}}, Constraints(negated={"const": 1})),
        ({"default": 0}, Constraints(default=0)),
        ({"examples": [1, 2], "example": 3}, Constraints(examples=(1, 2, 3))),
        ({"example": None}, Constraints(examples=(None,))),
    ],
)
def test_keywords_become_constraints(
    keywords: dict[str, Any], expected: Constraints
) -> None:
    assert constraints(**keywords) == expected


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("minimum", "1"),
        ("minimum", True),
        ("maxLength", 1.5),
        ("maxItems", [1]),
        ("pattern", 1),
        ("format", {}),
        ("uniqueItems", "true"),
        ("not", True),
        ("examples", {"a": 1}),
    ],
)
def test_keyword_of_the_wrong_type_is_ignored(keyword: str, value: Any) -> None:
    assert constraints(**{keyword: value}) == Constraints()


def test_schema_without_keywords_has_no_constraints() -> None:
    assert constraints() is None


def test_fields_parameters_and_definitions_have_titles_and_constraints() -> None:
    name = {"type": "string", "title": "Name", "maxLength": 5}
    pet = record(name=name) | {"title": "A pet", "minProperties": 1}
    limit = parameter("limit", "query") | {
        "schema": {"type": "integer", "title": "Limit", "maximum": 9}
    }
    tree = document({"/x": {"get": operation("x", {}, (limit,))}}, {"Pet": pet})
    api = lower_document(parse_document(tree, Diagnostics()), Diagnostics()).api
    [definition] = api.definitions.values()
    assert definition.title == "A pet"
    assert definition.constraints == Constraints(min_properties=1)
    assert isinstance(definition.type, Record)
    [field] = definition.type.fields
    assert (field.title, field.constraints) == ("Name", Constraints(max_length=5))
    [lowered] = api.operations[0].parameters
    assert lowered.title == "Limit"
    assert lowered.constraints == Constraints(maximum=Bound(9))
