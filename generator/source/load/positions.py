"""Where in the text a JSON Pointer points to; worked out only when somebody wants to read it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from json import JSONDecoder
from typing import Protocol

from generator.core.pointer import Pointer
from generator.source.load.source import Source, origin_of
from generator.source.load.yaml_nodes import Collection, Node, compose
from generator.source.load.yaml_syntax import Members

_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()


class Positions(Protocol):
    """The places of a document's values; asking for many costs little more than asking for one."""

    def place(self, pointer: Pointer) -> tuple[int, int]:
        """The line and column, from 1, of what `pointer` points to.

        A member of an object stands where its name does. A pointer to something that is not there
        gives the place of the nearest thing around it that is.
        """
        ...


class Places:
    """The places of a document's values, those that overlays brought included."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._positions: dict[str, Positions] = {}

    def place(self, pointer: Pointer) -> tuple[str | None, int, int]:
        """The line and column of what `pointer` points to, after the name of the file they are in.

        That is None for the document itself.
        """
        origin = origin_of(self._source, pointer)
        written = origin.source
        if written.name not in self._positions:
            self._positions[written.name] = positions_of(written)
        is_own = written.name == self._source.name
        line, column = self._positions[written.name].place(origin.at)
        return None if is_own else written.name, line, column


def positions_of(source: Source) -> Positions:
    """The positions of what the text of `source` stands for."""
    return (
        _YamlPositions(source.text)
        if source.syntax == "yaml"
        else _JsonPositions(source.text)
    )


def locate(source: Source, pointer: Pointer) -> tuple[int, int]:
    """The line and column of one pointer, as `Positions.place` says them."""
    _, line, column = Places(source).place(pointer)
    return line, column


class _JsonPositions:
    """Walks the text from value to value; the standard decoder skips what stands between."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._members: dict[int, dict[str, tuple[int, int]]] = {}

    def place(self, pointer: Pointer) -> tuple[int, int]:
        offset = value = _skip_blank(self._text, 0)
        for token in pointer.tokens:
            step = self._members_at(value).get(token)
            if step is None:
                break
            offset, value = step
        line = bisect_left(self._newlines, offset)
        line_start = self._newlines[line - 1] + 1 if line else 0
        return line + 1, offset - line_start + 1

    def _members_at(self, start: int) -> dict[str, tuple[int, int]]:
        if start not in self._members:
            self._members[start] = {
                name: (place, value)
                for name, place, value in _json_members(self._text, start)
            }
        return self._members[start]


def _json_members(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Name (or index), place and start of value, of each member of the value at `start`.

    The text is known to be JSON.
    """
    opening = text[start]
    if opening not in "{[":
        return
    position = _skip_blank(text, start + 1)
    index = 0
    while text[position] not in "}]":
        place = position
        name = str(index)
        if opening == "{":
            name, after = _DECODER.raw_decode(text, position)
            position = _skip_blank(text, _skip_blank(text, after) + 1)
        yield name, place, position
        position = _skip_blank(text, _DECODER.raw_decode(text, position)[1])
        if text[position] == ",":
            position = _skip_blank(text, position + 1)
        index += 1


def _skip_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


class _YamlPositions:
    """Follows the nodes that the text was read from, which know their places."""

    def __init__(self, text: str) -> None:
        self._root = compose(text)
        self._mappings = Members()
        self._members: dict[int, dict[str, tuple[Node, Node]]] = {}

    def place(self, pointer: Pointer) -> tuple[int, int]:
        if self._root is None:
            return 1, 1
        found = value = self._root
        for token in pointer.tokens:
            step = self._members_of(value).get(token)
            if step is None:
                break
            found, value = step
        return found.line, found.column

    def _members_of(self, node: Node) -> dict[str, tuple[Node, Node]]:
        if id(node) not in self._members:
            self._members[id(node)] = self._members_at(node)
        return self._members[id(node)]

    def _members_at(self, node: Node) -> dict[str, tuple[Node, Node]]:
        if not isinstance(node, Collection):
            return {}
        if node.is_mapping:
            return self._mappings.of(node)
        return {str(index): (item, item) for index, item in enumerate(node.nodes)}
