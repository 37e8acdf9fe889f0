"""The interface of a client as values: everything callers can name, call, pass and receive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.interface_diff.interface.annotations import Annotation
from generator.interface_diff.interface.wire import (
    RequestBody,
    Requirements,
    Response,
    Security,
    TaggedUnion,
    WireForm,
)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a function. Callers may pass `positional` ones by position or by name.

    `form` says how it is sent, in the default body if it is part of several; None if it is not
    sent itself: the argument of a server, or the choice of a media type. `default` is only known of
    the arguments of servers; those of operations are left out by default.
    """

    name: str
    annotation: Annotation
    required: bool
    positional: bool
    deprecated: bool
    form: WireForm | None = None
    default: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """A function of `operations`, with everything that it sends and accepts.

    Attributes:
        name: the function.
        method: the path of the resource method that calls it, `customers.create`, or the name of
            the function if no resource has it.
        module: the module of the function.
        http_method, path: the route.
        arguments: the arguments, in the order of the signature.
        result: the type that a call returns.
        bodies: the request bodies, the default one first.
        responses: what responses are decoded as, by status.
        server: the URL of its own server, empty if it uses the client's.
        security: its own requirements, None if the client's apply.
        paging: the rule that leads from a page to the next, empty if there is none.
        deprecated: whether calling it emits a warning.
    """

    name: str
    method: str
    module: str
    http_method: str
    path: str
    arguments: tuple[Argument, ...]
    result: Annotation
    bodies: tuple[RequestBody, ...] = ()
    responses: tuple[Response, ...] = ()
    server: str = ""
    security: Requirements | None = None
    paging: str = ""
    deprecated: bool = False

    @property
    def failures(self) -> tuple[Annotation, ...]:
        """The types that the bodies of error responses are decoded as."""
        return tuple(
            response.annotation
            for response in self.responses
            if response.is_error and response.annotation is not None
        )

    @property
    def resource(self) -> str:
        """The resource that has the method, or the module of an operation without one."""
        return self.method.rpartition(".")[0] or self.module


@dataclass(frozen=True, slots=True)
class Server:
    """A function of `servers` that returns the server with this URL, a template of arguments."""

    name: str
    arguments: tuple[Argument, ...]
    url: str = ""

    @property
    def method(self) -> str:
        """What callers write: `servers.eu`."""
        return f"servers.{self.name}"


@dataclass(frozen=True, slots=True)
class Webhook:
    """A reader of `webhooks`, with the type that it returns."""

    name: str
    annotation: Annotation
    deprecated: bool
    tagged_unions: tuple[TaggedUnion, ...] = ()

    @property
    def method(self) -> str:
        """What callers write: `webhooks.new_pet`."""
        return f"webhooks.{self.name}"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a model. `annotation` includes `None` if a value may be absent, never `Unset`."""

    name: str
    wire_name: str
    annotation: Annotation
    required: bool
    deprecated: bool
    tagged_unions: tuple[TaggedUnion, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a TypedDict, which callers may pass instead of an instance of its class."""

    name: str
    annotation: Annotation
    required: bool


@dataclass(frozen=True, slots=True)
class Model:
    """A dataclass.

    `page_of` is the type of the items of a page, None for a model that is not a page. `keys` are
    those of the TypedDict that accompanies the class, None if there is none. `additional` is the
    type of additional properties, None if the document does not restrict it.
    """

    name: str
    module: str
    fields: tuple[Field, ...]
    page_of: Annotation | None
    keys: tuple[Key, ...] | None
    deprecated: bool
    additional: Annotation | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A type alias, for instance a named enum."""

    name: str
    module: str
    value: Annotation
    deprecated: bool
    tagged_unions: tuple[TaggedUnion, ...] = ()


DeclaredType: TypeAlias = Model | Alias


@dataclass(frozen=True, slots=True)
class ExceptionClass:
    """An exception of `errors`. `base` is empty for those that every client has."""

    name: str
    base: str


@dataclass(frozen=True, slots=True)
class ClientInterface:
    """The interface of a whole client; every tuple is sorted by name.

    `server` is the URL of the default server, `servers` the ones callers can choose from.
    `security` says how credentials are sent. `options` are the request options that only this API
    has, such as `stripe_account`. `headers` are those that codegen derives from conventions of the
    API, by what they are for. `error_kinds` has the exception of each error type or code.
    `exports` are the names of the package itself, such as `Client` and `Bearer`.
    """

    title: str
    version: str
    server: str
    servers: tuple[Server, ...]
    security: Security
    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...]
    types: tuple[DeclaredType, ...]
    exceptions: tuple[ExceptionClass, ...]
    options: tuple[str, ...]
    headers: tuple[tuple[str, str], ...] = ()
    error_kinds: tuple[tuple[str, str], ...] = ()
    exports: frozenset[str] = frozenset()

    @property
    def resources(self) -> frozenset[str]:
        """The paths of all resources: `issuing` and `issuing.cards`."""
        return frozenset(
            resource
            for operation in self.operations
            for resource in _enclosing_resources(operation.method)
        )


def annotations_of_type(declared: DeclaredType) -> Iterator[Annotation]:
    """Yield every annotation in the declaration of a type."""
    if isinstance(declared, Alias):
        yield declared.value
        return
    yield from (field.annotation for field in declared.fields)
    for annotation in (declared.page_of, declared.additional):
        if annotation is not None:
            yield annotation


def _enclosing_resources(method: str) -> Iterator[str]:
    """The resources that contain a method: `a` and `a.b` for `a.b.create`."""
    parts = method.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts)))
