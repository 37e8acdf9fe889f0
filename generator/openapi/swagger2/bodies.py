"""`in: body` and `in: formData` as the Request Body Object of OpenAPI 3.0.

Source: OpenAPI 2.0, "Parameter Object"; 3.0.4, sections 4.7.13 to 4.7.15.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostics
from generator.openapi.swagger2.parameters import Written, field_schema, in_pairs
from generator.openapi.swagger2.pieces import Piece, array_of, object_of
from generator.openapi.swagger2.schemas import SchemaUpgrade

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_JSON = "application/json"


def is_body(value: Piece) -> bool:
    """Whether a parameter is the body."""
    return _text(value, "in") == "body"


def is_field(value: Piece) -> bool:
    """Whether a parameter is a field of a form."""
    return _text(value, "in") == "formData"


@dataclass(frozen=True, slots=True)
class BodyUpgrade:
    """Upgrades the parameters of one operation that are its body."""

    schemas: SchemaUpgrade
    diagnostics: Diagnostics

    def body(self, given: Sequence[Piece], consumes: Sequence[Piece]) -> Piece | None:
        """The body that `given` describe, in the media types that are consumed; None if none do.

        A document that says nothing of media types means JSON, or the form that fits.
        """
        bodies = [each for each in given if is_body(each)]
        fields = [each for each in given if is_field(each)]
        self._check(bodies, fields)
        if bodies:
            return object_of(bodies[0].origin, self._whole(bodies[0], consumes))
        if fields:
            return object_of(fields[0].origin, self._form(fields, consumes))
        return None

    def _check(self, bodies: Sequence[Piece], fields: Sequence[Piece]) -> None:
        if len(bodies) > 1:
            self.diagnostics.error(
                "several-bodies",
                "an operation can have one parameter with `in: body`; this is another",
                bodies[1].origin.at,
                "put what both hold into one object",
            )
        if bodies and fields:
            self.diagnostics.error(
                "several-bodies",
                "an operation can have a body or fields of a form, and has both",
                fields[0].origin.at,
                "leave out the parameter with `in: body`, or make it a field too",
            )

    def _whole(
        self, body: Piece, consumes: Sequence[Piece]
    ) -> Iterator[tuple[str, Piece]]:
        yield from _kept(body, ("description", "required"))
        types = [each.value for each in consumes] or [_JSON]
        yield "content", object_of(
            body.origin,
            ((each, object_of(body.origin, self._media(body, each))) for each in types),
        )

    def _media(self, body: Piece, media_type: str) -> Iterator[tuple[str, Piece]]:
        schema = body.get("schema")
        if schema is not None:
            yield "schema", schema.with_value(self.schemas.schema(schema.value))
        examples = body.get("x-examples")
        example = examples.get(media_type) if examples else None
        example = example or body.get("x-example")
        if example is not None:
            yield "example", example

    def _form(
        self, fields: Sequence[Piece], consumes: Sequence[Piece]
    ) -> Iterator[tuple[str, Piece]]:
        origin = fields[0].origin
        required = [each for each in fields if _is_required(each)]
        if required:
            yield "required", required[0].with_value(True)
        written = [in_pairs(each, self.diagnostics) for each in fields]
        schema = object_of(origin, _form_schema(fields, written))
        media = [("schema", schema), *_encoding(fields, written)]
        yield "content", object_of(
            origin,
            (
                (each, object_of(origin, media))
                for each in _form_types(fields, consumes)
            ),
        )


def _form_types(fields: Sequence[Piece], consumes: Sequence[Piece]) -> list[str]:
    """The types of form that the operation takes; a file needs a multipart one."""
    has_file = any(_text(each, "type") == "file" for each in fields)
    fitting = [_MULTIPART] if has_file else [_FORM, _MULTIPART]
    found = [each.value for each in consumes if _plain(each.value) in fitting]
    return found or fitting[:1]


def _plain(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _form_schema(
    fields: Sequence[Piece], written: Sequence[Written]
) -> Iterator[tuple[str, Piece]]:
    first = fields[0]
    yield "type", first.with_value("object")
    named = list(zip(fields, written, strict=True))
    yield "properties", object_of(
        first.origin,
        ((_text(each, "name"), field_schema(how, each)) for each, how in named),
    )
    required = [each.get("name") for each in fields if _is_required(each)]
    names = [each for each in required if each is not None]
    if names:
        yield "required", array_of(first.origin, names)


def _encoding(
    fields: Sequence[Piece], written: Sequence[Written]
) -> Iterator[tuple[str, Piece]]:
    """How the lists among the fields are written."""
    found = [
        (_text(field, "name"), field.with_value(dict(how.style)))
        for field, how in zip(fields, written, strict=True)
        if how.style
    ]
    if found:
        yield "encoding", object_of(fields[0].origin, found)


def _kept(value: Piece, names: Sequence[str]) -> Iterator[tuple[str, Piece]]:
    for name, member in value.members():
        is_extension = name.startswith("x-") and name not in ("x-example", "x-examples")
        if name in names or is_extension:
            yield name, member


def _is_required(value: Piece) -> bool:
    required = value.get("required")
    return required is not None and required.value is True


def _text(value: Piece, name: str) -> str:
    member = value.get(name)
    return str(member.value) if member is not None else ""
