"""`JsonSchema`: what the fast validator accepts, the libraries accept as well."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.exceptions import SchemaError
from openapi_schema_validator import (
    OAS31_BASE_DIALECT_ID,
    OAS30Validator,
    OAS31Validator,
    oas31_format_checker,
)

from generator.core.pointer import Pointer
from generator.openapi.validation.json_schema import JsonSchema, meta_schema
from tests.property_settings import examples

many = examples(100, with_slow=300)


def known_dialect(dialect: str) -> JsonSchema:
    schema = meta_schema(dialect)
    assert schema is not None
    return schema


DRAFT_4 = known_dialect("http://json-schema.org/draft-04/schema#")
OAS_3_1 = known_dialect(OAS31_BASE_DIALECT_ID)

_TEXTS = st.sampled_from(["string", "object", "strin", "(", "[a-z]+", "#/a b", "a", ""])
_NUMBERS = st.sampled_from([0, 1, -1, 1.5, 2**70, True, None])
_SCALARS = _TEXTS | _NUMBERS
_KEYWORDS = st.sampled_from(
    [
        *("type", "enum", "required", "pattern", "minLength", "maximum", "multipleOf"),
        *("properties", "items", "additionalProperties", "allOf", "anyOf", "not"),
        *("nullable", "default", "format", "$ref", "title", "exclusiveMinimum"),
        *("const", "prefixItems", "$defs", "discriminator", "x-own", "description"),
    ]
)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(_KEYWORDS | _TEXTS, inner, max_size=3)
    ),
    max_leaves=8,
)
SCHEMAS = st.dictionaries(_KEYWORDS, _VALUES, max_size=4)


@many
@given(SCHEMAS)
def test_valid_3_0_schema_is_accepted_by_the_library(schema: dict[str, Any]) -> None:
    if DRAFT_4.is_valid(schema):
        OAS30Validator.check_schema(schema)


@many
@given(SCHEMAS)
def test_valid_3_1_schema_is_accepted_by_the_library(schema: dict[str, Any]) -> None:
    if OAS_3_1.is_valid(schema):
        OAS31Validator.check_schema(schema, format_checker=oas31_format_checker)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "strin"},
        {"pattern": "("},
        {"properties": {"a": {"required": "a"}}},
        {"minLength": -1},
    ],
)
def test_schema_that_the_library_rejects_is_invalid(schema: dict[str, Any]) -> None:
    assert not DRAFT_4.is_valid(schema)
    assert not OAS_3_1.is_valid(schema)
    with pytest.raises(SchemaError):
        OAS31Validator.check_schema(schema, format_checker=oas31_format_checker)


def test_ordinary_schema_is_valid() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string", "pattern": "a"}}}
    assert DRAFT_4.is_valid(schema)
    assert OAS_3_1.is_valid(schema)


def test_unknown_dialect_has_no_meta_schema() -> None:
    assert meta_schema("https://example.com/dialect") is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("email", "nobody"), ("regex", "("), ("uri", "not a URL")],
)
def test_formats_are_explained(name: str, value: str) -> None:
    schema = JsonSchema({"format": name})
    assert [*schema.invalid_locations(value)] == [Pointer()]
    [error] = schema.errors(value)
    assert (error.validator, error.validator_value) == ("format", name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "nobody@example.com"),
        ("uri", "https://example.com"),
        ("uri-reference", "https://{host}/"),
        *(("regex", pattern) for pattern in ("(?P<name>a)", "(?<name>a)", r"^\\/$")),
        *((name, 1) for name in ("email", "regex", "uri")),
    ],
)
def test_valid_formats(name: str, value: object) -> None:
    schema = JsonSchema({"format": name})
    assert schema.is_valid(value)
    assert [*schema.errors(value)] == []
