"""What the keywords of a schema say about the types of values, and which say nothing."""

from __future__ import annotations

from collections.abc import Mapping

from generator.lower.api import Scalar, ScalarKind
from generator.spec.nodes import Reference, Schema, SchemaNode

_SCALARS: Mapping[str, ScalarKind] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
# JSON kinds that carry a format which changes how a value is read; others are documentation.
_FORMATS: Mapping[str, frozenset[str]] = {
    "string": frozenset({"date-time", "date", "decimal", "int64", "byte", "binary"}),
    "integer": frozenset({"unix-time"}),
    "number": frozenset({"unix-time"}),
}


def scalar_of(name: str, schema: Schema) -> Scalar:
    """The scalar that the type `name` of a schema is, with its format if that matters."""
    format_ = schema.format
    if name == "string" and schema.content_encoding in ("base64", "binary"):
        format_ = "byte" if schema.content_encoding == "base64" else "binary"
    elif name == "string" and _is_binary(schema):
        format_ = "binary"
    known = format_ in _FORMATS.get(name, frozenset())
    return Scalar(_SCALARS[name], format_ if known else None)


def _is_binary(schema: Schema) -> bool:
    """Whether the text is bytes: OpenAPI 3.1.1, Working with Binary Data."""
    media_type = (schema.annotations or {}).get("contentMediaType")
    return (
        isinstance(media_type, str)
        and schema.content_encoding is None
        and not media_type.startswith("text/")
        and not media_type.endswith(("json", "xml"))
    )


def implied_types(schema: Schema) -> tuple[str, ...]:
    """The type that a schema without `type` means, from keywords that only one type has."""
    if schema.properties is not None or schema.additional_properties is not None:
        return ("object",)
    if schema.items is not None or schema.prefix_items:
        return ("array",)
    return ("string",) if _is_binary(schema) else ()


def is_alternative(node: SchemaNode) -> bool:
    """Whether a member of a union says what a value is, rather than only which keys it needs."""
    return isinstance(node, Reference) or node.never or constrains(node)


def constrains(schema: Schema) -> bool:
    """Whether a schema says anything about a value's type."""
    return bool(
        schema.types
        or schema.enum is not None
        or schema.properties is not None
        or schema.additional_properties is not None
        or schema.items is not None
        or schema.prefix_items
        or schema.all_of
        or schema.any_of
        or schema.one_of
        or schema.never
    )
