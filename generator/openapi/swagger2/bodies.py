"""Convert `in: body` and `in: formData` parameters to a Request Body Object.

Source: OpenAPI 2.0, "Parameter Object"; 3.0.4, sections 4.7.13 to 4.7.15.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.core.diagnostics import Diagnostics
from generator.openapi.swagger2.located_value import (
    LocatedValue,
    located_array,
    located_object,
)
from generator.openapi.swagger2.parameters import SerializedSchema, convert_form_field
from generator.openapi.swagger2.schemas import SchemaConverter

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_JSON = "application/json"
_EXAMPLES = ("x-example", "x-examples")


def is_body(parameter: LocatedValue) -> bool:
    """Whether a parameter is the whole body."""
    return _string(parameter, "in") == "body"


def is_body_parameter(parameter: LocatedValue) -> bool:
    """Whether a parameter is the whole body or a form field."""
    return _string(parameter, "in") in ("body", "formData")


def convert_body(
    parameters: Sequence[LocatedValue],
    consumes: Sequence[LocatedValue],
    schemas: SchemaConverter,
    diagnostics: Diagnostics,
) -> LocatedValue | None:
    """Convert the body parameters of one operation.

    Args:
        parameters: its body parameters, with references resolved.
        consumes: its media types; without any, JSON or the appropriate form.
        schemas: converts the schema of the body.
        diagnostics: receives an error if there is more than one body.

    Returns:
        The request body; None without body parameters.
    """
    bodies = [parameter for parameter in parameters if is_body(parameter)]
    fields = [parameter for parameter in parameters if not is_body(parameter)]
    _check_single_body(bodies, fields, diagnostics)
    if bodies:
        return located_object(
            bodies[0].origin, _body_members(bodies[0], consumes, schemas)
        )
    if fields:
        return located_object(
            fields[0].origin, _form_members(fields, consumes, diagnostics)
        )
    return None


def _check_single_body(
    bodies: Sequence[LocatedValue],
    fields: Sequence[LocatedValue],
    diagnostics: Diagnostics,
) -> None:
    if len(bodies) > 1:
        diagnostics.error(
            "several-bodies",
            "the operation has more than one parameter with `in: body`",
            bodies[1].origin.at,
            "combine them in one object",
        )
    if bodies and fields:
        diagnostics.error(
            "several-bodies",
            "the operation has both a body and form fields",
            fields[0].origin.at,
            "remove the parameter with `in: body`, or make it a form field",
        )


def _body_members(
    body: LocatedValue, consumes: Sequence[LocatedValue], schemas: SchemaConverter
) -> Iterator[tuple[str, LocatedValue]]:
    for name, member in body.members():
        is_extension = name.startswith("x-") and name not in _EXAMPLES
        if name in ("description", "required") or is_extension:
            yield name, member
    media_types = [media_type.value for media_type in consumes] or [_JSON]
    yield "content", located_object(
        body.origin,
        (
            (
                media_type,
                located_object(body.origin, _media_type(body, media_type, schemas)),
            )
            for media_type in media_types
        ),
    )


def _media_type(
    body: LocatedValue, media_type: str, schemas: SchemaConverter
) -> Iterator[tuple[str, LocatedValue]]:
    schema = body.get("schema")
    if schema is not None:
        yield "schema", schema.with_value(schemas.convert(schema.value))
    examples = body.get("x-examples")
    example = examples.get(media_type) if examples else None
    example = example or body.get("x-example")
    if example is not None:
        yield "example", example


def _form_members(
    fields: Sequence[LocatedValue],
    consumes: Sequence[LocatedValue],
    diagnostics: Diagnostics,
) -> Iterator[tuple[str, LocatedValue]]:
    origin = fields[0].origin
    required = [field for field in fields if _is_required(field)]
    if required:
        yield "required", required[0].with_value(True)
    properties = [convert_form_field(field, diagnostics) for field in fields]
    schema = located_object(origin, _form_schema(fields, properties))
    media_type = [("schema", schema), *_encoding(fields, properties)]
    yield "content", located_object(
        origin,
        (
            (name, located_object(origin, media_type))
            for name in _form_media_types(fields, consumes)
        ),
    )


def _form_media_types(
    fields: Sequence[LocatedValue], consumes: Sequence[LocatedValue]
) -> list[str]:
    """The form types among `consumes`, or a default; files require multipart."""
    has_file = any(_string(field, "type") == "file" for field in fields)
    possible = [_MULTIPART] if has_file else [_FORM, _MULTIPART]
    declared = [
        media_type.value
        for media_type in consumes
        if _without_parameters(media_type.value) in possible
    ]
    return declared or possible[:1]


def _without_parameters(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _form_schema(
    fields: Sequence[LocatedValue], properties: Sequence[SerializedSchema]
) -> Iterator[tuple[str, LocatedValue]]:
    first = fields[0]
    yield "type", first.with_value("object")
    yield "properties", located_object(
        first.origin,
        (
            (_string(field, "name"), property_.schema)
            for field, property_ in zip(fields, properties, strict=True)
        ),
    )
    names = [field.get("name") for field in fields if _is_required(field)]
    required = [name for name in names if name is not None]
    if required:
        yield "required", located_array(first.origin, required)


def _encoding(
    fields: Sequence[LocatedValue], properties: Sequence[SerializedSchema]
) -> Iterator[tuple[str, LocatedValue]]:
    """How the arrays among the fields are serialized."""
    encodings = [
        (_string(field, "name"), field.with_value(dict(property_.style)))
        for field, property_ in zip(fields, properties, strict=True)
        if property_.style
    ]
    if encodings:
        yield "encoding", located_object(fields[0].origin, encodings)


def _is_required(parameter: LocatedValue) -> bool:
    required = parameter.get("required")
    return required is not None and required.value is True


def _string(value: LocatedValue, name: str) -> str:
    member = value.get(name)
    return str(member.value) if member is not None else ""
