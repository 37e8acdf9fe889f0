"""Builders of small interfaces with defaults, for tests that change one thing at a time."""

from __future__ import annotations

from dataclasses import replace

from generator.interface_diff.interface.client_interface import (
    Alias,
    Argument,
    ClientInterface,
    DeclaredType,
    ExceptionClass,
    Field,
    Model,
    Operation,
    Server,
    Webhook,
)
from generator.interface_diff.interface.parse_annotation import parse_annotation
from generator.interface_diff.interface.wire import (
    RequestBody,
    Requirements,
    Response,
    Security,
    TaggedUnion,
    WireForm,
)


def argument(name: str, annotation: str = "str", flags: str = "") -> Argument:
    """Build an argument; `flags` may contain `required`, `positional` and `deprecated`."""
    return Argument(
        name=name,
        annotation=parse_annotation(annotation),
        required="required" in flags or "positional" in flags,
        positional="positional" in flags,
        deprecated="deprecated" in flags,
    )


def sent(name: str, *form: str, annotation: str = "str") -> Argument:
    """Build an argument that is sent in the location and with the name of `form`."""
    location, wire_name = form
    return replace(argument(name, annotation), form=WireForm(location, wire_name))


def body(
    *names: str, media_type: str = "application/json", needs: str = ""
) -> RequestBody:
    """Build an optional request body with these properties; `needs` lists those it requires."""
    forms = tuple((name, WireForm("body", name)) for name in names)
    return RequestBody(media_type, False, forms, frozenset(needs.split()))


def response(
    status: str, annotation: str, media_type: str = "application/json"
) -> Response:
    """Build a response."""
    return Response(status, media_type, parse_annotation(annotation))


def requiring(*alternatives: str) -> Requirements:
    """Build security requirements; an alternative lists schemes, separated by `+`."""
    return tuple(
        tuple((scheme, ()) for scheme in alternative.split("+") if scheme)
        for alternative in alternatives
    )


def tagged(property_name: str = "kind", **classes: str) -> tuple[TaggedUnion, ...]:
    """Build a union with a discriminator, with the class for each of its values."""
    return (TaggedUnion(property_name, tuple(sorted(classes.items())), ""),)


def operation(
    *arguments: Argument,
    name: str = "get_order",
    method: str = "orders.retrieve",
    result: str = "None",
    path: str = "/orders/{order}",
    deprecated: bool = False,
) -> Operation:
    """Build a GET operation of the module `orders`."""
    return Operation(
        name=name,
        method=method,
        module="orders",
        http_method="GET",
        path=path,
        arguments=arguments,
        result=parse_annotation(result),
        deprecated=deprecated,
    )


def field(name: str, annotation: str = "str", flags: str = "required") -> Field:
    """Build a field; `flags` may contain `required` and `deprecated`."""
    return Field(
        name=name,
        wire_name=name,
        annotation=parse_annotation(annotation),
        required="required" in flags,
        deprecated="deprecated" in flags,
    )


def model(name: str, *fields: Field, module: str = "models.order") -> Model:
    """Build a class without a TypedDict."""
    return Model(name, module, fields, page_of=None, keys=None, deprecated=False)


def alias(name: str, value: str) -> Alias:
    """Build an alias in the default module of `model`."""
    return Alias(name, "models.order", parse_annotation(value), False)


def webhook(annotation: str = "str") -> Webhook:
    """Build the reader of the webhook `paid`."""
    return Webhook("paid", parse_annotation(annotation), False)


def interface(
    *parts: Operation | DeclaredType | ExceptionClass | Server | Webhook,
) -> ClientInterface:
    """Build the interface of a client with these `parts`."""
    return ClientInterface(
        title="Shop",
        version="1",
        server="https://shop.example",
        servers=tuple(part for part in parts if isinstance(part, Server)),
        security=Security((), "bearer token", ((("bearer token", ()),),)),
        operations=tuple(part for part in parts if isinstance(part, Operation)),
        webhooks=tuple(part for part in parts if isinstance(part, Webhook)),
        types=tuple(part for part in parts if isinstance(part, Model | Alias)),
        exceptions=tuple(part for part in parts if isinstance(part, ExceptionClass)),
        options=(),
    )


def receiving(*types: DeclaredType) -> ClientInterface:
    """Build a client with an operation that returns the first of `types`."""
    return interface(operation(result=types[0].name), *types)


def sending(*types: DeclaredType) -> ClientInterface:
    """Build a client with an operation that accepts the first of `types`."""
    return interface(operation(argument("body", types[0].name)), *types)


def deprecated(declared: Model) -> Model:
    """Return the class, marked as deprecated."""
    return replace(declared, deprecated=True)
