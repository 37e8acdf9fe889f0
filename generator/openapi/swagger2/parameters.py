"""Convert parameters, headers and form fields: their schema, and how arrays are serialized.

Source: OpenAPI 2.0, "Parameter Object", "Items Object" and "Header Object"; 3.0.4, section 4.7.12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.openapi.swagger2.located_value import LocatedValue, located_object
from generator.openapi.swagger2.schemas import FILE

_SCHEMA_FIELDS = (
    *("type", "format", "items", "default", "enum", "multipleOf", "pattern"),
    *("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
    *("maxLength", "minLength", "maxItems", "minItems", "uniqueItems"),
)
# Name and character by `collectionFormat`.
_SEPARATORS = {
    "csv": ("a comma", ","),
    "ssv": ("a space", " "),
    "tsv": ("a tab", "\t"),
    "pipes": ("a pipe", "|"),
}
# `style` and `explode` of queries and forms; OpenAPI 3.0 has no style for tabs.
_STYLES: Mapping[str, Mapping[str, Json]] = {
    "csv": {"style": "form", "explode": False},
    "multi": {"style": "form", "explode": True},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
}
_DEFAULT_FORMAT = "csv"


@dataclass(frozen=True, slots=True)
class SerializedSchema:
    """A schema, and the `style` and `explode` that its arrays need."""

    schema: LocatedValue
    style: Mapping[str, Json]


def convert_parameter(
    parameter: LocatedValue, diagnostics: Diagnostics
) -> LocatedValue:
    """Convert a path, query or header parameter."""
    return located_object(parameter.origin, _parameter_members(parameter, diagnostics))


def convert_header(header: LocatedValue, diagnostics: Diagnostics) -> LocatedValue:
    """Convert a header of a response."""
    return located_object(header.origin, _simple_members(header, diagnostics))


def convert_form_field(
    field: LocatedValue, diagnostics: Diagnostics
) -> SerializedSchema:
    """Convert a form field to a property of the form's schema."""
    serialized = _serialized_schema(field, diagnostics)
    members = dict(serialized.schema.members())
    for name, member in _other_members(field):
        if name in ("description", "example") or name.startswith("x-"):
            members.setdefault(name, member)
    schema = located_object(field.origin, members.items())
    return SerializedSchema(schema, serialized.style)


def _parameter_members(
    parameter: LocatedValue, diagnostics: Diagnostics
) -> Iterator[tuple[str, LocatedValue]]:
    location = parameter.get("in")
    if location is not None and location.value == "query":
        serialized = _serialized_schema(parameter, diagnostics)
        yield from _other_members(parameter)
        yield from (
            (name, parameter.with_value(value))
            for name, value in serialized.style.items()
        )
        yield "schema", serialized.schema
    else:
        yield from _simple_members(parameter, diagnostics)


def _simple_members(
    value: LocatedValue, diagnostics: Diagnostics
) -> Iterator[tuple[str, LocatedValue]]:
    """Members of a path or header parameter, whose arrays can only be separated by commas."""
    yield from _other_members(value)
    collection_format = _collection_format(value)
    if collection_format not in (None, _DEFAULT_FORMAT):
        yield "schema", _joined_schema(value, str(collection_format), diagnostics)
    else:
        yield "schema", _convert_schema(value, diagnostics)


def _serialized_schema(
    value: LocatedValue, diagnostics: Diagnostics
) -> SerializedSchema:
    """The schema and style of a query parameter or form field."""
    collection_format = _collection_format(value)
    if collection_format is None:
        return SerializedSchema(_convert_schema(value, diagnostics), {})
    if collection_format not in _STYLES:
        joined = _joined_schema(value, collection_format, diagnostics)
        return SerializedSchema(joined, {})
    schema = _convert_schema(value, diagnostics)
    return SerializedSchema(schema, _STYLES[collection_format])


def _other_members(value: LocatedValue) -> Iterator[tuple[str, LocatedValue]]:
    """The members of a parameter that do not belong to its schema."""
    for name, member in value.members():
        if name == "x-example" and value.get("example") is None:
            yield "example", member
        elif name not in (*_SCHEMA_FIELDS, "collectionFormat", "x-nullable"):
            yield name, member


def _collection_format(value: LocatedValue) -> str | None:
    """The `collectionFormat` of an array; None for other types."""
    type_, declared = value.get("type"), value.get("collectionFormat")
    if type_ is None or type_.value != "array":
        return None
    if declared and isinstance(declared.value, str):
        return declared.value
    return _DEFAULT_FORMAT


def _convert_schema(value: LocatedValue, diagnostics: Diagnostics) -> LocatedValue:
    return located_object(value.origin, _schema_members(value, diagnostics))


def _schema_members(
    value: LocatedValue, diagnostics: Diagnostics
) -> Iterator[tuple[str, LocatedValue]]:
    for name in _SCHEMA_FIELDS:
        member = value.get(name)
        if member is None:
            continue
        if name == "type" and member.value == "file":
            yield from (
                (keyword, member.with_value(keyword_value))
                for keyword, keyword_value in FILE.items()
            )
        elif name == "items":
            yield name, _convert_items(member, diagnostics)
        else:
            yield name, member
    nullable = value.get("x-nullable")
    if nullable is not None and nullable.value is True:
        yield "nullable", nullable
    if _collection_format(value) is not None and value.get("items") is None:
        yield "items", value.with_value({})


def _convert_items(items: LocatedValue, diagnostics: Diagnostics) -> LocatedValue:
    """The schema of array items. 3.0 has no style for arrays of arrays."""
    collection_format = _collection_format(items)
    if collection_format is not None:
        return _joined_schema(items, collection_format, diagnostics)
    return located_object(
        items.origin,
        [
            *_schema_members(items, diagnostics),
            *(
                (name, member)
                for name, member in items.members()
                if name.startswith("x-") and name != "x-nullable"
            ),
        ],
    )


def _joined_schema(
    value: LocatedValue, collection_format: str, diagnostics: Diagnostics
) -> LocatedValue:
    """A string for an array that no style of 3.0 can serialize; callers join the values."""
    separator, character = _SEPARATORS.get(collection_format, ("a comma", ","))
    name = value.get("name")
    subject = f"the list {name.value!r}" if name else "a list inside of a list"
    diagnostics.warning(
        "list-as-text",
        f"{subject} is a string in the client: OpenAPI 3 has no style for {separator} "
        f"between its values",
        value.origin.at,
        f"join the values with {separator}, or use another collectionFormat",
    )
    example = character.join("abc")
    schema: dict[str, Json] = {
        "type": "string",
        "description": f"Values with {separator} between them: {example!r}",
    }
    return value.with_value(schema)
