"""Lower request bodies: one `Body` for each media type, passed by property or as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Body, BodyField, BodyKind
from generator.ir.http import Encoding
from generator.ir.types import ANY, Array, Field, Map, Nullable, Scalar, Type
from generator.lower.lower_examples import lower_examples
from generator.lower.lower_types import TypeLowering
from generator.lower.media_types import (
    is_form,
    is_json,
    is_text,
    preferred_media_type,
    split_content_type,
)
from generator.openapi import nodes

# A client sends the first kind that can carry the arguments.
_PREFERENCE: tuple[BodyKind, ...] = ("json", "form", "multipart", "text", "binary")
_KINDS_WITH_FIELDS = ("json", "form", "multipart")
_BINARY = Scalar("string", "binary")
# What the client sends for a range of media types.
_CONCRETE = {
    "json": "application/json",
    "multipart": "multipart/form-data",
    "text": "text/plain",
}


class BodyLowering:
    """Lowers request bodies.

    Example:
        application/json: {type: object, properties: {name, age}}
            →    a JSON body with the fields `name` and `age`
    """

    def __init__(self, types: TypeLowering, diagnostics: Diagnostics) -> None:
        self._types = types
        self._diagnostics = diagnostics

    def lower(self, body: nodes.RequestBody | None) -> Iterator[Body]:
        """Yield a body for each media type, the preferred one first."""
        if body is None:
            return
        bodies = [self._lower_body(body, media) for media in body.content]
        for kind in _PREFERENCE:
            yield from (
                lowered
                for lowered in bodies
                if lowered.kind == kind and not _is_empty(lowered)
            )

    def form_fields(self, media: nodes.MediaType) -> tuple[BodyField, ...] | None:
        """The properties of a form; None if they are not fixed."""
        return self._lower_fields(media, "form")

    def _lower_body(self, body: nodes.RequestBody, media: nodes.MediaType) -> Body:
        kind = self._kind(media)
        fields = self._lower_fields(media, kind) if kind in _KINDS_WITH_FIELDS else None
        is_range = "*" in media.name
        return Body(
            kind=kind,
            media_type=_CONCRETE.get(kind, media.name) if is_range else media.name,
            required=body.required,
            type=self._type(media, kind, fields is None),
            fields=fields,
            at=media.at,
            description=body.description,
            encodings=(
                tuple(
                    _lower_encoding(name, encoding)
                    for name, encoding in media.encoding.items()
                )
                if fields is None and kind in ("form", "multipart")
                else ()
            ),
            examples=lower_examples(media.examples),
        )

    def _kind(self, media: nodes.MediaType) -> BodyKind:
        name = media.name.lower()
        if is_json(name):
            return "json"
        if is_form(name):
            return "form"
        if name.startswith("multipart/"):
            return "multipart" if self._has_named_parts(media) else "binary"
        if name in ("*/*", "application/*") and media.schema is not None:
            return "binary" if self._is_binary(media.schema) else "json"
        return "text" if is_text(name) else "binary"

    def _has_named_parts(self, media: nodes.MediaType) -> bool:
        """Whether the parts of a multipart body are properties; warn if they are not."""
        if media.schema is None:
            return True
        schema = self._types.resolve(media.schema)
        if not set(schema.types) - {"object", "null"} and schema.items is None:
            return True
        self._diagnostics.warning(
            "unnamed-parts",
            f"the parts of {media.name!r} have no names: callers must build the body",
            media.at,
            "describe an object with a property for each part, or pass"
            " (name, bytes, media type with its boundary)",
        )
        return False

    def _is_binary(self, node: nodes.SchemaNode) -> bool:
        # Checks the type first: lowering an object would add a definition.
        is_string = self._types.resolve(node).types == ("string",)
        return is_string and self._types.lower(node) == _BINARY

    def _type(self, media: nodes.MediaType, kind: BodyKind, is_whole: bool) -> Type:
        """The type of a body; a body passed by fields needs no definition.

        Media types that the client does not serialize, XML for example, are strings or bytes.
        """
        if kind == "text":
            return Scalar("string")
        if kind == "binary":
            return _BINARY
        if media.schema is None:
            return ANY
        if is_whole or isinstance(media.schema, nodes.Reference):
            return self._types.lower(media.schema)
        return Map(ANY)

    def _lower_fields(
        self, media: nodes.MediaType, kind: BodyKind
    ) -> tuple[BodyField, ...] | None:
        """The properties of an object body; None if they are not fixed."""
        if media.schema is None or self._types.has_subtypes(media.schema):
            return None
        schema = self._types.merger.merge_all_of(self._types.resolve(media.schema))
        is_open = (
            schema.additional_properties not in (None, False)
            or schema.pattern_properties
        )
        is_choice = schema.any_of or schema.one_of or schema.enum or schema.nullable
        is_object = schema.properties is not None or (
            schema.types == ("object",) and schema.additional_properties is False
        )
        if is_open or is_choice or not is_object:
            return None
        nodes_by_name = dict(schema.properties or ())
        return tuple(
            (
                BodyField(field)
                if encoding is None or kind == "json"
                else self._encoded_field(
                    field, nodes_by_name[field.name], encoding, kind
                )
            )
            for field in self._types.lower_record(schema).fields
            if not field.read_only
            for encoding in [media.encoding.get(field.name)]
        )

    def _encoded_field(
        self,
        field: Field,
        node: nodes.SchemaNode,
        encoding: nodes.Encoding,
        kind: BodyKind,
    ) -> BodyField:
        if kind == "multipart" and encoding.headers and not _is_file(field.type):
            self._diagnostics.warning(
                "part-headers",
                f"the part {field.name!r} is sent without its headers: only files can have headers",
                field.at,
                "describe it as a file (`format: binary`), so that callers can pass"
                " (name, content, media type, headers)",
            )
        lowered = _lower_encoding(field.name, encoding)
        if lowered.content_type is not None and self._is_serialized_by_caller(
            node, lowered.content_type
        ):
            field = replace(field, type=Scalar("string"))
        return BodyField(field, lowered)

    def _is_serialized_by_caller(
        self, node: nodes.SchemaNode, content_type: str
    ) -> bool:
        """Whether a property is an object in a media type that the client cannot serialize."""
        schema = self._types.resolve(node)
        if schema.items is not None:
            schema = self._types.resolve(schema.items)
        is_object = (
            schema.properties is not None
            or schema.additional_properties is not None
            or "object" in schema.types
            or bool(schema.all_of)
        )
        return is_object and not any(map(is_json, split_content_type(content_type)))


def _lower_encoding(name: str, encoding: nodes.Encoding) -> Encoding:
    """How to serialize a property: by style if any of its fields is set, or by media type.

    Source: OpenAPI 3.1.1, section 4.8.15.2, on `style`, `explode` and `allowReserved`.
    """
    style, explode = encoding.style, encoding.explode
    if style is None and explode is None and encoding.allow_reserved is None:
        content_type = encoding.content_type
        return Encoding(
            name,
            content_type=content_type,
            part_media_type=(
                preferred_media_type(content_type) if content_type else None
            ),
        )
    style = style or "form"
    return Encoding(
        name,
        style,
        style == "form" if explode is None else explode,
        encoding.allow_reserved is True,
    )


def _is_file(type_: Type) -> bool:
    match type_:
        case Array(inner) | Nullable(inner):
            return _is_file(inner)
        case _:
            return type_ in (_BINARY, ANY)


def _is_empty(body: Body) -> bool:
    """Whether an optional body has no properties, which is the same as no body."""
    return body.fields == () and not body.required
