"""`README.md` of a client: a first call, what to know, and an index of all operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.ir.api import Api
from generator.ir.http import ServerVariable
from generator.naming.names import Names
from generator.python.declarations import (
    FunctionDeclaration,
    IndexEntry,
    OperationsModule,
    Readme,
)
from generator.python.expressions import string_literal
from generator.python.prose import markdown_line, plain_line
from generator.python.runtime_features import has_downloads, has_server_choice
from generator.python.security import scheme_doc

_CREDENTIALS = {
    "bearer": "A string is sent as a bearer token.",
    "basic": "The client takes `Basic(username, password)`, or a user name as a string.",
    "api_key": "A string is sent as the API key.",
    "http": "A string is sent in the header `Authorization`, after the name of the scheme.",
    "oauth2": "A string is sent as a bearer token.",
}


def readme(
    api: Api,
    names: Names,
    package: str,
    operations: Iterable[OperationsModule],
    left_out: Iterable[tuple[str, str]] = (),
) -> Readme:
    """The README of the client `package`, which lacks what is `left_out`."""
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
        if any(answer.items is not None for answer in each.success_responses)
    }
    example = _easiest(functions)
    first = api.security.first
    return Readme(
        path="README.md",
        title=markdown_line(plain_line(api.title)) or package,
        package=package,
        example=_first_call(package, example, _construction(api, names)),
        method=_method_call(example, methods),
        credentials=_CREDENTIALS[first.kind] if first else "",
        schemes=tuple(_schemes(api, names)),
        servers=tuple(_servers(api, names)),
        paged=_call(_easiest([each for each in functions if each.name in paged])),
        streamed=_call(_easiest([each for each in functions if each.name in streamed])),
        has_downloads=has_downloads(api),
        webhook=min(names.webhooks.values(), default=""),
        left_out=tuple(
            dict.fromkeys(
                (place.replace("`", "'"), markdown_line(plain_line(what)))
                for place, what in left_out
            )
        ),
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


def _construction(api: Api, names: Names) -> str:
    """The arguments of `Client`."""
    first = api.security.first
    arguments = []
    if first is not None and not api.security.is_first_sufficient:
        arguments.append(f'Credentials({names.schemes[first.name]}="...")')
    elif first is not None:
        arguments.append('"..."')
    if api.server is None:
        arguments.append('base_url="https://..."')
    return ", ".join(arguments)


def _schemes(api: Api, names: Names) -> Iterator[str]:
    """What to give for each scheme, where a word is needed on it."""
    if api.security.is_first_sufficient:
        for each in api.security.schemes[:1]:
            if each.kind == "oauth2":
                yield markdown_line(scheme_doc(each))
        return
    for each in api.security.schemes:
        told = markdown_line(scheme_doc(each))
        yield f"`Credentials({names.schemes[each.name]}=...)`: {told}"


def _servers(api: Api, names: Names) -> Iterator[str]:
    """Calls that give the servers, where there is a choice."""
    if has_server_choice(api):
        for each, own in zip(api.servers, names.servers, strict=True):
            given = (
                f"{own.variables[variable.name]}={_value(variable)}"
                for variable in each.variables
            )
            yield f"servers.{own.function}({', '.join(given)})"


def _value(variable: ServerVariable) -> str:
    return "..." if variable.default is None else string_literal(variable.default)


def _first_call(
    package: str, example: FunctionDeclaration | None, credentials: str
) -> str:
    several = ", Credentials" if credentials.startswith("Credentials(") else ""
    lines = [f"from {package} import Client{several}"]
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
