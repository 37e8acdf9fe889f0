"""Does a Schema Object fit the meta-schema of its version? Asked fast, for most do.

The library asks the same with a validator in Python, which takes half of a whole validation. One
who is refused here is asked about there, for the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

import jsonschema_rs
from openapi_schema_validator import OAS30Validator, OAS31Validator, OAS32Validator

# What the meta-schemas refer to; the library has no public name for it.
from openapi_schema_validator._specifications import REGISTRY

from generator.core.json import Json

_PATTERN = jsonschema_rs.validator_for({"format": "regex"}, validate_formats=True)
SchemaValue = Mapping[str, Json] | bool


def is_regular_expression(text: str) -> bool:
    """Whether Python takes it, or a reader of JavaScript's dialect, which patterns are in."""
    try:
        re.compile(text)
    except re.error:
        return _PATTERN.is_valid(text)
    return True


def _validator(meta_schema: Mapping[str, Json]) -> jsonschema_rs.Validator:
    resources = [(uri, REGISTRY.contents(uri)) for uri in REGISTRY]
    return jsonschema_rs.validator_for(
        cast(dict[str, Json], meta_schema),
        formats={"regex": is_regular_expression},
        validate_formats=True,
        registry=jsonschema_rs.Registry(resources),
        offline=True,
    )


_META_30 = _validator(OAS30Validator.META_SCHEMA)
_META_31 = _validator(OAS31Validator.META_SCHEMA)
_META_32 = _validator(OAS32Validator.META_SCHEMA)


def fits_30(schema: SchemaValue) -> bool:
    """Whether `schema` surely fits the meta-schema of OpenAPI 3.0's Schema Object."""
    return _fits(_META_30, schema)


def fits_31(schema: SchemaValue) -> bool:
    """Whether `schema` surely fits the base dialect of OpenAPI 3.1."""
    return _fits(_META_31, schema)


def fits_32(schema: SchemaValue) -> bool:
    """Whether `schema` surely fits the base dialect of OpenAPI 3.2."""
    return _fits(_META_32, schema)


def _fits(validator: jsonschema_rs.Validator, schema: SchemaValue) -> bool:
    try:
        return validator.is_valid(schema)
    except ValueError:
        # It takes no numbers of more than 64 bits, and no keys that are not text.
        return False
