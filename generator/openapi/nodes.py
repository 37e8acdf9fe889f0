"""The nodes of an OpenAPI document (3.0 to 3.2), frozen; a `$ref` stays a `Reference` value.

Names and meanings are those of the OpenAPI Specification 3.1.1, section 4, and JSON Schema
2020-12. Every node knows `at`, the JSON Pointer of the place it was read from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.core.json import Json
from generator.core.pointer import Pointer


@dataclass(frozen=True, slots=True)
class Reference:
    """A `$ref`: where it stands, and the pointer it names (Reference Object, 4.8.23).

    `siblings` are the schema keywords beside it, which OpenAPI 3.1 applies as well; of a 3.0
    document, those that say nothing of the value's kind (`nullable`, `readOnly`, `deprecated` …).
    """

    at: Pointer
    target: Pointer
    description: str | None = None
    siblings: Schema | None = None


@dataclass(frozen=True, slots=True)
class Discriminator:
    """Which property tells the members of a union apart (Discriminator Object, 4.8.25).

    `default` is the schema of values that no entry of `mapping` is for (3.2.0, `defaultMapping`).
    """

    property_name: str
    mapping: tuple[tuple[str, str], ...]
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """A Schema Object (4.8.24); a keyword the document leaves out has its default here.

    `enum` holds the one value of `const` too. `types` is empty where no `type` is given; null among
    several is `nullable`. `additional_properties` are those of `unevaluatedProperties` too. `never`
    is the boolean schema `false`.
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
    # What holds under a condition: `then`, `else` and the values of `dependentSchemas`.
    conditional: tuple[SchemaNode, ...] = ()
    discriminator: Discriminator | None = None
    nullable: bool = False
    never: bool = False
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    # Of text that holds something else: what that is (JSON Schema 2020-12 Validation, 8.5).
    content_schema: SchemaNode | None = None
    # Bounds, patterns, defaults and examples: documentation for a client, kept by keyword.
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

    `encoding` is that of its media type, which only one that is the whole query string has.
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


@dataclass(frozen=True, slots=True)
class Encoding:
    """An Encoding Object (4.8.15): how one property of a form or multipart body is written.

    `style`, `explode` and `allow_reserved` are None where it does not say them; `headers` are the
    names of those that its part of a multipart body may have.
    """

    content_type: str | None
    style: str | None
    explode: bool | None
    allow_reserved: bool | None
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaType:
    """A Media Type Object (4.8.14) under its name, such as `application/json`.

    `item_schema` is what each item of a stream must be (OpenAPI 3.2.0, 4.14.3).
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
    """A Server Variable Object (4.8.6). `default` is None where the document forgot it."""

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


# A Security Requirement Object (4.8.30): the schemes that are needed together, with their scopes.
SecurityRequirement: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
# Any one of them is enough.
Security: TypeAlias = tuple[SecurityRequirement, ...]


@dataclass(frozen=True, slots=True)
class OAuthFlow:
    """An OAuth Flow Object (4.8.29) under its name, such as `clientCredentials`."""

    name: str
    token_url: str | None
    refresh_url: str | None


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A Security Scheme Object (4.8.27): the facts a client needs to send credentials."""

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
    """An Operation Object (4.8.10) with the path and method it stands under.

    A method of `additionalOperations` (3.2.0, 4.9.1) is spelt as there, any other in lower case.

    `parameters` already holds those of its Path Item that it does not override; `servers` and
    `security` are None where the operation says nothing.
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
    """An OpenAPI document. `schemas` are `components.schemas`, in document order.

    `incoming` are the requests of webhooks and callbacks, each with its name for a path,
    `webhooks` the pointers of those that are webhooks, and `callback_owners` the pointers of the
    operations whose callback one is, by its own pointer; it can be both.
    `resolved_schemas` holds, by pointer, the schemas that references reach anywhere else. `url` is
    where the document was fetched from, None for a file: relative URLs in it begin there (4.6).
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
