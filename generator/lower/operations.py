"""Operations of a document to operations of an `Api`: parameters, bodies, responses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.diagnostics import Diagnostics
from generator.lower.api import (
    Enum,
    Operation,
    Parameter,
    Response,
    Scalar,
    Type,
    Union,
)
from generator.lower.bodies import BodyLowering
from generator.lower.combine import ANY
from generator.lower.conventions import Requirement
from generator.lower.headers import headers_of
from generator.lower.media_types import is_form_type, is_json, is_text
from generator.lower.query_strings import query_string
from generator.lower.streams import items_of, split
from generator.lower.types import TypeLowering
from generator.pointer import Pointer
from generator.spec import nodes
from generator.spec.operations import METHODS


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
        type_ = self._types.lower(parameter.schema) if parameter.schema else ANY
        media_type = parameter.media_type
        is_form = parameter.location == "querystring" and is_form_type(media_type or "")
        if media_type is not None and not is_json(media_type) and not is_form:
            # Nothing but JSON is written here: what is no plain value comes as text.
            is_enum = (
                self._types.resolve(parameter.schema).enum if parameter.schema else None
            )
            return type_ if is_enum or _is_plain(type_) else Scalar("string")
        return _empty_or(type_) if parameter.allow_empty_value else type_

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


def response_type(media: nodes.MediaType, type_: Type) -> Type:
    """A body that is not JSON is text or bytes, whatever its schema says beyond that."""
    if is_json(media.name) or (
        media.name == "*/*" and type_ != Scalar("string", "binary")
    ):
        return type_
    if is_text(media.name):
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


def _is_plain(type_: Type) -> bool:
    return isinstance(type_, Scalar) and type_ != ANY


def _empty_or(type_: Type) -> Type:
    """A type, or the empty value that `allowEmptyValue` allows beside it."""
    is_text = type_ == Scalar("string") or type_ == ANY
    return type_ if is_text else Union((type_, Enum(("",))))
