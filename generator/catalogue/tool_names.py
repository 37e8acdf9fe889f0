"""Names of operations as tools, within what every provider of language models accepts.

Providers accept letters, digits, `_` and `-`, up to 64 characters, and hosts prepend the name of
the server. An operationId that fits is kept, so that a tool is found by its name in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType

MOST_CHARACTERS = 51
_OTHER = re.compile(r"[^A-Za-z0-9_-]+")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_HASH_LENGTH = 6
_NOTHING: Mapping[str, str] = MappingProxyType({})


def name_tools(
    functions: Mapping[str, str], given: Mapping[str, str] = _NOTHING
) -> dict[str, str]:
    """Return a distinct tool name for each operation, ignoring case.

    Args:
        functions: the name of each operation's function, by key of the operation; it names the
            tool of an operation without an operationId.
        given: names that operations have already.
    """
    taken: set[str] = set()
    names: dict[str, str] = {}
    order = sorted(
        functions, key=lambda key: (key not in given, preferred(key) != key, key)
    )
    for key in order:
        name = given.get(key) or _free(_candidates(key, functions[key]), taken)
        taken.add(name.casefold())
        names[key] = name
    return names


def preferred(key: str) -> str:
    """Return the tool name of an operation whose name collides with no other."""
    return shorten(_OTHER.sub("_", key).strip("_"))


def shorten(name: str) -> str:
    """Shorten a name to the limit: without repeated words, or else with a hash for its end."""
    if len(name) <= MOST_CHARACTERS:
        return name
    words = dict.fromkeys(_WORD.findall(name))
    joined = "".join(words)
    return joined if len(joined) <= MOST_CHARACTERS else _hashed(name)


def _hashed(name: str) -> str:
    digest = sha256(name.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{name[: MOST_CHARACTERS - _HASH_LENGTH - 1]}_{digest}"


def _candidates(key: str, function: str) -> Iterable[str]:
    is_route = " " in key
    name = function if is_route else preferred(key)
    yield shorten(name or function)
    yield _hashed(f"{name}{key}")


def _free(candidates: Iterable[str], taken: set[str]) -> str:
    return next(name for name in candidates if name.casefold() not in taken)
