"""What was found in a client's modules, put together: each function with the method that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.diff.annotations import Annotation
from generator.diff.interface import (
    Argument,
    Declared,
    ExceptionClass,
    Interface,
    Operation,
    Server,
    Webhook,
)

_DEPRECATED = re.compile(r"Deprecated\.(\s|\Z)")
# As many resources as one may stand in, so that a folder that goes round in circles has an end.
_DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Function:
    """An operation's function, before it is known which method it is."""

    name: str
    module: str
    http_method: str
    path: str
    arguments: tuple[Argument, ...]
    result: Annotation
    failures: tuple[Annotation, ...]
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource class: its children with their modules, its methods with their functions."""

    children: list[tuple[str, str]] = field(default_factory=list)
    methods: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Facts:
    """Collects what the modules of a client say, in any order.

    `resources` are by their modules as siblings spell them, `.customers_sources`; `children` are
    those of the client itself, by `.resources.customers`.
    """

    functions: list[Function] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    webhooks: list[Webhook] = field(default_factory=list)
    types: list[Declared] = field(default_factory=list)
    exceptions: list[ExceptionClass] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    resources: dict[str, Resource] = field(default_factory=dict)
    children: list[tuple[str, str]] = field(default_factory=list)
    api: dict[str, str] = field(default_factory=dict)


def is_deprecated(doc: str) -> bool:
    """Whether documentation begins with the word that generated code has for it."""
    return _DEPRECATED.match(doc) is not None


def assemble(facts: Facts) -> Interface:
    """The interface that `facts` are of."""
    methods = dict(_methods(facts))
    return Interface(
        title=facts.api.get("title", ""),
        version=facts.api.get("version", ""),
        server=facts.api.get("server", ""),
        servers=tuple(sorted(facts.servers, key=lambda each: each.name)),
        authentication=facts.api.get("authentication") or facts.api.get("schemes", ""),
        operations=tuple(
            Operation(
                name=each.name,
                # A function that is no method can still be called by its own name.
                method=methods.get(each.name, each.name),
                module=each.module,
                http_method=each.http_method,
                path=each.path,
                arguments=each.arguments,
                result=each.result,
                failures=each.failures,
                deprecated=each.deprecated,
            )
            for each in sorted(facts.functions, key=lambda each: each.name)
        ),
        webhooks=tuple(sorted(facts.webhooks, key=lambda each: each.name)),
        types=tuple(sorted(facts.types, key=lambda each: each.name)),
        exceptions=tuple(sorted(facts.exceptions, key=lambda each: each.name)),
        options=tuple(sorted(facts.options)),
    )


def _methods(facts: Facts) -> Iterator[tuple[str, str]]:
    """Each function with the path of its method, from the client down."""
    waiting: list[tuple[tuple[str, ...], str]] = [
        ((name,), module.removeprefix(".resources")) for name, module in facts.children
    ]
    while waiting:
        path, module = waiting.pop()
        resource = facts.resources.get(module, Resource())
        for method, function in resource.methods:
            yield function, ".".join((*path, method))
        if len(path) < _DEEPEST:
            waiting += (((*path, name), child) for name, child in resource.children)
