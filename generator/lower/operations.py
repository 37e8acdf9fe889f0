"""Operations of a document to operations of an `Api`: parameters, bodies, responses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Operation, Parameter, Response
from generator.ir.combine import ANY
from generator.ir.http import Requirement
from generator.ir.media_types import is_form_type, is_json, is_text
from generator.ir.types import Enum, Scalar, Type, Union
from generator.lower.bodies import BodyLowering
from generator.lower.headers import headers_of
from generator.lower.query_strings import query_string
from generator.lower.streams import Items, items_of, split
from generator.lower.types import TypeLowering
from generator.openapi import nodes
from generator.openapi.path_items import METHODS

_TEXT = Scalar("string")
_BINARY = Scalar("string", "binary")


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

    def __init__(self, types: TypeLowering, diagnostics: Diagnostics) -> None:
        self._types = types
        self._bodies = BodyLowering(types, diagnostics)

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
            bodies=tuple(self._bodies.lower(operation.request_body)),
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
            return query_string(
                lowered, parameter, self._bodies.form_fields, self._types
            )
        return iter([lowered])

    def _parameter(self, parameter: nodes.Parameter) -> Parameter:
        return Parameter(
            name=parameter.name,
            location=parameter.location,
            style=parameter.style,
            explode=parameter.explode,
            allow_reserved=parameter.allow_reserved,
            media_type=parameter.media_type,
            type=self._parameter_type(parameter),
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

    def _parameter_type(self, parameter: nodes.Parameter) -> Type:
        media_type = parameter.media_type
        is_form = parameter.location == "querystring" and is_form_type(media_type or "")
        if media_type is not None and not is_json(media_type) and not is_form:
            return self._written(parameter.schema)
        type_ = self._types.lower(parameter.schema) if parameter.schema else ANY
        return _empty_or(type_) if parameter.allow_empty_value else type_

    def _written(self, node: nodes.SchemaNode | None) -> Type:
        """What is written in a media type that is not JSON: no plain value comes as text."""
        if node is None:
            return _TEXT
        schema = self._types.resolve(node)
        if schema.properties is not None or schema.items is not None:
            return _TEXT
        type_ = self._types.lower(node)
        return type_ if schema.enum or _is_plain(type_) else _TEXT

    def _responses(self, response: nodes.Response, method: str) -> Iterator[Response]:
        # What an answer to HEAD says of its content is about GET (RFC 9110, section 9.3.2).
        content = () if method == "head" else response.content
        found = [(media, items_of(media, self._types.resolve)) for media in content]
        whole = [media for media, items in found if items is None]
        if whole:
            best, others = _best(whole)
            type_ = response_type(best, self._types)
            yield Response(response.status, best.name, type_, best.at, others=others)
        streams = {media.name: items for media, items in found if items is not None}
        if streams:
            best, others = _best([each for each in content if each.name in streams])
            yield self._stream(response.status, best, streams[best.name], others)
        if not content:
            yield Response(response.status, None, None, response.at)

    def _stream(
        self, status: str, media: nodes.MediaType, items: Items, others: tuple[str, ...]
    ) -> Response:
        is_text = items.read == "text"
        type_: Type = _TEXT if is_text else ANY
        if items.schema is not None and not is_text:
            type_ = self._types.lower(items.schema)
        return Response(status, media.name, type_, media.at, items.read, others)


def _method(method: str) -> str:
    """An HTTP method as it is sent: those that have fields of their own are in capitals."""
    return method.upper() if method in METHODS else method


def response_type(media: nodes.MediaType, types: TypeLowering) -> Type:
    """The type of an answer: text or bytes if it is not JSON, whatever its schema says.

    That schema is not lowered then: nothing would be of its type. A range is JSON where the schema
    is more than that of a file.
    """
    is_any, schema = media.name == "*/*", media.schema
    if is_json(media.name) or is_any or media.name == "application/*":
        type_ = types.lower(schema) if schema else ANY
        if is_json(media.name) or type_ not in (ANY, _TEXT, _BINARY):
            return type_
        return type_ if is_any and type_ != _BINARY else _BINARY
    return _TEXT if is_text(media.name) else _BINARY


def _best(content: list[nodes.MediaType]) -> tuple[nodes.MediaType, tuple[str, ...]]:
    """What is asked for of several media types, and the others.

    JSON, which has a type, comes before anything else.
    """

    def rank(media: nodes.MediaType) -> int:
        if media.name == "application/json":
            return 0
        return 1 if is_json(media.name) or media.name == "*/*" else 2

    best = min(content, key=rank)
    return best, tuple(each.name for each in content if each is not best)


def _is_plain(type_: Type) -> bool:
    return isinstance(type_, Scalar) and type_ != ANY


def _empty_or(type_: Type) -> Type:
    """A type, or the empty value that `allowEmptyValue` allows beside it."""
    is_text = type_ == Scalar("string") or type_ == ANY
    return type_ if is_text else Union((type_, Enum(("",))))
