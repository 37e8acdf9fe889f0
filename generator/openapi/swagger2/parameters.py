"""Parameters, headers and form fields of Swagger 2.0: a schema, and how lists are written.

Source: OpenAPI 2.0, "Parameter Object", "Items Object" and "Header Object"; 3.0.4, 4.7.12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.openapi.swagger2.pieces import Piece, object_of
from generator.openapi.swagger2.schemas import FILE

_SCHEMA_FIELDS = (
    *("type", "format", "items", "default", "enum", "multipleOf", "pattern"),
    *("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
    *("maxLength", "minLength", "maxItems", "minItems", "uniqueItems"),
)
_SEPARATORS = {
    "csv": ("a comma", ","),
    "ssv": ("a space", " "),
    "tsv": ("a tab", "\t"),
    "pipes": ("a pipe", "|"),
}
_LISTED: Mapping[str, Json] = {"style": "form", "explode": False}
# How a list is written in a query or form; OpenAPI 3.0 has no style for tabs.
_STYLES: Mapping[str, Mapping[str, Json]] = {
    "csv": _LISTED,
    "multi": {"style": "form", "explode": True},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
}
_DEFAULT = "csv"


@dataclass(frozen=True, slots=True)
class Written:
    """How a value is written: its schema, and the `style` and `explode` that a list needs."""

    schema: Piece
    style: Mapping[str, Json]


def parameter(value: Piece, diagnostics: Diagnostics) -> Piece:
    """A parameter of a path, query or header, as OpenAPI 3.0 has it."""
    return object_of(value.origin, _parameter(value, diagnostics))


def header(value: Piece, diagnostics: Diagnostics) -> Piece:
    """A header of a response, as OpenAPI 3.0 has it."""
    return object_of(value.origin, _described(value, diagnostics))


def _parameter(value: Piece, diagnostics: Diagnostics) -> Iterator[tuple[str, Piece]]:
    location = value.get("in")
    if location is not None and location.value == "query":
        written = in_pairs(value, diagnostics)
        yield from _rest(value)
        yield from (
            (name, value.with_value(each)) for name, each in written.style.items()
        )
        yield "schema", written.schema
    else:
        yield from _described(value, diagnostics)


def _described(value: Piece, diagnostics: Diagnostics) -> Iterator[tuple[str, Piece]]:
    yield from _rest(value)
    listed = _format_of(value)
    if listed not in (None, _DEFAULT):
        yield "schema", _as_text(value, str(listed), diagnostics)
    else:
        yield "schema", _schema(value, diagnostics)


def in_pairs(value: Piece, diagnostics: Diagnostics) -> Written:
    """How a parameter of a query, or a field of a form, is written."""
    listed = _format_of(value)
    if listed is None:
        return Written(_schema(value, diagnostics), {})
    if listed not in _STYLES:
        return Written(_as_text(value, listed, diagnostics), {})
    return Written(_schema(value, diagnostics), _STYLES[listed])


def _rest(value: Piece) -> Iterator[tuple[str, Piece]]:
    """What of a parameter is not about its value's type."""
    for name, member in value.members():
        if name == "x-example" and value.get("example") is None:
            yield "example", member
        elif name not in (*_SCHEMA_FIELDS, "collectionFormat", "x-nullable"):
            yield name, member


def _format_of(value: Piece) -> str | None:
    """The `collectionFormat` of a list; None for anything else."""
    kind, listed = value.get("type"), value.get("collectionFormat")
    if kind is None or kind.value != "array":
        return None
    return listed.value if listed and isinstance(listed.value, str) else _DEFAULT


def _schema(value: Piece, diagnostics: Diagnostics) -> Piece:
    return object_of(value.origin, _keywords(value, diagnostics))


def _keywords(value: Piece, diagnostics: Diagnostics) -> Iterator[tuple[str, Piece]]:
    for name in _SCHEMA_FIELDS:
        member = value.get(name)
        if member is None:
            continue
        if name == "type" and member.value == "file":
            yield from ((key, member.with_value(each)) for key, each in FILE.items())
        elif name == "items":
            yield name, _items(member, diagnostics)
        else:
            yield name, member
    nullable = value.get("x-nullable")
    if nullable is not None and nullable.value is True:
        yield "nullable", nullable
    if _is_list(value) and value.get("items") is None:
        yield "items", value.with_value({})


def _items(items: Piece, diagnostics: Diagnostics) -> Piece:
    """What each item of a list is. No style of 3.0 says how lists inside of lists are written."""
    listed = _format_of(items)
    if listed is None:
        extensions = [each for each in items.members() if each[0].startswith("x-")]
        schema = _schema(items, diagnostics)
        return object_of(
            items.origin,
            [
                *schema.members(),
                *(each for each in extensions if each[0] != "x-nullable"),
            ],
        )
    return _as_text(items, listed, diagnostics)


def _is_list(value: Piece) -> bool:
    return _format_of(value) is not None


def _as_text(value: Piece, listed: str, diagnostics: Diagnostics) -> Piece:
    """A list for which 3.0 has no style: callers give the text that it is written as."""
    separator, character = _SEPARATORS.get(listed, ("a comma", ","))
    name = value.get("name")
    called = f"the list {name.value!r}" if name else "a list inside of another"
    diagnostics.warning(
        "list-as-text",
        f"{called} takes text in the client: OpenAPI 3 has no style for {separator} "
        f"between its values",
        value.origin.at,
        f"join the values with {separator}, or say another collectionFormat",
    )
    schema: dict[str, Json] = {
        "type": "string",
        "description": f"Values with {separator} between them: {_example(character)}",
    }
    return value.with_value(schema)


def _example(character: str) -> str:
    return repr(character.join("abc"))


def field_schema(written: Written, value: Piece) -> Piece:
    """The schema of a form's field, with what the parameter says of it."""
    members = dict(written.schema.members())
    for name, member in _rest(value):
        if name in ("description", "example") or name.startswith("x-"):
            members.setdefault(name, member)
    return object_of(value.origin, members.items())
