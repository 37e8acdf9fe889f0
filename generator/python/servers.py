"""`servers.py`: a function for each server, if there is a choice.

Source: OpenAPI 3.1.1, 4.8.5 (servers) and 4.8.6 (server variables).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.api import Api
from generator.ir.http import Server, ServerVariable
from generator.naming.client_names import ServerNames
from generator.naming.names import Names
from generator.python.declarations import (
    ArgumentDeclaration,
    ServerDeclaration,
    ServersModule,
)
from generator.python.expressions import (
    Call,
    Dict,
    Expr,
    Import,
    Name,
    Subscript,
    Text,
    Tuple,
    imports_of,
)
from generator.python.imports import import_block
from generator.python.prose import plain_line, plain_text, visible_name
from generator.python.runtime_names import runtime_name

_SERVER = runtime_name("Server")
_LITERAL = Name("Literal", Import("typing", "Literal"))


def servers_module(api: Api, names: Names) -> Iterator[ServersModule]:
    """Declare `servers.py` if there are several servers, or one with variables."""
    if not api.has_server_choice:
        return
    servers = tuple(map(_server, api.servers, names.servers))
    needed = {
        import_
        for server in servers
        for expr in (
            server.value,
            *(argument.annotation for argument in server.arguments),
        )
        for import_ in imports_of(expr)
    }
    title = plain_line(api.title) or "the API"
    yield ServersModule(
        path="servers.py",
        doc=f"Servers of {title}, for `Client(..., server=...)`.",
        imports=import_block("", needed, set()),
        servers=servers,
    )


def _server(server: Server, names: ServerNames) -> ServerDeclaration:
    arguments = tuple(
        _argument(variable, names.variables[variable.name])
        for variable in server.variables
    )
    values = Dict(
        tuple(
            (variable.name, Name(names.variables[variable.name]))
            for variable in server.variables
        )
    )
    choices = Dict(
        tuple(
            (variable.name, Tuple(tuple(map(Text, variable.enum))))
            for variable in server.variables
            if variable.enum
        )
    )
    parts: list[tuple[str, Expr]] = [("", Text(server.url))]
    parts += [("", mapping) for mapping in (values, choices) if mapping.items]
    defaults = Dict(
        tuple(
            (variable.name, Text(variable.default))
            for variable in server.variables
            if variable.default is not None
        )
    )
    if defaults.items:
        parts.append(("defaults", defaults))
    return ServerDeclaration(
        name=names.function,
        doc=_doc(server, names),
        arguments=arguments,
        value=Call(_SERVER, tuple(parts)),
    )


def _argument(variable: ServerVariable, name: str) -> ArgumentDeclaration:
    annotation: Expr = Name("str")
    if variable.enum:
        annotation = Subscript(_LITERAL, tuple(map(Text, variable.enum)))
    default = None if variable.default is None else Text(variable.default)
    return ArgumentDeclaration(name, annotation, default, "")


def _doc(server: Server, names: ServerNames) -> str:
    parts = [plain_text(server.description), f"`{visible_name(server.url)}`"]
    parts += [
        f"`{names.variables[variable.name]}`: {plain_line(variable.description)}"
        for variable in server.variables
        if plain_line(variable.description)
    ]
    return "\n\n".join(filter(None, parts))
