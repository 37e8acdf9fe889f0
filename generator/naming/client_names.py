"""The names of what a client is made with: security schemes, and servers with their variables."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.lower.conventions import SecurityScheme, Server
from generator.naming.spelling import Taken, snake_case

# What the generated modules say themselves, where a name of the document could hide it.
_RESERVED = frozenset(dir(builtins)) | {"Literal", "Server", "annotations", "self"}
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class ServerNames:
    """The function that gives a server, and its argument for each variable."""

    function: str
    variables: Mapping[str, str]


def scheme_names(schemes: Iterable[SecurityScheme]) -> dict[str, str]:
    """An argument's name for each security scheme."""
    return _unique((each.name for each in schemes), "scheme")


def server_names(servers: Iterable[Server]) -> tuple[ServerNames, ...]:
    """A function for each server: by its name, a description of few words, or its URL."""
    taken = Taken(_RESERVED)
    names: list[ServerNames] = []
    for each in servers:
        base = snake_case(_title(each), "server")
        function = taken.first_free((base,), f"{base}_")
        taken.add(function)
        variables = _unique((variable.name for variable in each.variables), "variable")
        names.append(ServerNames(function, variables))
    return tuple(names)


def _title(server: Server) -> str:
    if server.name:
        return server.name
    words = (server.description or "").split()
    if words and len(words) <= _FEW_WORDS:
        return " ".join(words)
    return server.url.partition("://")[2] or server.url


def _unique(names: Iterable[str], lead: str) -> dict[str, str]:
    taken = Taken(_RESERVED)
    found: dict[str, str] = {}
    # What is spelt as Python does has its own spelling.
    for name in sorted(
        set(names), key=lambda each: (snake_case(each, lead) != each, each)
    ):
        # OAuth is one word.
        base = snake_case(name.replace("OAuth", "Oauth"), lead)
        found[name] = taken.first_free((base, f"{base}_"), f"{base}_")
        taken.add(found[name])
    return found
