"""What is told of values: their description, and what no type can say of them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.ir.types import Nullable, Ref, Scalar, Tuple, Type, TypeId
from generator.python.documentation import value_prose

TEXT = Scalar("string")
CLASS = Ref(TypeId("#/components/schemas/Pet"))


def told(
    said: dict[str, Any],
    type_: Type = TEXT,
    description: str | None = None,
    is_sent: bool = True,
    deprecated: bool = False,
) -> str:
    return value_prose(description, type_, said, is_sent=is_sent, deprecated=deprecated)


@pytest.mark.parametrize(
    ("said", "text"),
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
        ({"minItems": 2, "maxItems": 2}, "2 items."),
        ({"minItems": 0, "uniqueItems": True}, "No item twice."),
        ({"maxProperties": 2}, "At most 2 properties."),
        ({"minLength": 1, "maxLength": 5000}, ""),
        ({"not": {"const": 5}}, "Not `5`."),
        ({"not": {"type": "string", "enum": ["a", "b"]}}, 'Not `"a"` or `"b"`.'),
        ({"not": {"required": ["a"]}}, 'Not what fits `{"required": ["a"]}`.'),
        ({"not": {"enum": []}}, 'Not what fits `{"enum": []}`.'),
        ({"contains": {"const": "x"}}, 'With the item `"x"`.'),
        ({"propertyNames": {"minLength": 2}}, 'With keys that fit `{"minLength": 2}`.'),
        ({"default": 3}, "Default: `3`."),
        ({"default": False}, "Default: `false`."),
        ({"default": None}, ""),
        (
            {"minimum": 1, "not": {"const": 2}, "default": 3},
            "At least 1. Not `2`. Default: `3`.",
        ),
    ],
)
def test_what_holds_for_a_value_is_told_in_words(
    said: dict[str, Any], text: str
) -> None:
    assert told(said) == text


@pytest.mark.parametrize("value", ["x" * 100, "a`b", "a\nb\x00", "\u202e"])
def test_what_cannot_be_shown_as_it_is_is_not_told(value: str) -> None:
    assert told({"pattern": value, "not": {"const": value}}) in (
        "",
        # JSON has an escape for it, which is what it is.
        'Not `"a\\nb\\u0000"`.',
    )


def test_the_description_comes_first() -> None:
    assert told({"minimum": 1}, description="How many") == "How many. At least 1."
    assert told({"minimum": 1}, description="How many?") == "How many? At least 1."
    assert told({"minimum": 1}, description="a\n\n- b") == "a\n\n- b\n\nAt least 1."
    assert told({"minimum": 1}, deprecated=True) == "Deprecated. At least 1."
    assert told({}, deprecated=True) == "Deprecated."


def test_what_is_only_received_is_the_servers_to_keep() -> None:
    said = {"minimum": 1, "pattern": "a", "default": 3, "not": {"const": 2}}
    assert told(said, is_sent=False) == "Not `2`."


@pytest.mark.parametrize("type_", [CLASS, Nullable(CLASS)])
def test_a_class_tells_itself_what_holds_for_it(type_: Type) -> None:
    said = {"minProperties": 1, "not": {"required": ["a"]}, "default": {}}
    assert told(said, type_) == "Default: `{}`."


def test_a_tuple_tells_itself_how_long_it_is() -> None:
    assert told({"minItems": 1, "maxItems": 1}, Tuple((TEXT,))) == ""
