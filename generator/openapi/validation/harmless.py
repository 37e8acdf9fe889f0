"""What in a document no client depends on, so that a slip there is no reason not to build one."""

from __future__ import annotations

from jsonschema.exceptions import ValidationError

from generator.core.pointer import Pointer
from generator.source.document_structure import fields_of

# Bounds on values, which servers see to: JSON Schema 2020-12, section 6.
_BOUNDS = frozenset(
    (
        *("exclusiveMaximum", "exclusiveMinimum", "maxItems", "maxLength"),
        *("maxProperties", "maximum", "minItems", "minLength", "minProperties"),
        *("minimum", "multipleOf", "pattern", "uniqueItems"),
    )
)
# What is written for people, and for programs of other kinds.
_NOTES = frozenset(
    (
        *("contact", "default", "example", "examples", "externalDocs", "license"),
        *("links", "termsOfService", "xml"),
    )
)
_PROSE = frozenset(("description", "summary"))
# How many tokens lead to a Tag Object.
_OF_A_TAG = 2
# Lists in which a thing that stands twice says no more than once.
_SETS = frozenset(("enum", "required", "tags"))


def has_no_effect(field: str) -> bool:
    """Whether the client is the same whatever a field of this name says."""
    return field in _BOUNDS | _NOTES | _PROSE


def is_detail(error: ValidationError, at: Pointer) -> bool:
    """Whether the client is the same with what `error` says is wrong at `at`."""
    fields = [field for _, field in fields_of(at)]
    is_in_tag = fields[:1] == ["tags"] and len(at.tokens) > _OF_A_TAG
    if is_in_tag or any(each in _BOUNDS | _NOTES for each in fields):
        return True
    last = fields[-1] if fields and fields[-1] == at.tokens[-1] else ""
    match error.validator:
        case "format":
            return True
        case "required":
            # Only a Response Object has to have one (OpenAPI 3.1.1, section 4.8.17).
            return error.message.startswith("'description'")
        case "uniqueItems":
            return last in _SETS
        case "minItems":
            return last in ("enum", "required")
    return False
