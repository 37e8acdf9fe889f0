"""Which parts of a document affect the client: errors in all others are only warnings."""

from __future__ import annotations

from jsonschema.exceptions import ValidationError

from generator.core.pointer import Pointer
from generator.source.document_structure import fields_of

# Constraints on values, which servers enforce: JSON Schema 2020-12 (validation), section 6.
_CONSTRAINTS = frozenset(
    (
        *("exclusiveMaximum", "exclusiveMinimum", "maxItems", "maxLength"),
        *("maxProperties", "maximum", "minItems", "minLength", "minProperties"),
        *("minimum", "multipleOf", "pattern", "uniqueItems"),
    )
)
# Documentation, and metadata for other tools.
_METADATA = frozenset(
    (
        *("contact", "default", "example", "examples", "externalDocs", "license"),
        *("links", "termsOfService", "xml"),
    )
)
_DESCRIPTIONS = frozenset(("description", "summary"))
# How many tokens lead to a Tag Object.
_TAG_DEPTH = 2
# Arrays in which a duplicate item has no effect.
_SETS = frozenset(("enum", "required", "tags"))


def affects_client(field: str) -> bool:
    """Whether the value of a field of this name can change the client."""
    return field not in _CONSTRAINTS | _METADATA | _DESCRIPTIONS


def is_known_harmless(error: ValidationError, at: Pointer) -> bool:
    """Whether the client is the same with and without the error at `at`."""
    fields = [field for _, field in fields_of(at)]
    is_in_tag = fields[:1] == ["tags"] and len(at.tokens) > _TAG_DEPTH
    if is_in_tag or any(field in _CONSTRAINTS | _METADATA for field in fields):
        return True
    last = fields[-1] if fields and fields[-1] == at.tokens[-1] else ""
    match error.validator:
        case "format":
            return True
        case "required":
            # Only a Response Object requires it (OpenAPI 3.1.1, section 4.8.17).
            return error.message.startswith("'description'")
        case "uniqueItems":
            return last in _SETS
        case "minItems":
            return last in ("enum", "required")
    return False
