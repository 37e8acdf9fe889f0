"""What the keywords of a schema say about the types of values, and which say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from generator.core.json import Json
from generator.ir.types import Scalar, ScalarKind
from generator.openapi.nodes import Reference, Schema, SchemaNode

# The properties of a schema in their order, as the nodes have them.
Properties: TypeAlias = tuple[tuple[str, SchemaNode], ...]

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
    return Scalar(_SCALARS.get(name, "any"), format_ if known else None)


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
    if schema.properties is not None or is_map(schema):
        return ("object",)
    if schema.items is not None or schema.prefix_items:
        return ("array",)
    return ("string",) if _is_binary(schema) else ()


def is_map(schema: Schema) -> bool:
    """Whether a schema says something of the properties that it does not name."""
    return schema.additional_properties is not None or bool(schema.pattern_properties)


def has_fixed_length(schema: Schema) -> bool:
    """Whether a list has exactly the items of `prefixItems`.

    Strictly it may be shorter where `minItems` is missing, which nobody means who rules out more.
    """
    count = len(schema.prefix_items)
    bounds = schema.annotations or {}
    is_closed = isinstance(schema.items, Schema) and schema.items.never
    ends = is_closed or bounds.get("maxItems") == count
    return count > 0 and ends and bounds.get("minItems", count) == count


def fitting_values(
    values: tuple[Json, ...], types: tuple[str, ...]
) -> tuple[tuple[Json, ...], tuple[Json, ...]]:
    """The values of an `enum` that are of one of `types`, and those that are not.

    Null fits always: whoever lists it means it.
    """
    if not types or (types == ("string",) and set(map(type, values)) == {str}):
        return values, ()
    fitting: list[Json] = []
    others: list[Json] = []
    for value in values:
        kind = kind_of(value)
        if kind == "integer" and "integer" in types:
            fitting.append(int(value))
        elif kind in (*types, "null") or (kind == "integer" and "number" in types):
            fitting.append(value)
        else:
            others.append(value)
    return tuple(fitting), tuple(others)


def common_types(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The `type`s of values that have one of both: an integer is a number as well."""
    return tuple(
        dict.fromkeys(
            "integer" if name == "number" and "number" not in others else name
            for name in some
            if name in others
            or (name == "integer" and "number" in others)
            or (name == "number" and "integer" in others)
        )
    )


def kind_of(value: Json) -> str:
    """The `type` of a JSON value (JSON Schema 2020-12, 6.1.1); 1.0 is an integer."""
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


def alternatives(schema: Schema) -> tuple[SchemaNode, ...]:
    """The members of a schema's union; none where they say only which keys an object needs."""
    for members in (schema.any_of, schema.one_of):
        if any(map(is_alternative, members)):
            return members
    return ()


def is_alternative(node: SchemaNode) -> bool:
    """Whether a member of a union says what a value is, rather than only which keys it needs."""
    return isinstance(node, Reference) or node.never or constrains(node)


def is_anything(node: SchemaNode) -> bool:
    """Whether each value there is fits a schema: `{}`, or nothing in it but prose."""
    return isinstance(node, Schema) and not (
        is_alternative(node)
        or node.required
        or node.nullable
        or node.format
        or node.conditional
        or any(name not in _TELLING_NOTHING for name in node.annotations or ())
    )


_TELLING_NOTHING = frozenset({"default", "example", "examples", "externalDocs"})


def constrains(schema: Schema) -> bool:
    """Whether a schema says anything about a value's type."""
    return names_type(schema) or bool(schema.any_of or schema.one_of)


def names_type(schema: Schema) -> bool:
    """Whether a schema says anything about a value's type beside its union."""
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


def says_nothing_of_null(schema: Schema) -> bool:
    """Whether null is as much a value of a schema as anything else is."""
    typed = schema.types or schema.enum or schema.any_of or schema.one_of
    return not schema.nullable and not typed


_LOWER = frozenset(
    {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
)
_UPPER = frozenset(
    {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}
)


def bounds_of_both(
    own: Mapping[str, Json], part: Mapping[str, Json]
) -> Mapping[str, Json]:
    """The annotations of two schemas that hold at once: of two bounds the narrower one."""
    if not own or not part:
        return own or part
    both = {**part, **own}
    for name in own.keys() & part.keys() & (_LOWER | _UPPER):
        one, other = own[name], part[name]
        # In OpenAPI 3.0 the exclusive bounds are booleans.
        if not isinstance(one, bool) and not isinstance(other, bool):
            both[name] = max(one, other) if name in _LOWER else min(one, other)
    return both
