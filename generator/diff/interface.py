"""A client in its own terms: what its callers can name, call, give and get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.diff.annotations import Annotation


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of an operation; `positional` ones are given by their place as well."""

    name: str
    annotation: Annotation
    required: bool
    positional: bool
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """A function of `operations`, and the resource method that it is: `customers.create`."""

    name: str
    method: str
    module: str
    http_method: str
    path: str
    arguments: tuple[Argument, ...]
    result: Annotation
    # What a failure's body is read as.
    failures: tuple[Annotation, ...]
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Server:
    """A function of `servers`, which gives one of the servers that there are to choose from."""

    name: str
    arguments: tuple[Argument, ...]

    @property
    def method(self) -> str:
        """What is called: `servers.eu`."""
        return f"servers.{self.name}"


@dataclass(frozen=True, slots=True)
class Webhook:
    """A reader of `webhooks`, and what it gives."""

    name: str
    annotation: Annotation
    deprecated: bool

    @property
    def method(self) -> str:
        """What is called: `webhooks.new_pet`."""
        return f"webhooks.{self.name}"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a model; `annotation` has the `None` of what is absent, not the `Unset`."""

    name: str
    wire_name: str
    annotation: Annotation
    required: bool
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Model:
    """A dataclass. `page_of`: what its pages are made of, where it is the answer of a list."""

    name: str
    module: str
    fields: tuple[Field, ...]
    page_of: Annotation | None
    # Whether there is a TypedDict that goes with it.
    has_mapping: bool
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """A type alias, such as a named enum."""

    name: str
    module: str
    value: Annotation
    deprecated: bool


Declared: TypeAlias = Model | Alias


@dataclass(frozen=True, slots=True)
class ExceptionClass:
    """An exception of `errors`; `base` is empty for those that every client has."""

    name: str
    base: str


@dataclass(frozen=True, slots=True)
class Interface:
    """A whole client. Everything is in the order of its name."""

    title: str
    version: str
    server: str
    # Those to choose from; none where there is nothing to choose.
    servers: tuple[Server, ...]
    # How credentials are sent, in one line.
    authentication: str
    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...]
    types: tuple[Declared, ...]
    exceptions: tuple[ExceptionClass, ...]
    # What a single call can be told in this API alone: `stripe_account`.
    options: tuple[str, ...]

    @property
    def resources(self) -> frozenset[str]:
        """Every resource from the client down: `issuing` and `issuing.cards`."""
        return frozenset(
            resource for each in self.operations for resource in parents(each.method)
        )


def resource_of(operation: Operation) -> str:
    """The resource that an operation is a method of; its module where it is no method."""
    return operation.method.rpartition(".")[0] or operation.module


def parents(method: str) -> Iterator[str]:
    """The resources that a method stands in: `a` and `a.b` for `a.b.create`."""
    parts = method.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts)))


def annotations_of(declared: Declared) -> Iterator[Annotation]:
    """The annotations that a type is made of."""
    if isinstance(declared, Alias):
        yield declared.value
        return
    yield from (each.annotation for each in declared.fields)
    if declared.page_of is not None:
        yield declared.page_of
