"""Types of an `Api` as JSON Schema 2020-12: of what callers pass, and of what they receive.

A definition becomes a schema of its own, referred to by `{"$ref": "#/NAME"}`. An expandable field
is a string; `x-expands-to` refers to what it expands to.

Source: JSON Schema Core and Validation 2020-12; OpenAPI 3.1.1, section 4.8.24.3 (`readOnly`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeAlias

from generator.core.json import Json, JsonObject
from generator.ir.api import Api
from generator.ir.constraints import Bound, Constraints
from generator.ir.types import (
    Array,
    Enum,
    Field,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    Tuple,
    Type,
    TypeId,
    Union,
)
from generator.naming.names import Names
from generator.python.prose import plain_text
from generator.python.types import distinct
from generator.runtime.tools.catalogue import EXPANDS_TO

Direction: TypeAlias = Literal["input", "output"]
Prose: TypeAlias = Callable[[str | None], str]
"""Converts a description of the document; one that is missing becomes the empty string."""

# Formats that say how JSON represents the value. `int64` strings hold digits.
_WIRE_FORMATS = {"http-date", "int64", "decimal", "unix-time", "date-time", "date"}
# Formats of strings that a client sends as they are.
_STRING_FORMATS = {
    *("uuid", "email", "uri", "hostname", "ipv4", "ipv6", "time", "duration"),
}
_JSON_TYPES: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
}


class SchemaWriter:
    """Writes the schemas of one `Api` in one direction.

    Attributes:
        prose: converts the descriptions.
    """

    def __init__(
        self,
        api: Api,
        names: Names,
        direction: Direction,
        prose: Prose = plain_text,
    ) -> None:
        self._api = api
        self._names = names
        self.prose = prose
        self._is_input = direction == "input"

    def definitions(self, types: Iterable[TypeId]) -> dict[str, JsonObject]:
        """Return the schemas of definitions by class name, sorted."""
        found = {self._names.types[id_]: self.definition(id_) for id_ in types}
        return {name: found[name] for name in sorted(found)}

    def definition(self, id_: TypeId) -> JsonObject:
        """Return the schema of a definition."""
        definition = self._api.definitions[id_]
        return self.annotated(
            definition.type,
            definition.description,
            definition.constraints,
            definition.deprecated,
        )

    def schema(self, type_: Type) -> JsonObject:
        """Return the schema of a type."""
        match type_:
            case Scalar():
                return self._scalar(type_)
            case Enum(values):
                return _enum(values)
            case Array(items):
                return {"type": "array", "items": self.schema(items)}
            case Tuple(items):
                return {
                    "type": "array",
                    "prefixItems": [self.schema(item) for item in items],
                    "items": False,
                    "minItems": len(items),
                }
            case Map(values):
                return {"type": "object", **_additional(self.schema(values))}
            case Nullable(inner):
                return _nullable(self.schema(inner))
            case Union():
                return self._union(type_)
            case Ref(id_):
                return {"$ref": f"#/{self._names.types[id_]}"}
            case Record():
                return self._record(type_)

    def field(self, field: Field) -> JsonObject:
        """Return the schema of a property, with its annotations."""
        return self.annotated(
            field.type, field.description, field.constraints, field.deprecated
        )

    def annotated(
        self,
        type_: Type,
        description: str | None,
        constraints: Constraints | None,
        deprecated: bool,
    ) -> JsonObject:
        """Return the schema of a type with the annotations of where it is used."""
        text = self.prose(description)
        return {
            **_with_format(self.schema(type_), constraints),
            **({"description": text} if text else {}),
            **(_constraints(constraints) if constraints is not None else {}),
            **({"deprecated": True} if deprecated else {}),
        }

    def _scalar(self, scalar: Scalar) -> JsonObject:
        match scalar.kind:
            case "any":
                return {}
            case "never":
                return {"not": {}}
            case "string" if scalar.format == "int64" and self._is_input:
                # The client takes an integer and sends its digits.
                return {"type": "integer"}
            case "string" if scalar.format == "byte":
                return {"type": "string", "contentEncoding": "base64"}
            case kind if scalar.format in _WIRE_FORMATS:
                return {"type": kind, "format": scalar.format}
            case kind:
                return {"type": kind}

    def _union(self, union: Union) -> JsonObject:
        if union.expandable:
            objects = [member for member in union.members if isinstance(member, Ref)]
            others = [member for member in union.members if member not in objects]
            return {
                **self._alternatives(others),
                EXPANDS_TO: [self.schema(member) for member in objects],
            }
        return self._alternatives(distinct(union.members, is_argument=self._is_input))

    def _alternatives(self, members: Iterable[Type]) -> JsonObject:
        schemas = [self.schema(member) for member in members]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def _record(self, record: Record) -> JsonObject:
        shown = [
            field
            for field in record.fields
            if not (field.read_only if self._is_input else field.write_only)
        ]
        required = [field.name for field in shown if field.required]
        schema: dict[str, Json] = {"type": "object"}
        schema["properties"] = {field.name: self.field(field) for field in shown}
        if required:
            schema["required"] = required
        if record.additional is not None:
            schema |= _additional(self.schema(record.additional))
        elif self._is_input:
            # A misspelt property is found before it is sent.
            schema["additionalProperties"] = False
        return schema


def object_schema(
    properties: Mapping[str, JsonObject], required: Iterable[str]
) -> JsonObject:
    """Return the schema of an object with exactly these properties."""
    needed = list(required)
    return {
        "type": "object",
        "properties": dict(properties),
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def _additional(schema: JsonObject) -> JsonObject:
    return {"additionalProperties": schema or True}


def _enum(values: tuple[str | int | float | bool, ...]) -> JsonObject:
    types = list(dict.fromkeys(_JSON_TYPES[type(value)] for value in values))
    type_: Json = types[0] if len(types) == 1 else types
    if len(values) == 1:
        return {"type": type_, "const": values[0]}
    return {"type": type_, "enum": list(values)}


def _nullable(schema: JsonObject) -> JsonObject:
    if not schema:
        return schema
    type_ = schema.get("type")
    if isinstance(type_, str) and not {"enum", "const", EXPANDS_TO} & schema.keys():
        return {**schema, "type": [type_, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _with_format(schema: JsonObject, constraints: Constraints | None) -> JsonObject:
    """Add the format of a string, or of the strings in a list, if it helps to write one."""
    if constraints is None:
        return schema
    items: Json = schema.get("items")
    if constraints.item_format in _STRING_FORMATS and items == {"type": "string"}:
        return {**schema, "items": {**items, "format": constraints.item_format}}
    if (
        constraints.format in _STRING_FORMATS
        and "format" not in schema
        and schema.get("type") in ("string", ["string", "null"])
    ):
        return {**schema, "format": constraints.format}
    return schema


def _constraints(constraints: Constraints) -> dict[str, Json]:
    written: dict[str, Any] = {
        **_bound("minimum", "exclusiveMinimum", constraints.minimum),
        **_bound("maximum", "exclusiveMaximum", constraints.maximum),
        "multipleOf": constraints.multiple_of,
        "minLength": constraints.min_length,
        "maxLength": constraints.max_length,
        "pattern": constraints.pattern,
        "minItems": constraints.min_items,
        "maxItems": constraints.max_items,
        "uniqueItems": constraints.unique_items or None,
        "minProperties": constraints.min_properties,
        "maxProperties": constraints.max_properties,
        "default": constraints.default,
        "examples": list(constraints.examples) or None,
    }
    return {name: value for name, value in written.items() if value is not None}


def _bound(inclusive: str, exclusive: str, bound: Bound | None) -> dict[str, Json]:
    if bound is None:
        return {}
    return {exclusive if bound.is_exclusive else inclusive: bound.value}
