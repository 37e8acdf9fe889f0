"""The interface of a client as values: everything callers can name, call, pass and receive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.interface_diff.interface.annotations import Annotation


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a function. Callers may pass `positional` ones by position or by name."""

    name: str
    annotation: Annotation
    required: bool
    positional: bool
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """A function of `operations`.

    `method` is the path of the resource method that calls it, `customers.create`, or the name of
    the function if no resource has it. `failures` are the types that bodies of error responses
    are decoded as.
    """

    name: str
    method: str
    module: str
    http_method: str
    path: str
    arguments: tuple[Argument, ...]
    result: Annotation
    failures: tuple[Annotation, ...]
    deprecated: bool

    @property
    def resource(self) -> str:
        """The resource that has the method, or the module of an operation without one."""
        return self.method.rpartition(".")[0] or self.module


@dataclass(frozen=True, slots=True)
class Server:
    """A function of `servers` that returns the URL of one server."""

    name: str
    arguments: tuple[Argument, ...]

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


@dataclass(frozen=True, slots=True)
class Model:
    """A dataclass.

    `page_of` is the type of the items of a page, None for a model that is not a page.
    `has_typed_dict` says whether a TypedDict accompanies the class.
    """

    name: str
    module: str
    fields: tuple[Field, ...]
    page_of: Annotation | None
    has_typed_dict: bool
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """A type alias, for instance a named enum."""

    name: str
    module: str
    value: Annotation
    deprecated: bool


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
    `authentication` describes in one line how credentials are sent. `options` are the request
    options that only this API has, such as `stripe_account`.
    """

    title: str
    version: str
    server: str
    servers: tuple[Server, ...]
    authentication: str
    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...]
    types: tuple[DeclaredType, ...]
    exceptions: tuple[ExceptionClass, ...]
    options: tuple[str, ...]

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
    if declared.page_of is not None:
        yield declared.page_of


def _enclosing_resources(method: str) -> Iterator[str]:
    """The resources that contain a method: `a` and `a.b` for `a.b.create`."""
    parts = method.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts)))
