"""Name the arguments for security schemes, and the functions and arguments for servers."""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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


_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def name_schemes(
    schemes: Iterable[SecurityScheme], existing: Mapping[str, str] = _NO_NAMES
) -> dict[str, str]:
    """Return the argument for the credentials of each security scheme, by name of the scheme.

    `existing` arguments take precedence.
    """
    return _name_arguments((scheme.name for scheme in schemes), "scheme", existing)


def name_servers(
    servers: Iterable[Server], existing: Mapping[str, str] = _NO_NAMES
) -> tuple[ServerNames, ...]:
    """Name servers after their name, a description of few words, or their URL.

    Servers with the same name or description are named after their URLs, whatever their order.

    Args:
        servers: the servers.
        existing: functions that servers have already, by URL; of servers with the same URL, the
            first one has it. The URL decides the variables, so their names need not be kept.
    """
    scope = Scope(_RESERVED)
    servers = tuple(servers)
    functions: dict[int, str] = {}
    first_positions: dict[str, int] = {}
    for position, server in enumerate(servers):
        first_positions.setdefault(server.url, position)
    for url, function in existing.items():
        if url in first_positions and scope.is_free(function):
            functions[first_positions[url]] = function
            scope.add(function)
    titles = [_identifier(_title(server), "server") for server in servers]
    title_counts = Counter(titles)
    for position, (server, title) in enumerate(zip(servers, titles, strict=True)):
        if position in functions:
            continue
        is_unique = title_counts[title] == 1
        base = title if is_unique else _identifier(_host_and_path(server), "server")
        functions[position] = scope.first_free((base,), f"{base}_")
        scope.add(functions[position])
    return tuple(
        ServerNames(
            functions[position],
            _name_arguments(
                (variable.name for variable in server.variables), "variable"
            ),
        )
        for position, server in enumerate(servers)
    )


def _title(server: Server) -> str:
    if server.name:
        return server.name
    words = (server.description or "").split()
    if words and len(words) <= _MAX_TITLE_WORDS:
        return " ".join(words)
    return _host_and_path(server)


def _host_and_path(server: Server) -> str:
    return server.url.partition("://")[2] or server.url


def _name_arguments(
    names: Iterable[str], prefix: str, existing: Mapping[str, str] = _NO_NAMES
) -> dict[str, str]:
    """Return a unique argument for each of `names`; `existing` ones take precedence."""
    scope = Scope(_RESERVED)
    arguments: dict[str, str] = {}
    # Names that are valid identifiers already come first, so that they stay unchanged.
    ordered = sorted(
        set(names), key=lambda name: (snake_case(name, prefix) != name, name)
    )
    for name in (*filter(existing.__contains__, ordered), *ordered):
        if name in arguments:
            continue
        # OAuth is one word.
        base = _identifier(name.replace("OAuth", "Oauth"), prefix)
        known = (existing[name],) if name in existing else ()
        arguments[name] = scope.first_free((*known, base, f"{base}_"), f"{base}_")
        scope.add(arguments[name])
    return arguments


def _identifier(name: str, prefix: str) -> str:
    """Convert a name to snake case; reserved names get a trailing `_`, as keywords do."""
    identifier = snake_case(name, prefix)
    return f"{identifier}_" if identifier in _RESERVED else identifier
