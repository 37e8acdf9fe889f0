"""Request bodies of a document to those of an `Api`: by media type, by properties or whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Body, BodyField, BodyKind
from generator.ir.combine import ANY
from generator.ir.http import Encoding
from generator.ir.media_types import is_form_type, is_json, is_text, listed
from generator.ir.types import Array, Field, Map, Nullable, Scalar, Type
from generator.lower.types import TypeLowering
from generator.openapi import nodes

# A body in several media types is offered in this order; the first that can carry it is sent.
_PREFERENCE: tuple[BodyKind, ...] = ("json", "form", "multipart", "text", "binary")
_BY_PROPERTIES = ("json", "form", "multipart")
_BINARY = Scalar("string", "binary")
# What stands for a range, where codegen writes the body itself.
_CONCRETE = {
    "json": "application/json",
    "multipart": "multipart/form-data",
    "text": "text/plain",
}


class BodyLowering:
    """Lowers request bodies, asking `types` for the types they mention."""

    def __init__(self, types: TypeLowering, diagnostics: Diagnostics) -> None:
        self._types = types
        self._diagnostics = diagnostics

    def lower(self, body: nodes.RequestBody | None) -> Iterator[Body]:
        """The kinds of body there are, best first."""
        if body is None:
            return
        lowered = [self._body(body, media) for media in body.content]
        for kind in _PREFERENCE:
            yield from (
                each for each in lowered if each.kind == kind and not _is_nothing(each)
            )

    def _body(self, body: nodes.RequestBody, media: nodes.MediaType) -> Body:
        kind = self._kind(media)
        fields = self._fields(media, kind) if kind in _BY_PROPERTIES else None
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
                tuple(self._encodings(media))
                if fields is None and kind in ("form", "multipart")
                else ()
            ),
        )

    def _kind(self, media: nodes.MediaType) -> BodyKind:
        name = media.name.lower()
        if is_json(name):
            return "json"
        if is_form_type(name):
            return "form"
        if name.startswith("multipart/"):
            return "multipart" if self._has_named_parts(media) else "binary"
        if name in ("*/*", "application/*") and media.schema is not None:
            return "binary" if self._is_binary(media.schema) else "json"
        return "text" if is_text(name) else "binary"

    def _has_named_parts(self, media: nodes.MediaType) -> bool:
        """Whether the parts are properties; tells of those that are not."""
        if media.schema is None:
            return True
        schema = self._types.resolve(media.schema)
        if not set(schema.types) - {"object", "null"} and schema.items is None:
            return True
        self._diagnostics.warning(
            "unnamed-parts",
            f"the parts of {media.name!r} have no names: the caller has to put them together",
            media.at,
            "describe an object, each property of which is a part, or pass"
            " (name, bytes, media type with its boundary)",
        )
        return False

    def _is_binary(self, node: nodes.SchemaNode) -> bool:
        # Text needs no definition, which a body given by its properties must not have.
        is_text = self._types.resolve(node).types == ("string",)
        return is_text and self._types.lower(node) == _BINARY

    def _type(self, media: nodes.MediaType, kind: BodyKind, is_whole: bool) -> Type:
        """The type of a body passed whole; one passed by fields needs no name of its own.

        What codegen does not write itself, XML say, is text or bytes, whatever its schema.
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

    def form_fields(self, media: nodes.MediaType) -> tuple[BodyField, ...] | None:
        """The fields of a form, if they are fixed."""
        return self._fields(media, "form")

    def _fields(
        self, media: nodes.MediaType, kind: BodyKind
    ) -> tuple[BodyField, ...] | None:
        """The properties of an object body with a fixed set of them, else None."""
        if media.schema is None:
            return None
        if self._types.has_subtypes(media.schema):
            return None
        schema = self._types.resolve(media.schema)
        schema = self._types.merger.folded(schema)
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
                else self._encoded(field, nodes_by_name[field.name], encoding, kind)
            )
            for field in self._types.record(schema).fields
            if not field.read_only
            for encoding in [media.encoding.get(field.name)]
        )

    def _encoded(
        self,
        field: Field,
        node: nodes.SchemaNode,
        encoding: nodes.Encoding,
        kind: BodyKind,
    ) -> BodyField:
        if kind == "multipart" and encoding.headers and not _is_file(field.type):
            self._diagnostics.warning(
                "part-headers",
                f"the part {field.name!r} is sent without its headers: only a file can have some",
                field.at,
                "describe it as a file (`format: binary`); its caller can pass"
                " (name, content, media type, headers)",
            )
        made = _encoding(field.name, encoding)
        if made.content_type is not None and self._is_for_caller(node, made):
            field = replace(field, type=Scalar("string"))
        return BodyField(field, made)

    def _encodings(self, media: nodes.MediaType) -> Iterator[Encoding]:
        return (_encoding(name, each) for name, each in media.encoding.items())

    def _is_for_caller(self, node: nodes.SchemaNode, encoding: Encoding) -> bool:
        """Whether a property is to be written in a media type that codegen cannot write."""
        schema = self._types.resolve(node)
        if schema.items is not None:
            schema = self._types.resolve(schema.items)
        is_object = (
            schema.properties is not None
            or schema.additional_properties is not None
            or "object" in schema.types
            or bool(schema.all_of)
        )
        return is_object and not any(map(is_json, listed(encoding.content_type or "")))


def _encoding(name: str, encoding: nodes.Encoding) -> Encoding:
    """How a property is written: by style if there is a word of it, or by its media type.

    Source: OpenAPI 3.1.1, section 4.8.15.2, on `style`, `explode` and `allowReserved`.
    """
    style, explode = encoding.style, encoding.explode
    if style is None and explode is None and encoding.allow_reserved is None:
        return Encoding(name, content_type=encoding.content_type)
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


def _is_nothing(body: Body) -> bool:
    """An object without properties that need not be sent: no body at all."""
    return body.fields == () and not body.required
