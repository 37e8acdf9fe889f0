"""Operations of a document to operations of an `Api`: parameters, bodies, responses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.lower.api import (
    Body,
    BodyField,
    BodyKind,
    Map,
    Operation,
    Parameter,
    Response,
    Scalar,
    Type,
)
from generator.lower.combine import ANY
from generator.lower.conventions import Requirement
from generator.lower.headers import headers_of
from generator.lower.query_strings import query_string
from generator.lower.streams import items_of, split
from generator.lower.types import TypeLowering
from generator.pointer import Pointer
from generator.spec import nodes
from generator.spec.operations import METHODS

_JSON = re.compile(r"(application|text)/(.+\+)?json(;.*)?|.*\+json(;.*)?", re.I)
_TEXT = re.compile(r"text/.*|application/(.+\+)?xml(;.*)?", re.I)
# A body in several media types is offered in this order; the first that can carry it is sent.
_PREFERENCE: tuple[BodyKind, ...] = ("json", "form", "multipart", "text", "binary")


def operation_key(operation: nodes.Operation) -> str:
    """What an operation goes by: its operationId, or else its method and path."""
    return operation.operation_id or f"{operation.method} {operation.path}"


def operation_names(document: nodes.Document) -> dict[Pointer, str]:
    """The key of each operation and the name of each parameter, by pointer."""
    names = {
        operation.at: operation_key(operation) for operation in document.operations
    }
    for operation in document.operations:
        names |= {parameter.at: parameter.name for parameter in operation.parameters}
    return names


class OperationLowering:
    """Lowers operations, asking `types` for the types they mention."""

    def __init__(self, types: TypeLowering) -> None:
        self._types = types

    def all(
        self,
        operations: Sequence[nodes.Operation],
        servers: Iterable[str | None],
        security: Iterable[tuple[Requirement, ...]],
    ) -> tuple[Operation, ...]:
        """Every operation; one that gives a stream or the whole is two.

        `servers` and `security` are for each its own server, and what it asks of its callers.
        """
        taken = {operation_key(each) for each in operations}
        return tuple(
            each
            for operation, server, asked in zip(
                operations, servers, security, strict=True
            )
            for each in split(self._operation(operation, server, asked), taken)
        )

    def _operation(
        self,
        operation: nodes.Operation,
        server: str | None,
        security: tuple[Requirement, ...],
    ) -> Operation:
        return Operation(
            key=operation_key(operation),
            at=operation.at,
            method=_method(operation.method),
            path=operation.path,
            summary=operation.summary,
            description=operation.description,
            tags=operation.tags,
            deprecated=operation.deprecated,
            parameters=tuple(
                each
                for parameter in operation.parameters
                for each in self._parameters(parameter)
            ),
            bodies=tuple(self._bodies(operation.request_body)),
            responses=tuple(
                each
                for response in operation.responses
                for each in self._responses(response, operation.method)
            ),
            server=server,
            security=security,
            headers=tuple(headers_of(operation, self._types.resolve)),
        )

    def _parameters(self, parameter: nodes.Parameter) -> Iterator[Parameter]:
        lowered = self._parameter(parameter)
        if parameter.location == "querystring":
            return query_string(lowered, parameter, self._fields, self._types)
        return iter([lowered])

    def _parameter(self, parameter: nodes.Parameter) -> Parameter:
        return Parameter(
            name=parameter.name,
            location=parameter.location,
            style=parameter.style,
            explode=parameter.explode,
            allow_reserved=parameter.allow_reserved,
            media_type=parameter.media_type,
            type=self._types.lower(parameter.schema) if parameter.schema else ANY,
            required=parameter.required,
            at=parameter.at,
            description=parameter.description,
            deprecated=parameter.deprecated,
            annotations=(
                self._types.resolve(parameter.schema).annotations
                if parameter.schema
                else None
            ),
        )

    def _bodies(self, body: nodes.RequestBody | None) -> Iterator[Body]:
        if body is None:
            return
        lowered = [self._body(body, media) for media in body.content]
        for kind in _PREFERENCE:
            yield from (
                each for each in lowered if each.kind == kind and not _is_nothing(each)
            )

    def _body(self, body: nodes.RequestBody, media: nodes.MediaType) -> Body:
        kind = _body_kind(media)
        fields = self._fields(media) if kind in ("json", "form", "multipart") else None
        return Body(
            kind=kind,
            media_type=media.name,
            required=body.required,
            type=_sent(kind, self._content_type(media, fields is None)),
            fields=fields,
            at=media.at,
            description=body.description,
        )

    def _content_type(self, media: nodes.MediaType, is_whole: bool) -> Type:
        """The type of a body passed whole; one passed by fields needs no name of its own."""
        if media.schema is None:
            return ANY
        if is_whole or isinstance(media.schema, nodes.Reference):
            return self._types.lower(media.schema)
        return Map(ANY)

    def _fields(self, media: nodes.MediaType) -> tuple[BodyField, ...] | None:
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
        return tuple(
            BodyField(
                field,
                style=encoding.style if encoding else None,
                explode=encoding.explode if encoding else None,
                content_type=encoding.content_type if encoding else None,
            )
            for field in self._types.record(schema).fields
            if not field.read_only
            for encoding in [media.encoding.get(field.name)]
        )

    def _responses(self, response: nodes.Response, method: str) -> Iterator[Response]:
        # What an answer to HEAD says of its content is about GET (RFC 9110, section 9.3.2).
        content = () if method == "head" else response.content
        found = [self._response(response.status, media) for media in content]
        whole = [each for each in found if each.items is None]
        streams = [each for each in found if each.items is not None]
        for kind in (whole, streams):
            if kind:
                yield _best(kind)
        if not content:
            yield Response(response.status, None, None, response.at)

    def _response(self, status: str, media: nodes.MediaType) -> Response:
        items = items_of(media, self._types.resolve)
        schema = media.schema if items is None else items.schema
        type_ = self._types.lower(schema) if schema else ANY
        if items is None:
            return Response(status, media.name, response_type(media, type_), media.at)
        if items.read == "text":
            type_ = Scalar("string")
        return Response(status, media.name, type_, media.at, items.read)


def _method(method: str) -> str:
    """An HTTP method as it is sent: those that have fields of their own are in capitals."""
    return method.upper() if method in METHODS else method


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON, `+json` suffixes included (RFC 6839, section 3.1)."""
    return _JSON.fullmatch(media_type) is not None


