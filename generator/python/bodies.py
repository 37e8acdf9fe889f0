"""Request bodies as an endpoint has them: `Form(…)`, `JsonValue(…)`, one or several."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.api import Body, BodyField, Operation
from generator.ir.http import Encoding
from generator.ir.types import ANY, Array, Nullable, Type
from generator.naming.names import OperationNames
from generator.python.expressions import Call, Expr, Name, Text, Tuple, flat
from generator.python.fields import field_expr, is_scalar
from generator.python.runtime_names import runtime_name
from generator.python.types import TypeWriter

_DEFAULT_MEDIA = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
}
_BY_FIELDS = {"json": "Json", "form": "Form", "multipart": "Multipart"}
_WHOLE = {
    "json": "JsonValue",
    "form": "FormValue",
    "multipart": "MultipartValue",
    "text": "Raw",
    "binary": "Raw",
}


class BodyWriter:
    """Writes the bodies of operations."""

    def __init__(self, types: TypeWriter) -> None:
        self._types = types

    def arguments(
        self, operation: Operation, names: OperationNames
    ) -> Iterator[tuple[str, Expr]]:
        """What an endpoint is told of an operation's bodies."""
        bodies = tuple(
            self._one_body(body, names, operation.bodies) for body in operation.bodies
        )
        if len(bodies) == 1:
            yield "body", bodies[0]
        elif bodies:
            arguments: list[tuple[str, Expr]] = [("", body) for body in bodies]
            if names.media_type is not None:
                arguments.append(("chosen_by", Text(names.media_type)))
            yield "body", Call(runtime_name("BodyChoice"), tuple(arguments))

    def _one_body(
        self, body: Body, names: OperationNames, bodies: tuple[Body, ...]
    ) -> Expr:
        if body.fields is None:
            arguments: list[tuple[str, Expr]] = [
                ("", Text(names.arguments["body", ""]))
            ]
            declared = self._types.declared(body.type)
            if declared is not None:
                arguments.append(("type", Text(flat(declared))))
            fields = tuple(map(self._member, body.encodings))
            if fields:
                arguments.append(("fields", Tuple(fields)))
            function = _WHOLE[body.kind]
        else:
            arguments = [
                ("", self._body_field(body, each, names)) for each in body.fields
            ]
            function = _BY_FIELDS[body.kind]
        if body.media_type != _DEFAULT_MEDIA.get(body.kind):
            arguments.append(("media_type", Text(body.media_type)))
        if body.required:
            arguments.append(("required", Name("True")))
        needs = _needs(body, bodies, names)
        if needs:
            arguments.append(("needs", Tuple(needs)))
        return Call(runtime_name(function), tuple(arguments))

    def _body_field(self, body: Body, each: BodyField, names: OperationNames) -> Expr:
        field = each.field
        file = self._types.is_file(field.type) if body.kind == "multipart" else False
        style, more = _encoded(each.encoding, field.type, file)
        if file is not False:
            more.append(("file", Name(str(file))))
        name = names.arguments["body", field.name]
        return field_expr(self._types, name, field.name, field.type, style, more)

    def _member(self, encoding: Encoding) -> Expr:
        """How a property of a body that is whole is written, under its name on the wire."""
        style, more = _encoded(encoding, ANY, None)
        return field_expr(self._types, encoding.name, encoding.name, ANY, style, more)


def _encoded(
    encoding: Encoding | None, type_: Type, file: bool | None
) -> tuple[tuple[str | None, bool | None], list[tuple[str, Expr]]]:
    """The style and explode of a property, as far as they change it, and what else is to be said.

    A file can be of any media type that the document allows; what is none has one.
    """
    if encoding is None:
        return (None, None), []
    more: list[tuple[str, Expr]] = []
    if encoding.allow_reserved:
        more.append(("allow_reserved", Name("True")))
    allowed = encoding.content_type
    media_type = encoding.part_media_type if file is False else allowed
    if media_type:
        more.append(("media_type", Text(media_type)))
    style, explode = encoding.style, encoding.explode
    if style is None or is_scalar(type_):
        return (None, None), more
    if style == "form" and explode and _is_list(type_):
        return (None, None), more
    if style == "form" and not explode:
        # The one word implies the other.
        return (None, False), more
    return (style, None if explode == (style == "form") else explode), more


def _needs(
    body: Body, bodies: tuple[Body, ...], names: OperationNames
) -> tuple[Expr, ...]:
    """The arguments that a body must have and that its function does not ask for."""
    return tuple(
        Text(names.arguments["body", each.field.name])
        for each in body.fields or ()
        if each.field.required and not is_always_needed(each.field.name, bodies)
    )


def is_always_needed(name: str, bodies: tuple[Body, ...]) -> bool:
    """Whether each kind of body has to be there, and with this property (`""`: is the body)."""
    return all(
        body.required
        and (
            not name
            if body.fields is None
            else any(f.field.name == name and f.field.required for f in body.fields)
        )
        for body in bodies
    )


def _is_list(type_: Type) -> bool:
    return isinstance(type_.type if isinstance(type_, Nullable) else type_, Array)
