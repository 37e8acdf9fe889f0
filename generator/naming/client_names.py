"""The names of what a client is made with: security schemes, and servers with their variables."""

from __future__ import annotations

import builtins
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.ir.http import SecurityScheme, Server
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
    """A function for each server: by its name, a description of few words, or its URL.

    Servers that would have one name by the first two have that of their URLs, in whatever order
    they stand.
    """
    taken = Taken(_RESERVED)
    names: list[ServerNames] = []
    found = tuple(servers)
    titles = [_spelt(_title(each), "server") for each in found]
    asked = Counter(titles)
    for each, title in zip(found, titles, strict=True):
        base = title if asked[title] == 1 else _spelt(_host_and_path(each), "server")
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
    return _host_and_path(server)


def _host_and_path(server: Server) -> str:
    return server.url.partition("://")[2] or server.url


def _unique(names: Iterable[str], lead: str) -> dict[str, str]:
    taken = Taken(_RESERVED)
    found: dict[str, str] = {}
    # What is spelt as Python does has its own spelling.
    for name in sorted(
        set(names), key=lambda each: (snake_case(each, lead) != each, each)
    ):
        # OAuth is one word.
        base = _spelt(name.replace("OAuth", "Oauth"), lead)
        found[name] = taken.first_free((base, f"{base}_"), f"{base}_")
        taken.add(found[name])
    return found


def _spelt(name: str, lead: str) -> str:
    """A name in snake case that hides nothing, as `from_` does for keywords."""
    spelling = snake_case(name, lead)
    return f"{spelling}_" if spelling in _RESERVED else spelling