def _body_kind(media: nodes.MediaType) -> BodyKind:
    name = media.name.lower()
    if is_json(name):
        return "json"
    if name.startswith("application/x-www-form-urlencoded"):
        return "form"
    if name.startswith("multipart/"):
        return "multipart"
    if name == "*/*" and media.schema is not None:
        return "json"
    return "text" if _TEXT.fullmatch(name) else "binary"


def _sent(kind: BodyKind, type_: Type) -> Type:
    """A body that codegen does not write itself, XML say, is text or bytes, whatever its schema."""
    match kind:
        case "text":
            return Scalar("string")
        case "binary":
            return Scalar("string", "binary")
        case _:
            return type_


def response_type(media: nodes.MediaType, type_: Type) -> Type:
    """A body that is not JSON is text or bytes, whatever its schema says beyond that."""
    if is_json(media.name) or (
        media.name == "*/*" and type_ != Scalar("string", "binary")
    ):
        return type_
    if _TEXT.fullmatch(media.name):
        return Scalar("string")
    return Scalar("string", "binary")


def _best(responses: list[Response]) -> Response:
    """What is asked for of several media types: JSON, which has a type, before anything else."""

    def rank(response: Response) -> int:
        media_type = response.media_type or ""
        if media_type == "application/json":
            return 0
        return 1 if is_json(media_type) or media_type == "*/*" else 2

    best = min(responses, key=rank)
    others = tuple(each.media_type or "" for each in responses if each is not best)
    return replace(best, others=others) if others else best


def _is_nothing(body: Body) -> bool:
    """An object without properties that need not be sent: no body at all."""
    return body.fields == () and not body.required
