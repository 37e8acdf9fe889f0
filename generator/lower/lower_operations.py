"""Lower operations: parameters, request bodies, responses and response headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.ir.api import BodyField, Operation, Parameter, Response
from generator.ir.http import Encoding, Requirement, ResponseHeader
from generator.ir.types import ANY, Enum, Nullable, Scalar, Type, Union
from generator.lower.lower_bodies import BodyLowering
from generator.lower.lower_constraints import lower_constraints
from generator.lower.lower_examples import lower_examples
from generator.lower.lower_streams import StreamItems, split_streaming, stream_items
from generator.lower.lower_types import TypeLowering
from generator.lower.media_types import essence_of, is_form, is_json, is_text
from generator.lower.operation_keys import operation_key
from generator.lower.vendor_extensions import is_multi_segment
from generator.openapi import nodes
from generator.openapi.path_items import METHODS

_STRING = Scalar("string")
_BINARY = Scalar("string", "binary")
_DATE_TIME = Scalar("string", "date-time")
_HTTP_DATE = Scalar("string", "http-date")
# Header fields that contain a date, in the format of RFC 9110, section 5.6.7.
_HTTP_DATE_FIELDS = frozenset(
    {
        "date",
        "expires",
        "if-modified-since",
        "if-range",
        "if-unmodified-since",
        "last-modified",
        "retry-after",
        "sunset",
    }
)
_FORM = "application/x-www-form-urlencoded"
_HEADER_KINDS = frozenset({"boolean", "date-time", "integer", "number"})


def lower_operations(
    document: nodes.Document,
    servers: Sequence[str | None],
    security: Sequence[tuple[Requirement, ...]],
    types: TypeLowering,
    diagnostics: Diagnostics,
) -> tuple[Operation, ...]:
    """Lower every operation; one that returns a stream on request becomes two.

    Args:
        document: the document.
        servers: for each operation, the URL of its own server.
        security: for each operation, its alternative requirements.
        types: lowers the schemas.
        diagnostics: receives warnings.
    """
    lowering = _OperationLowering(types, diagnostics)
    taken = {operation_key(operation) for operation in document.operations}
    return tuple(
        variant
        for operation, server, requirements in zip(
            document.operations, servers, security, strict=True
        )
        for variant in split_streaming(
            lowering.lower(operation, server, requirements), taken
        )
    )


class _OperationLowering:
    def __init__(self, types: TypeLowering, diagnostics: Diagnostics) -> None:
        self._types = types
        self._bodies = BodyLowering(types, diagnostics)

    def lower(
        self,
        operation: nodes.Operation,
        server: str | None,
        security: tuple[Requirement, ...],
    ) -> Operation:
        return Operation(
            key=operation_key(operation),
            at=operation.at,
            method=_sent_method(operation.method),
            path=operation.path,
            summary=operation.summary,
            description=operation.description,
            tags=operation.tags,
            deprecated=operation.deprecated,
            parameters=tuple(
                lowered
                for parameter in operation.parameters
                for lowered in self._lower_parameter(parameter)
            ),
            bodies=tuple(self._bodies.lower(operation.request_body)),
            responses=tuple(
                lowered
                for response in operation.responses
                for lowered in self._lower_response(response, operation.method)
            ),
            server=server,
            security=security,
            headers=tuple(self._lower_headers(operation)),
        )

    def _lower_parameter(self, parameter: nodes.Parameter) -> Iterator[Parameter]:
        schema = parameter.schema
        lowered = Parameter(
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
            title=schema.title if isinstance(schema, nodes.Schema) else None,
            constraints=(
                lower_constraints(self._types.resolve(schema)) if schema else None
            ),
            examples=lower_examples(parameter.examples),
            is_multi_segment=is_multi_segment(parameter),
        )
        if parameter.location == "querystring":
            return self._lower_query_string(lowered, parameter)
        return iter([lowered])

    def _parameter_type(self, parameter: nodes.Parameter) -> Type:
        media_type = parameter.media_type
        is_query_form = parameter.location == "querystring" and is_form(
            media_type or ""
        )
        if media_type is not None and not is_json(media_type) and not is_query_form:
            return self._serialized_type(parameter.schema)
        type_ = self._types.lower(parameter.schema) if parameter.schema else ANY
        is_http_date = parameter.name.lower() in _HTTP_DATE_FIELDS
        if parameter.location == "header" and is_http_date:
            return _with_http_date(type_)
        return _with_empty_value(type_) if parameter.allow_empty_value else type_

    def _serialized_type(self, node: nodes.SchemaNode | None) -> Type:
        """The type of a value in a media type other than JSON: callers serialize objects."""
        if node is None:
            return _STRING
        schema = self._types.resolve(node)
        if schema.properties is not None or schema.items is not None:
            return _STRING
        type_ = self._types.lower(node)
        is_scalar = isinstance(type_, Scalar) and type_ != ANY
        return type_ if schema.enum or is_scalar else _STRING

    def _lower_query_string(
        self, whole: Parameter, parameter: nodes.Parameter
    ) -> Iterator[Parameter]:
        """Lower a parameter that is the whole query string, `in: querystring`.

        A form with fixed properties becomes a query parameter for each. Source: OpenAPI 3.2.0,
        section 4.12.1.
        """
        media_type = parameter.media_type or _FORM
        if not media_type.lower().startswith(_FORM):
            yield whole
            return
        media = nodes.MediaType(
            parameter.at, media_type, parameter.schema, parameter.encoding
        )
        arguments = self._bodies.form_fields(media)
        if arguments is None:
            # The properties of the value are the names and values of the query.
            yield replace(whole, location="query", media_type=None)
            return
        schema = self._types.resolve(parameter.schema) if parameter.schema else None
        properties = dict(schema.properties or ()) if schema is not None else {}
        for argument in arguments:
            name = argument.field.name
            is_object = name in properties and self._is_object(properties[name])
            yield _query_parameter(argument, parameter, is_object)

    def _is_object(self, node: nodes.SchemaNode) -> bool:
        schema = self._types.resolve(node)
        return schema.types == ("object",) or schema.properties is not None

    def _lower_response(
        self, response: nodes.Response, method: str
    ) -> Iterator[Response]:
        # The content of a response to HEAD describes that to GET (RFC 9110, section 9.3.2).
        content = () if method == "head" else response.content
        items = {
            media.name: stream_items(media, self._types.resolve) for media in content
        }
        whole = [media for media in content if items[media.name] is None]
        if whole:
            preferred, others = _preferred(whole)
            type_ = response_type(preferred, self._types)
            yield Response(
                response.status,
                preferred.name,
                type_,
                preferred.at,
                other_media_types=others,
                plain_media_types=() if type_ == _BINARY else _plain(others),
                examples=lower_examples(preferred.examples),
            )
        streams = [media for media in content if items[media.name] is not None]
        if streams:
            preferred, others = _preferred(streams)
            stream = items[preferred.name]
            assert stream is not None  # by the selection above
            yield self._lower_stream(response.status, preferred, stream, others)
        if not content:
            yield Response(response.status, None, None, response.at)

    def _lower_stream(
        self,
        status: str,
        media: nodes.MediaType,
        items: StreamItems,
        others: tuple[str, ...],
    ) -> Response:
        is_text = items.format == "text"
        type_: Type = _STRING if is_text else ANY
        if items.schema is not None and not is_text:
            type_ = self._types.lower(items.schema)
        return Response(
            status,
            media.name,
            type_,
            media.at,
            items.format,
            others,
            examples=lower_examples(media.examples),
        )

    def _lower_headers(self, operation: nodes.Operation) -> Iterator[ResponseHeader]:
        """The headers of successful responses, without duplicates."""
        successes = [
            response
            for response in operation.responses
            if response.status.startswith("2")
        ]
        headers: dict[str, nodes.Header] = {}
        for response in successes or operation.responses:
            for header in response.headers:
                headers.setdefault(header.name.lower(), header)
        for header in headers.values():
            schema = self._types.resolve(header.schema) if header.schema else None
            names = (schema.format, *schema.types) if schema else ()
            kind = next((name for name in names if name in _HEADER_KINDS), "")
            yield ResponseHeader(header.name, kind, header.description)


def response_type(media: nodes.MediaType, types: TypeLowering) -> Type:
    """The type of a response: that of its schema for JSON, a string or bytes otherwise.

    For the ranges `*/*` and `application/*`, the schema decides whether the content is JSON.
    """
    is_any, schema = media.name == "*/*", media.schema
    if is_json(media.name) or is_any or media.name == "application/*":
        type_ = types.lower(schema) if schema else ANY
        if is_json(media.name) or type_ not in (ANY, _STRING, _BINARY):
            return type_
        return type_ if is_any and type_ != _BINARY else _BINARY
    return _STRING if is_text(media.name) else _BINARY


def _preferred(
    content: list[nodes.MediaType],
) -> tuple[nodes.MediaType, tuple[str, ...]]:
    """The media type to request, JSON if there is any, and the names of the others."""

    def rank(media: nodes.MediaType) -> int:
        if media.name == "application/json":
            return 0
        return 1 if is_json(media.name) or media.name == "*/*" else 2

    preferred = min(content, key=rank)
    return preferred, tuple(media.name for media in content if media is not preferred)


def _plain(media_types: tuple[str, ...]) -> tuple[str, ...]:
    """The media types that are not JSON, without parameters and without ranges such as `text/*`."""
    return tuple(
        media_type
        for media_type in dict.fromkeys(map(essence_of, media_types))
        if not is_json(media_type) and "*" not in media_type
    )


def _query_parameter(
    argument: BodyField, parameter: nodes.Parameter, is_object: bool
) -> Parameter:
    """A property of a form that is the query string, as a query parameter."""
    field = argument.field
    encoding = argument.encoding or Encoding(field.name)
    style = encoding.style or "form"
    # Objects in a form are JSON unless they have a style.
    is_as_json = is_object and encoding.style is None
    return Parameter(
        name=field.name,
        location="query",
        style=style,
        explode=style == "form" if encoding.explode is None else encoding.explode,
        allow_reserved=encoding.allow_reserved,
        media_type="application/json" if is_as_json else None,
        type=field.type,
        required=field.required and parameter.required,
        at=field.at,
        description=field.description,
        deprecated=field.deprecated,
        title=field.title,
        constraints=field.constraints,
    )


def _sent_method(method: str) -> str:
    """An HTTP method as sent: OpenAPI spells those with fields of their own in lower case."""
    return method.upper() if method in METHODS else method


def _with_http_date(type_: Type) -> Type:
    """A string or time as a date of HTTP; any other type is unchanged."""
    if isinstance(type_, Nullable):
        return Nullable(_with_http_date(type_.type))
    return _HTTP_DATE if type_ in (_STRING, _DATE_TIME) else type_


def _with_empty_value(type_: Type) -> Type:
    """`type_`, or the empty string that `allowEmptyValue` allows."""
    includes_empty = type_ in (_STRING, ANY)
    return type_ if includes_empty else Union((type_, Enum(("",))))
