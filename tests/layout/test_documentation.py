"""Documentation of values: their description, and constraints that types cannot express."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.pointer import Pointer
from generator.ir.types import Nullable, Ref, Scalar, Tuple, Type, TypeId
from generator.lower.lower_constraints import lower_constraints
from generator.openapi.nodes import Schema
from generator.python.documentation import value_documentation

TEXT = Scalar("string")
CLASS = Ref(TypeId("#/components/schemas/Pet"))


def documentation(
    annotations: dict[str, Any],
    type_: Type = TEXT,
    description: str | None = None,
    is_sent: bool = True,
    deprecated: bool = False,
) -> str:
    constraints = lower_constraints(Schema(Pointer(), annotations=annotations))
    return value_documentation(
        description, type_, constraints, is_sent=is_sent, deprecated=deprecated
    )


@pytest.mark.parametrize(
    ("annotations", "text"),
    [
        ({}, ""),
        ({"minimum": 1}, "At least 1."),
        ({"minimum": 0, "maximum": 1.5}, "At least 0, at most 1.5."),
        (
            {"exclusiveMinimum": 0, "exclusiveMaximum": 9},
            "Greater than 0, less than 9.",
        ),
        ({"minimum": 0, "exclusiveMinimum": True}, "Greater than 0."),
        ({"maximum": 9, "exclusiveMaximum": False}, "At most 9."),
        ({"multipleOf": 5}, "A multiple of 5."),
        ({"multipleOf": 1}, ""),
        ({"pattern": "^a+$"}, "Matches `^a+$`."),
        ({"minItems": 1, "maxItems": 3}, "At least 1 item, at most 3 items."),
        ({"minItems": 2, "maxItems": 2}, "Exactly 2 items."),
        ({"minItems": 0, "uniqueItems": True}, "Items are unique."),
        ({"maxProperties": 2}, "At most 2 properties."),
        ({"minLength": 1, "maxLength": 5000}, ""),
        ({"not": {"const": 5}}, "Not `5`."),
        ({"not": {"type": "string", "enum": ["a", "b"]}}, 'Not `"a"` or `"b"`.'),
        ({"not": {"required": ["a"]}}, 'Must not match `{"required": ["a"]}`.'),
        ({"not": {"enum": []}}, 'Must not match `{"enum": []}`.'),
        ({"contains": {"const": "x"}}, 'Contains `"x"`.'),
        ({"propertyNames": {"minLength": 2}}, 'Keys match `{"minLength": 2}`.'),
        ({"default": 3}, "Default: `3`."),
        ({"default": False}, "Default: `false`."),
        ({"default": None}, ""),
        (
            {"minimum": 1, "not": {"const": 2}, "default": 3},
            "At least 1. Not `2`. Default: `3`.",
        ),
    ],
)
def test_constraints(annotations: dict[str, Any], text: str) -> None:
    assert documentation(annotations) == text


@pytest.mark.parametrize("value", ["x" * 100, "a`b", "a\nb\x00", "\u202e"])
def test_values_that_cannot_be_shown_verbatim_are_omitted(value: str) -> None:
    assert documentation({"pattern": value, "not": {"const": value}}) in (
        "",
        # JSON escapes the control character.
        'Not `"a\\nb\\u0000"`.',
    )


def test_description_comes_first() -> None:
    assert (
        documentation({"minimum": 1}, description="How many") == "How many. At least 1."
    )
    assert (
        documentation({"minimum": 1}, description="How many?")
        == "How many? At least 1."
    )
    assert (
        documentation({"minimum": 1}, description="a\n\n- b")
        == "a\n\n- b\n\nAt least 1."
    )
    assert documentation({"minimum": 1}, deprecated=True) == "Deprecated. At least 1."
    assert documentation({}, deprecated=True) == "Deprecated."


def test_constraints_of_response_values_are_omitted() -> None:
    annotations = {"minimum": 1, "pattern": "a", "default": 3, "not": {"const": 2}}
    assert documentation(annotations, is_sent=False) == "Not `2`."


@pytest.mark.parametrize("type_", [CLASS, Nullable(CLASS)])
def test_constraints_of_a_class_are_documented_at_the_class(type_: Type) -> None:
    annotations = {"minProperties": 1, "not": {"required": ["a"]}, "default": {}}
    assert documentation(annotations, type_) == "Default: `{}`."


def test_length_of_a_tuple_is_omitted() -> None:
    assert documentation({"minItems": 1, "maxItems": 1}, Tuple((TEXT,))) == ""
