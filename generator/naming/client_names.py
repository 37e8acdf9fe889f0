"""Name the arguments for security schemes, and the functions and arguments for servers."""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.ir.http import SecurityScheme, Server
from generator.naming.spelling import Scope, snake_case

# Names that the generated modules use, which a name from the document would shadow.
_RESERVED = frozenset(dir(builtins)) | {"Literal", "Server", "annotations", "self"}
# Longer descriptions of servers are sentences, not names.
_MAX_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class ServerNames:
    """The function that returns a server, and its arguments by server variable."""

    function: str
    variables: Mapping[str, str]


def name_schemes(schemes: Iterable[SecurityScheme]) -> dict[str, str]:
    """Return the argument for the credentials of each security scheme, by name of the scheme."""
    return _name_arguments((scheme.name for scheme in schemes), "scheme")


def name_servers(servers: Iterable[Server]) -> tuple[ServerNames, ...]:
    """Name servers after their name, a description of few words, or their URL.

    Servers with the same name or description are named after their URLs, whatever their order.
    """
    scope = Scope(_RESERVED)
    names: list[ServerNames] = []
    servers = tuple(servers)
    titles = [_identifier(_title(server), "server") for server in servers]
    title_counts = Counter(titles)
    for server, title in zip(servers, titles, strict=True):
        is_unique = title_counts[title] == 1
        base = title if is_unique else _identifier(_host_and_path(server), "server")
        function = scope.first_free((base,), f"{base}_")
        scope.add(function)
        variables = (variable.name for variable in server.variables)
        names.append(ServerNames(function, _name_arguments(variables, "variable")))
    return tuple(names)


def _title(server: Server) -> str:
    if server.name:
        return server.name
    words = (server.description or "").split()
    if words and len(words) <= _MAX_TITLE_WORDS:
        return " ".join(words)
    return _host_and_path(server)


def _host_and_path(server: Server) -> str:
    return server.url.partition("://")[2] or server.url


def _name_arguments(names: Iterable[str], prefix: str) -> dict[str, str]:
    """Return a unique argument for each of `names`."""
    scope = Scope(_RESERVED)
    arguments: dict[str, str] = {}
    # Names that are valid identifiers already come first, so that they stay unchanged.
    for name in sorted(
        set(names), key=lambda name: (snake_case(name, prefix) != name, name)
    ):
        # OAuth is one word.
        base = _identifier(name.replace("OAuth", "Oauth"), prefix)
        arguments[name] = scope.first_free((base, f"{base}_"), f"{base}_")
        scope.add(arguments[name])
    return arguments


def _identifier(name: str, prefix: str) -> str:
    """Convert a name to snake case; reserved names get a trailing `_`, as keywords do."""
    identifier = snake_case(name, prefix)
    return f"{identifier}_" if identifier in _RESERVED else identifier
