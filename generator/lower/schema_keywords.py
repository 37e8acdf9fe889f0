"""Interpret the keywords of a schema: the types of values that they imply.

Sources: JSON Schema 2020-12; OpenAPI 3.1.1, section 4.8.24.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from generator.core.json import Json
from generator.ir.types import Scalar, ScalarKind
from generator.openapi.nodes import Reference, Schema, SchemaNode

# The properties of a schema in document order.
Properties: TypeAlias = tuple[tuple[str, SchemaNode], ...]

_SCALARS: Mapping[str, ScalarKind] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
# The formats that change how a value is decoded; other formats are documentation.
_FORMATS: Mapping[str, frozenset[str]] = {
    "string": frozenset(
        {"date-time", "date", "decimal", "http-date", "int64", "byte", "binary"}
    ),
    "integer": frozenset({"unix-time"}),
    "number": frozenset({"unix-time", "decimal"}),
}
_LOWER_BOUNDS = frozenset(
    {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
)
_UPPER_BOUNDS = frozenset(
    {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}
)


def scalar_of(type_name: str, schema: Schema) -> Scalar:
    """The scalar type for one `type` of a schema, with its format if that affects decoding."""
    format_ = schema.format
    if type_name == "string" and schema.content_encoding in ("base64", "binary"):
        format_ = "byte" if schema.content_encoding == "base64" else "binary"
    elif type_name == "string" and _is_binary(schema):
        format_ = "binary"
    if type_name == "number" and format_ == "decimal128":
        format_ = "decimal"
    is_known = format_ in _FORMATS.get(type_name, frozenset())
    return Scalar(_SCALARS.get(type_name, "any"), format_ if is_known else None)


def _is_binary(schema: Schema) -> bool:
    """Whether a string is binary data (OpenAPI 3.1.1, Working with Binary Data)."""
    media_type = (schema.annotations or {}).get("contentMediaType")
    return (
        isinstance(media_type, str)
        and schema.content_encoding is None
        and not media_type.startswith("text/")
        and not media_type.endswith(("json", "xml"))
    )


def implied_types(schema: Schema) -> tuple[str, ...]:
    """The `type` that a schema without one implies, by keywords specific to a type."""
    if schema.properties is not None or is_map(schema):
        return ("object",)
    if schema.items is not None or schema.prefix_items:
        return ("array",)
    return ("string",) if _is_binary(schema) else ()


def is_map(schema: Schema) -> bool:
    """Whether a schema describes properties that it does not name."""
    return schema.additional_properties is not None or bool(schema.pattern_properties)


def has_fixed_length(schema: Schema) -> bool:
    """Whether a list has exactly the items of `prefixItems`.

    A missing `minItems` would allow shorter lists, but documents that rule out further items do not
    mean that.
    """
    count = len(schema.prefix_items)
    bounds = schema.annotations or {}
    is_closed = isinstance(schema.items, Schema) and schema.items.never
    ends = is_closed or bounds.get("maxItems") == count
    return count > 0 and ends and bounds.get("minItems", count) == count


def partition_enum(
    values: tuple[Json, ...], types: tuple[str, ...]
) -> tuple[tuple[Json, ...], tuple[Json, ...]]:
    """Split `enum` into the values that `type` allows and those that it rules out.

    Null is always allowed: a document that lists it means it.
    """
    if not types or (types == ("string",) and set(map(type, values)) == {str}):
        return values, ()
    allowed: list[Json] = []
    ruled_out: list[Json] = []
    for value in values:
        name = json_type(value)
        if name == "integer" and "integer" in types:
            allowed.append(int(value))
        elif name in (*types, "null") or (name == "integer" and "number" in types):
            allowed.append(value)
        else:
            ruled_out.append(value)
    return tuple(allowed), tuple(ruled_out)


def common_types(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The `type`s of values that match one of both; integers are numbers as well."""
    return tuple(
        dict.fromkeys(
            "integer" if name == "number" and "number" not in others else name
            for name in some
            if name in others
            or (name == "integer" and "number" in others)
            or (name == "number" and "integer" in others)
        )
    )


def json_type(value: Json) -> str:
    """The `type` of a JSON value; 1.0 is an integer (JSON Schema Validation 2020-12, 6.1.1)."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "integer" if float(value).is_integer() else "number"
        case str():
            return "string"
        case _:
            return "array" if isinstance(value, list) else "object"


def types_or_implied(schema: Schema) -> tuple[str, ...]:
    """The `type`s of a schema, or those that its other keywords imply."""
    return schema.types or implied_types(schema)


def alternatives(schema: Schema) -> tuple[SchemaNode, ...]:
    """The members of a schema's union; none if they only require properties."""
    for members in (schema.any_of, schema.one_of):
        if any(map(is_alternative, members)):
            return members
    return ()


def is_alternative(node: SchemaNode) -> bool:
    """Whether a member of a union describes a type, rather than only required properties."""
    return isinstance(node, Reference) or node.never or constrains_type(node)


def constrains_type(schema: Schema) -> bool:
    """Whether a schema constrains the type of a value."""
    return constrains_type_beside_union(schema) or bool(schema.any_of or schema.one_of)


def constrains_type_beside_union(schema: Schema) -> bool:
    """Whether keywords other than `anyOf` and `oneOf` constrain the type of a value."""
    return bool(
        schema.types
        or schema.enum is not None
        or schema.properties is not None
        or is_map(schema)
        or schema.items is not None
        or schema.prefix_items
        or schema.all_of
        or schema.never
    )


def allows_null_implicitly(schema: Schema) -> bool:
    """Whether a schema allows null because it has no keyword that rules it out."""
    typed = schema.types or schema.enum or schema.any_of or schema.one_of
    return not schema.nullable and not typed


def merge_bounds(
    own: Mapping[str, Json], part: Mapping[str, Json]
) -> Mapping[str, Json]:
    """Merge the annotations of two schemas that apply at once; the narrower bound wins."""
    if not own or not part:
        return own or part
    both = {**part, **own}
    for name in own.keys() & part.keys() & (_LOWER_BOUNDS | _UPPER_BOUNDS):
        mine, theirs = own[name], part[name]
        # Exclusive bounds are booleans in OpenAPI 3.0.
        if not isinstance(mine, bool) and not isinstance(theirs, bool):
            both[name] = (max if name in _LOWER_BOUNDS else min)(mine, theirs)
    return both
