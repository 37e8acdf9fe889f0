"""The interface a document describes, free of its spelling: operations, responses, webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.ir.http import (
    Conventions,
    Encoding,
    Failure,
    Paging,
    Requirement,
    ResponseHeader,
    Security,
    Server,
)
from generator.ir.types import Definition, Field, Place, Type, TypeId

BodyKind = Literal["json", "form", "multipart", "text", "binary"]
ItemReading = Literal["text", "json", "event"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A path, query, header or cookie parameter."""

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
    annotations: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class BodyField:
    """A property of an object body, passed as an argument of its own."""

    field: Field
    encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A request body in one media type: by its `fields`, or (where these are None) whole.

    `encodings` are those of the properties of a body that is whole.
    """

    kind: BodyKind
    media_type: str
    required: bool
    type: Type
    fields: tuple[BodyField, ...] | None
    at: Pointer
    description: str | None
    encodings: tuple[Encoding, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """What a status gives: a type in a media type, or (None) no content."""

    status: str
    media_type: str | None
    type: Type | None
    at: Pointer
    # Of a stream: what of each event is the item, of which `type` is the type.
    items: ItemReading | None = None
    # Other media types that say the same, and are not asked for.
    others: tuple[str, ...] = ()

    @property
    def is_success(self) -> bool:
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True)
class Operation:
    """One call: `key` is its operationId, or method and path where it has none.

    `security` are the alternatives that it leaves to its caller: none if it takes no credentials.

    An operation that answers with a stream if asked to is two: `streams` is the key of the other
    one, which gives the whole, and `switch` the argument that says which of them is meant.
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
    streams: str | None = None
    switch: tuple[str, str] | None = None

    @property
    def document_key(self) -> str:
        """What the operation goes by in the document."""
        return self.streams or self.key

    @property
    def answers(self) -> tuple[Response, ...]:
        """The responses of success: those of `default` where there are no others."""
        successes = tuple(each for each in self.responses if each.is_success)
        return successes or tuple(
            each for each in self.responses if each.status == "default"
        )


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request that the API sends, with what is in it.

    `callback_of` are the keys of the operations, or of other such requests, that ask for it.
    """

    key: str
    at: Pointer
    callback_of: tuple[str, ...]
    summary: str | None
    description: str | None
    deprecated: bool
    media_type: str
    type: Type
    headers: tuple[str, ...]
    tags: tuple[str, ...] = ()
    is_callback: bool = False


@dataclass(frozen=True, slots=True)
class Api:
    """A whole interface. `definitions` are in document order, one for each distinct shape."""

    title: str
    version: str
    description: str | None
    servers: tuple[Server, ...]
    security: Security
    definitions: Mapping[TypeId, Definition]
    operations: tuple[Operation, ...]
    failures: tuple[Failure, ...]
    conventions: Conventions
    # The places that stand for the shapes of inline types.
    standing_places: tuple[str, ...] = ()
    # Of types that are named for a place because they were before: the place that would be theirs.
    kept_places: Mapping[TypeId, Place] = field(default_factory=dict)
    webhooks: tuple[Webhook, ...] = ()

    @property
    def server(self) -> str | None:
        """Where calls go by default: the first server that needs nothing said for it."""
        urls = (each.default_url for each in self.servers)
        return next((each for each in urls if each is not None), None)
