"""The servers of a document, the only ones that a gateway calls unless the user names another."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from inspect import Parameter, signature
from itertools import islice, product
from types import ModuleType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

_MOST_SERVERS: Final = 64


def list_servers(package: ModuleType) -> dict[str, Any]:
    """Return the servers of a client's document by URL: at most 64.

    A templated server is listed with each combination of the values that its variables enumerate. A
    variable without such a list has its default, since any other value could name another host.
    """
    return {server.url: server for server in islice(_servers(package), _MOST_SERVERS)}


def _servers(package: ModuleType) -> Iterator[Any]:
    try:
        module = import_module(f"{package.__name__}.servers")
    except ModuleNotFoundError:
        # The document has at most one server, which has no variables.
        return
    for name, function in vars(module).items():
        if getattr(function, "__module__", None) != module.__name__ or name[:1] == "_":
            continue
        variables = dict(_variables(function))
        for values in product(*variables.values()):
            yield function(**dict(zip(variables, values, strict=True)))


def _variables(function: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the variables of a server, and the values to call its function with."""
    hints = get_type_hints(function)
    for name, parameter in signature(function).parameters.items():
        hint = hints.get(name)
        if get_origin(hint) is Literal:
            yield name, tuple(map(str, get_args(hint)))
        elif parameter.default is not Parameter.empty:
            yield name, (parameter.default,)
        else:
            # Without a default, the variable could name any host.
            yield name, ()
