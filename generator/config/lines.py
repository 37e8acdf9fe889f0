"""Where in a TOML file something is said: the library that reads it does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

from generator.core.json import Json

# A header, `[a.b]` or `[[a.b]]`, or the part of a line before `=`, with quoted names in it.
_NAME = r"""(?:[^\s"'=\[\]#]|"(?:\\.|[^"\\])*"|'[^']*'|[ \t])+"""
_HEADER = re.compile(rf"\s*\[\[?({_NAME})\]")
_MEMBER = re.compile(rf"\s*({_NAME})=")


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """The line, from 1, that says the member at `path`, or the nearest table around it."""
    found: int | None = None
    depth = 0
    for line, names in _said(text):
        is_part = path[: len(names)] == names
        if is_part and len(names) > depth:
            found, depth = line, len(names)
        elif names[: len(path)] == path and depth < len(path):
            # A table inside of it is all that is said of it.
            found, depth = line, len(path)
    return found


def _said(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The path of each header and member, with its line."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _names(header.group(1))
            yield number, table
        elif member := _MEMBER.match(line):
            yield number, (*table, *_names(member.group(1)))


def _names(dotted: str) -> tuple[str, ...]:
    """The names of a dotted key, as TOML reads them; none where it is no key after all."""
    try:
        value: Json = tomllib.loads(f"{dotted} = 0")
    except ValueError:
        return ()
    names: list[str] = []
    while isinstance(value, Mapping):
        [(name, value)] = value.items()
        names.append(name)
    return tuple(names)
