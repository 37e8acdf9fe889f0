"""`README.md` of a client: a first call, what to know, and an index of all operations."""

from __future__ import annotations

from collections.abc import Iterable

from generator.lower.api import Api
from generator.naming.names import Names
from generator.python.declarations import (
    FunctionDeclaration,
    IndexEntry,
    OperationsModule,
    Readme,
)
from generator.python.prose import markdown_line, plain_line

_CREDENTIALS = {
    "bearer": "A string is sent as a bearer token.",
    "basic": "The client takes `Basic(username, password)`, or a user name as a string.",
    "api_key": "A string is sent as the API key.",
}


def readme(
    api: Api, names: Names, package: str, operations: Iterable[OperationsModule]
) -> Readme:
    """The README of the client `package`."""
    methods = {
        each.function: ".".join(("client", *each.method.resource, each.method.name))
        for each in names.operations.values()
    }
    modules = tuple(operations)
    functions = [each for module in modules for each in module.functions]
    paged = {
        names.operations[each.key].function
        for each in api.operations
        if each.paging is not None
    }
    streamed = {
        names.operations[each.key].function
        for each in api.operations
        if any(answer.items is not None for answer in each.answers)
    }
    example = _easiest(functions)
    kind = api.authentication.kind if api.authentication else None
    credentials = '"..."' if kind else ""
    return Readme(
        path="README.md",
        title=markdown_line(plain_line(api.title)) or package,
        package=package,
        example=_first_call(package, example, credentials),
        method=_method_call(example, methods),
        credentials=_CREDENTIALS[kind] if kind else "",
        paged=_call(_easiest([each for each in functions if each.name in paged])),
        streamed=_call(_easiest([each for each in functions if each.name in streamed])),
        webhook=min(names.webhooks.values(), default=""),
        resources=tuple(
            (
                module.path,
                tuple(
                    IndexEntry(
                        each.name,
                        methods[each.name],
                        markdown_line(each.summary),
                        is_deprecated=bool(each.deprecation),
                    )
                    for each in module.functions
                ),
            )
            for module in modules
        ),
    )


def _first_call(
    package: str, example: FunctionDeclaration | None, credentials: str
) -> str:
    lines = [f"from {package} import Client"]
    if example is not None:
        lines.append(f"from {package}.operations import {example.name}")
    lines += ["", f"client = Client({credentials})"]
    if example is not None:
        lines.append(f"answer = {_call(example)}")
    return "\n".join(lines)


def _call(function: FunctionDeclaration | None) -> str:
    """A call with an ellipsis for each argument it must have; empty where there is none."""
    if function is None:
        return ""
    return f"{function.name}({', '.join(['client', *_needed(function)])})"


def _method_call(function: FunctionDeclaration | None, methods: dict[str, str]) -> str:
    if function is None:
        return ""
    return f"{methods[function.name]}({', '.join(_needed(function))})"


def _needed(function: FunctionDeclaration) -> list[str]:
    required = [f"{each.name}=..." for each in function.keyword if each.default is None]
    return [*(["..."] * len(function.positional)), *required]


def _easiest(functions: list[FunctionDeclaration]) -> FunctionDeclaration | None:
    """The function that is easiest to call: the first of those that must be given least."""
    return min(functions, key=lambda each: len(_needed(each)), default=None)
