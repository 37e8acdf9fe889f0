"""Name operations as tools.

An operationId that providers of language models accept is kept, so that a tool is found by its name
in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from types import MappingProxyType

from generator.runtime.tools.tool_names import tool_name, with_hash

_NOTHING: Mapping[str, str] = MappingProxyType({})


def name_tools(
    functions: Mapping[str, str], given: Mapping[str, str] = _NOTHING
) -> dict[str, str]:
    """Return a distinct tool name for each operation, ignoring case.

    Args:
        functions: the name of each operation's function, by key of the operation.
        given: names that operations have already.
    """
    taken: set[str] = set()
    names: dict[str, str] = {}

    def precedence(key: str) -> tuple[bool, bool, str]:
        return key not in given, preferred_tool(key, functions[key]) != key, key

    for key in sorted(functions, key=precedence):
        candidates = _candidates(key, functions[key], given.get(key))
        names[key] = next(name for name in candidates if name.casefold() not in taken)
        taken.add(names[key].casefold())
    return names


def preferred_tool(key: str, function: str) -> str:
    """Return the tool name of an operation whose name collides with no other.

    Args:
        key: the operationId, or method and path without one.
        function: the name of its function, for an operation without an operationId.
    """
    is_route = " " in key
    return (tool_name(key) if not is_route else "") or tool_name(function)


def _candidates(key: str, function: str, given: str | None) -> Iterator[str]:
    if given is not None:
        yield given
    preferred = preferred_tool(key, function)
    yield preferred
    for number in count():
        yield with_hash(preferred, f"{key}{number or ''}")
