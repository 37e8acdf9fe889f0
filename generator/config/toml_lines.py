"""Line numbers of settings in a TOML file, which `tomllib` does not provide."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

from generator.core.json import Json

# A header, `[a.b]` or `[[a.b]]`, or the part of a line before `=`; both with quoted names.
_NAME = r"""(?:[^\s"'=\[\]#]|"(?:\\.|[^"\\])*"|'[^']*'|[ \t])+"""
_HEADER = re.compile(rf"\s*\[\[?({_NAME})\]")
_SETTING = re.compile(rf"\s*({_NAME})=")


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """The line, from 1, of the setting at `path`, or of the innermost table around it."""
    nearest: int | None = None
    depth = 0
    for line, names in _settings(text):
        is_part = path[: len(names)] == names
        if is_part and len(names) > depth:
            nearest, depth = line, len(names)
        elif names[: len(path)] == path and depth < len(path):
            # The table has no line of its own, only the tables inside of it have.
            nearest, depth = line, len(path)
    return nearest


def _settings(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The line and path of each table header and setting."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _parse_key(header.group(1))
            yield number, table
        elif setting := _SETTING.match(line):
            yield number, (*table, *_parse_key(setting.group(1)))


def _parse_key(dotted: str) -> tuple[str, ...]:
    """The names of a dotted key; empty if it is not a key after all."""
    try:
        value: Json = tomllib.loads(f"{dotted} = 0")
    except ValueError:
        return ()
    names: list[str] = []
    while isinstance(value, Mapping):
        [(name, value)] = value.items()
        names.append(name)
    return tuple(names)
