"""Assemble an interface from what its modules declare, joining functions and resource methods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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

_DEPRECATED = re.compile(r"Deprecated\.(\s|\Z)")
# Ends the traversal of resource modules that refer to each other in a cycle.
_MAX_RESOURCE_DEPTH = 32


@dataclass(frozen=True, slots=True)
class OperationFunction:
    """The function of an operation, without the resource method that calls it."""

    name: str
    module: str
    http_method: str
    path: str
    arguments: tuple[Argument, ...]
    result: Annotation
    failures: tuple[Annotation, ...]
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
    """

    functions: list[OperationFunction] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    webhooks: list[Webhook] = field(default_factory=list)
    types: list[DeclaredType] = field(default_factory=list)
    exceptions: list[ExceptionClass] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    resources: dict[str, ResourceClass] = field(default_factory=dict)
    children: list[tuple[str, str]] = field(default_factory=list)
    api: dict[str, str] = field(default_factory=dict)


def is_deprecated(docstring: str) -> bool:
    """Whether a docstring starts with the deprecation notice of generated code."""
    return _DEPRECATED.match(docstring) is not None


def assemble_interface(parts: InterfaceParts) -> ClientInterface:
    """Return the interface of the client with these `parts`, sorted by name."""
    methods = dict(_resource_methods(parts))
    return ClientInterface(
        title=parts.api.get("title", ""),
        version=parts.api.get("version", ""),
        server=parts.api.get("server", ""),
        servers=tuple(sorted(parts.servers, key=lambda server: server.name)),
        authentication=parts.api.get("authentication") or parts.api.get("schemes", ""),
        operations=tuple(
            # A function without a method can still be called by its own name.
            _operation(function, methods.get(function.name, function.name))
            for function in sorted(parts.functions, key=lambda function: function.name)
        ),
        webhooks=tuple(sorted(parts.webhooks, key=lambda webhook: webhook.name)),
        types=tuple(sorted(parts.types, key=lambda declared: declared.name)),
        exceptions=tuple(sorted(parts.exceptions, key=lambda error: error.name)),
        options=tuple(sorted(parts.options)),
    )


def _operation(function: OperationFunction, method: str) -> Operation:
    return Operation(
        name=function.name,
        method=method,
        module=function.module,
        http_method=function.http_method,
        path=function.path,
        arguments=function.arguments,
        result=function.result,
        failures=function.failures,
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
