"""The API as a whole: operations with parameters, bodies and responses, and webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.core.pointer import Pointer
from generator.ir.constraints import Constraints
from generator.ir.examples import Example
from generator.ir.http import (
    Conventions,
    Encoding,
    ErrorKind,
    Requirement,
    ResponseHeader,
    Security,
    Server,
)
from generator.ir.paging import Paging
from generator.ir.types import Definition, Field, Type, TypeId

BodyKind = Literal["json", "form", "multipart", "text", "binary"]
ItemFormat = Literal["text", "json", "event"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A path, query, header or cookie parameter.

    `media_type` is set if the value is serialized in a media type instead of a style. The value of
    a path parameter that `is_multi_segment` may contain slashes.
    """

    name: str
    location: str
    style: str
    explode: bool
    allow_reserved: bool
    media_type: str | None
    type: Type
    required: bool
    at: Pointer
    description: str | None
    deprecated: bool
    title: str | None = None
    constraints: Constraints | None = None
    examples: tuple[Example, ...] = ()
    is_multi_segment: bool = False


@dataclass(frozen=True, slots=True)
class BodyField:
    """A property of a request body that callers pass as a separate argument."""

    field: Field
    encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A request body in one media type.

    Attributes:
        fields: the properties that callers pass as arguments; None if they pass the whole body.
        encodings: how to serialize the properties of a body that is passed whole.
    """

    kind: BodyKind
    media_type: str
    required: bool
    type: Type
    fields: tuple[BodyField, ...] | None
    at: Pointer
    description: str | None
    encodings: tuple[Encoding, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """A response: its status and the type of its content.

    Attributes:
        status: a status code (`200`), a range (`4XX`), or `default`.
        media_type: the preferred media type; None if there is no content.
        type: the type of the content, or of each item of a stream.
        items: how to decode the items of a stream; None if the response is not a stream.
        other_media_types: further media types, which the client does not request.
        plain_media_types: those of them whose content is text or bytes, not JSON.
    """

    status: str
    media_type: str | None
    type: Type | None
    at: Pointer
    items: ItemFormat | None = None
    other_media_types: tuple[str, ...] = ()
    plain_media_types: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation.

    An operation that returns either a stream or a whole response is represented twice.

    Attributes:
        key: the operationId, or method and path without one.
        method: the HTTP method as sent: `GET`.
        server: the URL of the operation's own server; None if it has none.
        security: alternative requirements; empty if the operation takes no credentials.
        headers: the headers of successful responses.
        streaming_variant_of: for the variant that returns a stream, the key of the other one.
        stream_switch: location and name of the argument that requests a stream.
    """

    key: str
    at: Pointer
    method: str
    path: str
    summary: str | None
    description: str | None
    tags: tuple[str, ...]
    deprecated: bool
    parameters: tuple[Parameter, ...]
    bodies: tuple[Body, ...]
    responses: tuple[Response, ...]
    server: str | None
    security: tuple[Requirement, ...]
    paging: Paging | None = None
    headers: tuple[ResponseHeader, ...] = ()
    streaming_variant_of: str | None = None
    stream_switch: tuple[str, str] | None = None

    @property
    def document_key(self) -> str:
        """The key of the operation in the document, equal for both variants of a stream."""
        return self.streaming_variant_of or self.key

    @property
    def success_responses(self) -> tuple[Response, ...]:
        """The 2xx responses, or the `default` responses if there are none."""
        successes = tuple(
            response for response in self.responses if response.is_success
        )
        return successes or tuple(
            response for response in self.responses if response.status == "default"
        )

    @property
    def result_responses(self) -> tuple[Response, ...]:
        """The responses that a call returns: successful ones and redirects.

        Without 304: only a caller who sends a condition, such as `If-None-Match`, receives it.
        """
        redirects = tuple(
            response
            for response in self.responses
            if response.status.startswith("3") and response.status != "304"
        )
        if redirects and not any(response.is_success for response in self.responses):
            return redirects
        return (*self.success_responses, *redirects)


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request with content that the API sends: a webhook, a callback, or both.

    Attributes:
        key: the operationId, or the name of the webhook or callback.
        tags: the tags of its operation.
        is_callback: whether it is only a callback, and not under `webhooks` as well.
        callback_of: keys of the operations and webhooks whose callback it is.
        headers: the names of its header parameters.
    """

    key: str
    at: Pointer
    tags: tuple[str, ...]
    is_callback: bool
    callback_of: tuple[str, ...]
    summary: str | None
    description: str | None
    deprecated: bool
    media_type: str
    type: Type
    headers: tuple[str, ...]
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Api:
    """The whole API; `definitions` are in document order, without structural duplicates."""

    title: str
    version: str
    description: str | None
    servers: tuple[Server, ...]
    security: Security
    definitions: Mapping[TypeId, Definition]
    operations: tuple[Operation, ...]
    error_kinds: tuple[ErrorKind, ...]
    conventions: Conventions
    webhooks: tuple[Webhook, ...] = ()

    @property
    def has_server_choice(self) -> bool:
        """Whether there are several servers, or any with variables."""
        return len(self.servers) > 1 or any(server.variables for server in self.servers)

    @property
    def server(self) -> str | None:
        """The default server: the first URL that has no variables without defaults."""
        urls = (server.default_url for server in self.servers)
        return next((url for url in urls if url is not None), None)
