"""Assemble an interface from what its modules declare, joining functions and resource methods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.interface_diff.interface.annotations import Annotation
from generator.interface_diff.interface.client_interface import (
    Argument,
    ClientInterface,
    DeclaredType,
    ExceptionClass,
    Operation,
    Server,
    Webhook,
)
from generator.interface_diff.interface.read_endpoint import Endpoint
from generator.interface_diff.interface.read_security import (
    read_requirements,
    read_security,
)
from generator.interface_diff.interface.wire import Security
from generator.python.expressions import Dict, Expr, Text

_DEPRECATED = re.compile(r"Deprecated\.(\s|\Z)")
# Ends the traversal of resource modules that refer to each other in a cycle.
_MAX_RESOURCE_DEPTH = 32


@dataclass(frozen=True, slots=True)
class OperationFunction:
    """The function of an operation, without the resource method that calls it."""

    name: str
    module: str
    arguments: tuple[Argument, ...]
    result: Annotation
    endpoint: Endpoint
    deprecated: bool


@dataclass(frozen=True, slots=True)
class ResourceClass:
    """A resource class: (name, module) of its child resources, (name, function) of its methods."""

    children: list[tuple[str, str]] = field(default_factory=list)
    methods: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class InterfaceParts:
    """Collects the declarations of a client's modules, in any order.

    `resources` has resource classes by module as siblings import it, `.customers_sources`;
    `children` are (name, module) of the resources of the client itself, the module as in
    `.resources.customers`. `api` has the arguments of the client's `_API` constant by name.
    `error_kinds` is the dict of error types and codes to exceptions; `exports` are the names that
    the package imports from its modules.
    """

    functions: list[OperationFunction] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    webhooks: list[Webhook] = field(default_factory=list)
    types: list[DeclaredType] = field(default_factory=list)
    exceptions: list[ExceptionClass] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    resources: dict[str, ResourceClass] = field(default_factory=dict)
    children: list[tuple[str, str]] = field(default_factory=list)
    api: dict[str, Expr] = field(default_factory=dict)
    error_kinds: list[tuple[str, str]] = field(default_factory=list)
    exports: list[str] = field(default_factory=list)


def is_deprecated(docstring: str) -> bool:
    """Whether a docstring starts with the deprecation notice of generated code."""
    return _DEPRECATED.match(docstring) is not None


def assemble_interface(parts: InterfaceParts) -> ClientInterface:
    """Return the interface of the client with these `parts`, sorted by name."""
    methods = dict(_resource_methods(parts))
    security = read_security(parts.api)
    return ClientInterface(
        title=_text(parts.api, "title"),
        version=_text(parts.api, "version"),
        server=_text(parts.api, "server"),
        servers=tuple(sorted(parts.servers, key=lambda server: server.name)),
        security=security,
        operations=tuple(
            # A function without a method can still be called by its own name.
            _operation(function, methods.get(function.name, function.name), security)
            for function in sorted(parts.functions, key=lambda function: function.name)
        ),
        webhooks=tuple(sorted(parts.webhooks, key=lambda webhook: webhook.name)),
        types=tuple(sorted(parts.types, key=lambda declared: declared.name)),
        exceptions=tuple(sorted(parts.exceptions, key=lambda error: error.name)),
        options=tuple(sorted(parts.options)),
        headers=tuple(sorted(_headers(parts.api))),
        error_kinds=tuple(sorted(parts.error_kinds)),
        exports=frozenset(parts.exports),
    )


def _text(api: Mapping[str, Expr], name: str) -> str:
    value = api.get(name)
    return value.value if isinstance(value, Text) else ""


def _headers(api: Mapping[str, Expr]) -> Iterator[tuple[str, str]]:
    """Yield the headers that the client sends or reads by convention, with what they are for."""
    for purpose in ("idempotency_header", "should_retry_header"):
        if header := _text(api, purpose):
            yield purpose, header
    for group in ("headers", "option_headers"):
        match api.get(group):
            case Dict(entries):
                for name, value in entries:
                    yield name, value.value if isinstance(value, Text) else ""
            case _:
                pass


def _operation(
    function: OperationFunction, method: str, security: Security
) -> Operation:
    endpoint = function.endpoint
    return Operation(
        name=function.name,
        method=method,
        module=function.module,
        http_method=endpoint.http_method,
        path=endpoint.path,
        arguments=tuple(
            replace(argument, form=endpoint.form_of(argument.name))
            for argument in function.arguments
        ),
        result=function.result,
        bodies=endpoint.bodies,
        responses=endpoint.responses,
        server=endpoint.server,
        security=(
            None
            if endpoint.security is None
            else read_requirements(endpoint.security, security)
        ),
        paging=endpoint.paging,
        deprecated=function.deprecated,
    )


def _resource_methods(parts: InterfaceParts) -> Iterator[tuple[str, str]]:
    """Yield each function that a resource method calls, with the path of the method."""
    pending: list[tuple[tuple[str, ...], str]] = [
        ((name,), module.removeprefix(".resources")) for name, module in parts.children
    ]
    while pending:
        path, module = pending.pop()
        resource = parts.resources.get(module, ResourceClass())
        for method, function in resource.methods:
            yield function, ".".join((*path, method))
        if len(path) < _MAX_RESOURCE_DEPTH:
            pending += (((*path, name), child) for name, child in resource.children)
