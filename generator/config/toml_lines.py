"""Line numbers of settings in a TOML file, which `tomllib` does not provide."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence

from generator.core.json import Json

# A header, `[a.b]` or `[[a.b]]`, or the part of a line before `=`; both with quoted names.
_NAME = r"""(?:[^\s"'=\[\]#]|"(?:\\.|[^"\\])*"|'[^']*'|[ \t])+"""
_HEADER = re.compile(rf"\s*\[\[?({_NAME})\]")
_SETTING = re.compile(rf"\s*({_NAME})=")
# No setting of codegen is nested as deeply.
_MAX_NAMES = 20


class TomlLines:
    """The lines of the settings in a text, which is read once."""

    def __init__(self, text: str) -> None:
        self._content = text.splitlines()
        self._lines: dict[tuple[str, ...], int] = {}
        # The first line inside of each table, which may have no line of its own.
        self._inside: dict[tuple[str, ...], int] = {}
        for line, names in _settings(self._content):
            self._lines.setdefault(names, line)
            for length in range(1, min(len(names), _MAX_NAMES) + 1):
                self._inside.setdefault(names[:length], line)

    def line_of(self, path: tuple[str, ...]) -> int | None:
        """The line, from 1, of the setting at `path`, or of the innermost table around it."""
        line = self._inside.get(path)
        around = (path[:length] for length in range(len(path), 0, -1))
        return line or next(
            (self._lines[table] for table in around if table in self._lines), None
        )

    def first_column(self, line: int) -> int:
        """The column, from 1, of the first character of a line that is not white space."""
        content = self._content[line - 1]
        return len(content) - len(content.lstrip()) + 1


def _settings(lines: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The line and path of each table header and setting."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
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
