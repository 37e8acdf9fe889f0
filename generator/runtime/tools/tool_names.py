# SPDX-License-Identifier: MIT
"""Names of tools, within what every provider of language models accepts.

Providers accept letters, digits, `_` and `-`, up to 64 characters, some only a letter or `_` as the
first one; and hosts prepend the name of the server.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

MOST_CHARACTERS: Final = 51
_OTHER: Final = re.compile(r"[^A-Za-z0-9_-]+")
_TOOL_NAME: Final = re.compile(rf"[A-Za-z_][A-Za-z0-9_-]{{0,{MOST_CHARACTERS - 1}}}")
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_HASH_LENGTH: Final = 6


def is_tool_name(name: object) -> bool:
    """Whether `name` is valid for a tool."""
    return isinstance(name, str) and _TOOL_NAME.fullmatch(name) is not None


def tool_name(text: str) -> str:
    """Return a name for a tool that is close to `text`; empty if nothing of it can be used.

    Other characters become `_`. A long name loses its repeated words, or else its end, for which
    a hash stands.
    """
    name = _OTHER.sub("_", text).strip("_-")
    if name[:1].isdigit():
        name = f"_{name}"
    if len(name) <= MOST_CHARACTERS:
        return name
    joined = name[: name.startswith("_")] + "".join(dict.fromkeys(_WORD.findall(name)))
    return joined if is_tool_name(joined) else with_hash(name, text)


def with_hash(name: str, hashed: str) -> str:
    """Return the beginning of a name, with the hash of a text that distinguishes it."""
    digest = sha256(hashed.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{name[: MOST_CHARACTERS - _HASH_LENGTH - 1]}_{digest}"
