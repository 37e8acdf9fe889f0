"""Map JSON Pointers to lines and columns. Computed only when a diagnostic is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecoder
from typing import Protocol

from generator.core.pointer import Pointer
from generator.source.load.line_index import LineIndex
from generator.source.load.parse_yaml import MemberResolver
from generator.source.load.source import Source, origin_of
from generator.source.load.yaml_nodes import Collection, Node, compose

_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()


class _Positions(Protocol):
    """Lines and columns of the values in one text; cheap after the first lookup."""

    def locate(self, pointer: Pointer) -> tuple[int, int]:
        """Line and column, counted from 1, of the value at `pointer`.

        A member of an object is located at its name, and a value that does not exist at the
        nearest enclosing value that does.
        """
        ...


class SourceMap:
    """Files, lines and columns of the values of a document, wherever they were written."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._positions: dict[str, _Positions] = {}

    def locate(self, pointer: Pointer) -> tuple[str | None, int, int]:
        """File, line and column of the value at `pointer`; no file for the document itself."""
        origin = origin_of(self._source, pointer)
        file = origin.source
        if file.name not in self._positions:
            self._positions[file.name] = _positions_of(file)
        line, column = self._positions[file.name].locate(origin.at)
        return None if file.name == self._source.name else file.name, line, column


def line_and_column(source: Source, pointer: Pointer) -> tuple[int, int]:
    """Line and column, counted from 1, of the value at `pointer`."""
    _, line, column = SourceMap(source).locate(pointer)
    return line, column


def _positions_of(source: Source) -> _Positions:
    return (
        _YamlPositions(source.text)
        if source.syntax == "yaml"
        else _JsonPositions(source.text)
    )


class _JsonPositions:
    """Walks from value to value; the standard decoder skips the ones in between."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = LineIndex(text)
        self._members: dict[int, dict[str, tuple[int, int]]] = {}

    def locate(self, pointer: Pointer) -> tuple[int, int]:
        offset = value = _skip_blank(self._text, 0)
        for token in pointer.tokens:
            step = self._members_at(value).get(token)
            if step is None:
                break
            offset, value = step
        return self._lines.position(offset)

    def _members_at(self, start: int) -> dict[str, tuple[int, int]]:
        if start not in self._members:
            self._members[start] = {
                name: (offset, value)
                for name, offset, value in _json_members(self._text, start)
            }
        return self._members[start]


def _json_members(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Name or index, offset, and offset of the value, of every member of the value at `start`.

    The text is valid JSON.
    """
    opening = text[start]
    if opening not in "{[":
        return
    position = _skip_blank(text, start + 1)
    index = 0
    while text[position] not in "}]":
        member = position
        name = str(index)
        if opening == "{":
            name, after = _DECODER.raw_decode(text, position)
            position = _skip_blank(text, _skip_blank(text, after) + 1)
        yield name, member, position
        position = _skip_blank(text, _DECODER.raw_decode(text, position)[1])
        if text[position] == ",":
            position = _skip_blank(text, position + 1)
        index += 1


def _skip_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


class _YamlPositions:
    """Follows the nodes of the text, which record their lines and columns."""

    def __init__(self, text: str) -> None:
        self._root = compose(text)
        self._mappings = MemberResolver()
        self._members: dict[int, dict[str, tuple[Node, Node]]] = {}

    def locate(self, pointer: Pointer) -> tuple[int, int]:
        if self._root is None:
            return 1, 1
        located = value = self._root
        for token in pointer.tokens:
            step = self._members_of(value).get(token)
            if step is None:
                break
            located, value = step
        return located.line, located.column

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
