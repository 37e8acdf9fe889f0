"""Frozen nodes of an OpenAPI document (3.0 to 3.2); a `$ref` to a schema stays a `Reference`.

Names and meanings follow the OpenAPI Specification 3.1.1, section 4 (numbers in parentheses are its
sections), and JSON Schema 2020-12. `at` is the location of a node in the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.core.json import Json
from generator.core.pointer import Pointer


@dataclass(frozen=True, slots=True)
class Reference:
    """A `$ref` to a schema (Reference Object, 4.8.23).

    `siblings` are the keywords beside it, which OpenAPI 3.1 applies too. In a 3.0 document they are
    limited to the flags that do not change the type (`nullable`, `readOnly`, `deprecated` …).
    """

    at: Pointer
    target: Pointer
    description: str | None = None
    siblings: Schema | None = None


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The property that selects a member of a union (Discriminator Object, 4.8.25).

    `default` names the schema of values without an entry in `mapping` (3.2.0, `defaultMapping`).
    """

    property_name: str
    mapping: tuple[tuple[str, str], ...]
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """A Schema Object (4.8.24); a missing keyword has its default value.

    `const` is an `enum` of one value. `types` is empty without a `type` keyword; a "null" beside
    other types becomes `nullable`. `additional_properties` also holds `unevaluatedProperties`.
    `never` is the boolean schema `false`.
    """

    at: Pointer
    types: tuple[str, ...] = ()
    enum: tuple[Json, ...] | None = None
    format: str | None = None
    content_encoding: str | None = None
    title: str | None = None
    description: str | None = None
    properties: tuple[tuple[str, SchemaNode], ...] | None = None
    required: frozenset[str] = frozenset()
    additional_properties: SchemaNode | bool | None = None
    pattern_properties: tuple[SchemaNode, ...] = ()
    items: SchemaNode | None = None
    prefix_items: tuple[SchemaNode, ...] = ()
    all_of: tuple[SchemaNode, ...] = ()
    any_of: tuple[SchemaNode, ...] = ()
    one_of: tuple[SchemaNode, ...] = ()
    # Schemas that apply under a condition: `then`, `else` and the values of `dependentSchemas`.
    conditional: tuple[SchemaNode, ...] = ()
    discriminator: Discriminator | None = None
    nullable: bool = False
    never: bool = False
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    # The schema of the value encoded in a string (JSON Schema 2020-12 Validation, 8.5).
    content_schema: SchemaNode | None = None
    # Bounds, patterns, defaults and examples, by keyword: documentation for a client.
    annotations: Mapping[str, Json] | None = None
    extensions: Mapping[str, Json] | None = None


SchemaNode: TypeAlias = Schema | Reference


@dataclass(frozen=True, slots=True)
class Example:
    """An Example Object (4.8.19), or the value of an `example` field, which has no name.

    `value` is that of `dataValue`, `value` or `serializedValue`.
    """

    value: Json
    name: str | None = None
    summary: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A Parameter Object (4.8.12) with its style and explode resolved to the defaults.

    `encoding` is that of its media type; only a `querystring` parameter has one. `is_multi_segment`
    is set for a path parameter whose operator in the path allows slashes in its value.
    """

    at: Pointer
    name: str
    location: str
    required: bool
    style: str
    explode: bool
    allow_reserved: bool
    schema: SchemaNode | None
    media_type: str | None
    description: str | None
    deprecated: bool
    encoding: Mapping[str, Encoding] = field(default_factory=dict)
    allow_empty_value: bool = False
    examples: tuple[Example, ...] = ()
    is_multi_segment: bool = False
    extensions: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Encoding:
    """An Encoding Object (4.8.15): how one property of a form or multipart body is serialized.

    `style`, `explode` and `allow_reserved` are None if not specified; `headers` are the names of
    the headers of its part of a multipart body.
    """

    content_type: str | None
    style: str | None
    explode: bool | None
    allow_reserved: bool | None
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaType:
    """A Media Type Object (4.8.14) under its name, such as `application/json`.

    `item_schema` is the schema of the items of a stream (OpenAPI 3.2.0, 4.14.3).
    """

    at: Pointer
    name: str
    schema: SchemaNode | None
    encoding: Mapping[str, Encoding]
    item_schema: SchemaNode | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestBody:
    """A Request Body Object (4.8.13)."""

    at: Pointer
    description: str | None
    required: bool
    content: tuple[MediaType, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """A Header Object (4.8.21) under its name."""

    at: Pointer
    name: str
    description: str | None
    schema: SchemaNode | None


@dataclass(frozen=True, slots=True)
class Response:
    """A Response Object (4.8.17) under its status: `200`, `4XX` or `default`."""

    at: Pointer
    status: str
    description: str | None
    content: tuple[MediaType, ...]
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A Server Variable Object (4.8.6). `default` is None if the document omits it."""

    name: str
    default: str | None
    enum: tuple[str, ...]
    description: str | None


@dataclass(frozen=True, slots=True)
class Server:
    """A Server Object (4.8.5); `name` is that of OpenAPI 3.2."""

    at: Pointer
    url: str
    name: str | None
    description: str | None
    variables: tuple[ServerVariable, ...]


# A Security Requirement Object (4.8.30): schemes that are required together, with their scopes.
SecurityRequirement: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
# Alternatives: any one of the requirements is sufficient.
Security: TypeAlias = tuple[SecurityRequirement, ...]


@dataclass(frozen=True, slots=True)
class OAuthFlow:
    """An OAuth Flow Object (4.8.29) under its name, such as `clientCredentials`."""

    name: str
    token_url: str | None
    refresh_url: str | None


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A Security Scheme Object (4.8.27): what a client needs to send credentials."""

    at: Pointer
    name: str
    type: str
    description: str | None
    scheme: str | None
    parameter_name: str | None
    location: str | None
    flows: tuple[OAuthFlow, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """An Operation Object (4.8.10) with its path and method.

    A method of `additionalOperations` (3.2.0, 4.9.1) keeps its spelling, any other is in lower
    case. `parameters` includes those of the Path Item Object that it does not override; `servers`
    and `security` are None if the operation does not specify them.
    """

    at: Pointer
    path: str
    method: str
    operation_id: str | None
    summary: str | None
    description: str | None
    tags: tuple[str, ...]
    deprecated: bool
    parameters: tuple[Parameter, ...]
    request_body: RequestBody | None
    responses: tuple[Response, ...]
    servers: tuple[Server, ...] | None
    security: Security | None
    extensions: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Document:
    """An OpenAPI document.

    Attributes:
        schemas: `components.schemas`, in document order.
        resolved_schemas: the schemas that references reach outside of `components.schemas`, by
            location.
        incoming: the requests of webhooks and callbacks; `path` is the name of the webhook or
            callback.
        webhooks: locations of the incoming requests that are webhooks.
        callback_owners: by the location of an incoming request, the locations of the operations
            that have it as a callback. A request can be both a webhook and a callback.
        url: where the document was fetched from, the base of its relative URLs (4.6); None for a
            file.
    """

    title: str
    version: str
    description: str | None
    servers: tuple[Server, ...]
    security: Security | None
    security_schemes: tuple[SecurityScheme, ...]
    schemas: tuple[tuple[str, SchemaNode], ...]
    operations: tuple[Operation, ...]
    resolved_schemas: Mapping[Pointer, SchemaNode]
    incoming: tuple[Operation, ...] = ()
    webhooks: frozenset[Pointer] = frozenset()
    callback_owners: Mapping[Pointer, tuple[Pointer, ...]] = field(default_factory=dict)
    url: str | None = None
