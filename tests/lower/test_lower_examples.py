"""Keeping the examples of parameters, request bodies and responses."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Operation
from generator.ir.examples import Example
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document

STRING = {"type": "string"}
SHARED = {"$ref": "#/components/examples/shared"}


def lowered(
    parameter: dict[str, Any], request: dict[str, Any], response: dict[str, Any]
) -> Operation:
    """An operation with these fields in its parameter, request body and response."""
    node = {
        "parameters": [{"name": "q", "in": "query", **parameter}],
        "requestBody": {"content": {"application/json": {"schema": STRING, **request}}},
        "responses": {
            "200": {"content": {"application/json": {"schema": STRING, **response}}}
        },
    }
    tree = {
        "openapi": "3.2.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/x": {"post": node}},
        "components": {"examples": {"shared": {"summary": "Shared", "value": "s"}}},
    }
    diagnostics = Diagnostics()
    [operation] = lower_document(
        parse_document(tree, diagnostics), diagnostics
    ).api.operations
    assert list(diagnostics) == []
    return operation


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ()),
        ({"example": "a"}, (Example("a"),)),
        ({"example": None}, (Example(None),)),
        ({"examples": {"x": {"value": "a"}}}, (Example("a", "x"),)),
        ({"examples": {"x": SHARED}}, (Example("s", "x", "Shared"),)),
        (
            {"examples": {"x": {"dataValue": {"a": 1}, "serializedValue": "a=1"}}},
            (Example({"a": 1}, "x"),),
        ),
        (
            {"examples": {"x": {"serializedValue": "a=1", "description": "Long."}}},
            (Example("a=1", "x", None, "Long."),),
        ),
        ({"examples": {"x": {"externalValue": "https://a.example/x"}}}, ()),
        ({"examples": {"x": {"$ref": "#/nowhere"}}}, ()),
        ({"examples": ["a"]}, ()),
    ],
)
def test_examples_are_kept(
    fields: dict[str, Any], expected: tuple[Example, ...]
) -> None:
    operation = lowered({"schema": STRING, **fields}, fields, fields)
    assert operation.parameters[0].examples == expected
    assert operation.bodies[0].examples == expected
    assert operation.responses[0].examples == expected


def test_examples_of_a_parameter_with_content() -> None:
    content = {"application/json": {"schema": STRING, "example": "a"}}
    operation = lowered({"content": content}, {}, {})
    assert operation.parameters[0].examples == (Example("a"),)
