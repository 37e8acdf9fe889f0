"""The fast answer on meta-schemas is the library's own, wherever it is yes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.exceptions import SchemaError
from openapi_schema_validator import (
    OAS30Validator,
    OAS31Validator,
    oas31_format_checker,
)

from generator.spec.validate_meta import fits_30, fits_31
from tests.property_settings import examples

many = examples(100, with_slow=300)

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
def test_what_fits_3_0_is_accepted_by_the_library(schema: dict[str, Any]) -> None:
    if fits_30(schema):
        OAS30Validator.check_schema(schema)


@many
@given(SCHEMAS)
def test_what_fits_3_1_is_accepted_by_the_library(schema: dict[str, Any]) -> None:
    if fits_31(schema):
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
def test_what_the_library_refuses_fits_neither(schema: dict[str, Any]) -> None:
    assert not fits_30(schema)
    assert not fits_31(schema)
    with pytest.raises(SchemaError):
        OAS31Validator.check_schema(schema, format_checker=oas31_format_checker)


def test_usual_schemas_fit() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string", "pattern": "a"}}}
    assert fits_30(schema)
    assert fits_31(schema)
