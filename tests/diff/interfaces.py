"""Interfaces in few words, for tests of what becomes of one thing at a time."""

from __future__ import annotations

from dataclasses import replace

from generator.diff.interface import (
    Alias,
    Argument,
    Declared,
    ExceptionClass,
    Field,
    Interface,
    Model,
    Operation,
    Server,
    Webhook,
)
from generator.diff.syntax import annotation_of_text


def argument(name: str, annotation: str = "str", kind: str = "") -> Argument:
    """An argument; `kind` has `required`, `positional` and `deprecated` in it where it is."""
    return Argument(
        name=name,
        annotation=annotation_of_text(annotation),
        required="required" in kind or "positional" in kind,
        positional="positional" in kind,
        deprecated="deprecated" in kind,
    )


def operation(
    *arguments: Argument,
    name: str = "get_order",
    method: str = "orders.retrieve",
    result: str = "None",
    path: str = "/orders/{order}",
    deprecated: bool = False,
) -> Operation:
    """An operation of the module `orders`."""
    return Operation(
        name=name,
        method=method,
        module="orders",
        http_method="GET",
        path=path,
        arguments=arguments,
        result=annotation_of_text(result),
        failures=(),
        deprecated=deprecated,
    )


def field(name: str, annotation: str = "str", kind: str = "required") -> Field:
    """A field; `kind` has `required` and `deprecated` in it where it is."""
    return Field(
        name=name,
        wire_name=name,
        annotation=annotation_of_text(annotation),
        required="required" in kind,
        deprecated="deprecated" in kind,
    )


def model(name: str, *fields: Field, module: str = "models.order") -> Model:
    """A class that is read only."""
    return Model(name, module, fields, None, False, False)


def alias(name: str, value: str) -> Alias:
    """An alias of the module that `model` puts classes in."""
    return Alias(name, "models.order", annotation_of_text(value), False)


def webhook(annotation: str = "str") -> Webhook:
    """What reads the webhook `paid`."""
    return Webhook("paid", annotation_of_text(annotation), False)


def interface(
    *things: Operation | Declared | ExceptionClass | Server | Webhook,
) -> Interface:
    """The interface of a client that has these `things`."""
    return Interface(
        title="Shop",
        version="1",
        server="https://shop.example",
        servers=tuple(each for each in things if isinstance(each, Server)),
        authentication="Bearer",
        operations=tuple(each for each in things if isinstance(each, Operation)),
        webhooks=tuple(each for each in things if isinstance(each, Webhook)),
        types=tuple(each for each in things if isinstance(each, Model | Alias)),
        exceptions=tuple(each for each in things if isinstance(each, ExceptionClass)),
        options=(),
    )


def receiving(*types: Declared) -> Interface:
    """A client with an operation that gives the first of `types`."""
    return interface(operation(result=types[0].name), *types)


def sending(*types: Declared) -> Interface:
    """A client with an operation that takes the first of `types`."""
    return interface(operation(argument("given", types[0].name)), *types)


def deprecated(declared: Model) -> Model:
    """The class, with the word that it is deprecated."""
    return replace(declared, deprecated=True)
