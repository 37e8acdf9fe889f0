"""Compose YAML text into a graph of nodes with lines and columns, without recursion.

PyYAML's own composer recurses in C and crashes the process on deep nesting, so only its event
parser is used. Source: YAML 1.2.2, sections 3.2 (node graph) and 7.1 (alias nodes).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.source.load.limits import MAX_DEPTH, MAX_VALUES

# The C parser of libyaml if PyYAML was built with it, otherwise the one in Python. PyYAML has no
# type hints for the C parser and its marks.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The problem that libyaml reports beyond 1,000 levels; in PyYAML since 6.0.4.
_NESTING_LIMIT = "exceeded maximum nesting depth"


@dataclass(slots=True, eq=False)
class Scalar:
    """A scalar; `is_plain` means unquoted, `tag` is None if there is none."""

    line: int
    column: int
    text: str
    is_plain: bool
    tag: str | None
    size: int = 1
    depth: int = 0


@dataclass(slots=True, eq=False)
class Collection:
    """A sequence of nodes, or a mapping with its keys and values in turn.

    `size` is the number of its nodes and `depth` its levels of nesting, both with all aliases
    expanded; they are 0 until the collection is complete.
    """

    line: int
    column: int
    is_mapping: bool
    tag: str | None
    nodes: list[Node] = field(default_factory=list)
    size: int = 0
    depth: int = 0

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """The keys of a mapping and their values."""
        return zip(self.nodes[::2], self.nodes[1::2], strict=True)


Node: TypeAlias = Scalar | Collection


def compose(text: str) -> Node | None:
    """Compose the document in `text`; None if there is none.

    Raises:
        DocumentError: a syntax error, a second document, nesting beyond `MAX_DEPTH`, an alias
            without an anchor or inside its own anchor, or aliases that expand to more than
            `MAX_VALUES` nodes; one diagnostic with line and column.
    """
    try:
        return _parse(text)
    except yaml.MarkedYAMLError as error:
        if error.problem == _NESTING_LIMIT and error.problem_mark is not None:
            _raise_too_deep(text[: error.problem_mark.index])
        raise _syntax_error(error) from None
    except yaml.YAMLError as error:
        summary = " ".join(str(error).split())
        raise _error("yaml-syntax", f"the document is not YAML: {summary}") from None


def node_error(code: str, message: str, node: Node) -> DocumentError:
    """An error at the line and column of `node`."""
    return DocumentError([node_diagnostic(code, message, node)])


def node_diagnostic(code: str, message: str, node: Node) -> Diagnostic:
    """A diagnostic at the line and column of `node`."""
    return Diagnostic(code, message, line=node.line, column=node.column)


def _parse(text: str) -> Node | None:
    composition = _Composition()
    for event in yaml.parse(text, Loader=_Parser):
        composition.take(event)
    return composition.root


def _raise_too_deep(start: str) -> None:
    """Raise `too-deep` at the first collection beyond `MAX_DEPTH` in `start`.

    `start` is the text up to where libyaml reached its own nesting limit. Its scanner reads ahead
    of the parser, so it can stop before the events that lead there; it emits them for a text that
    ends there.
    """
    with suppress(yaml.YAMLError):
        _parse(start)


@dataclass(slots=True)
class _Composition:
    """Builds the graph from events: open collections, and nodes by anchor."""

    root: Node | None = None
    open_: list[Collection] = field(default_factory=list)
    anchored: dict[str, Node] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._add(self._anchored(event))
        elif isinstance(event, yaml.ScalarEvent):
            self._add_anchored(
                event,
                Scalar(
                    *_line_and_column(event),
                    text=event.value,
                    is_plain=event.style in (None, ""),
                    tag=event.tag,
                ),
            )
        elif isinstance(event, yaml.CollectionStartEvent):
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            collection = Collection(*_line_and_column(event), is_mapping, event.tag)
            self._add_anchored(event, collection)
            self.open_.append(collection)
            if len(self.open_) > MAX_DEPTH:
                raise _too_deep(collection)
        elif isinstance(event, yaml.CollectionEndEvent):
            _close(self.open_.pop())

    def _anchored(self, event: yaml.AliasEvent) -> Node:
        node = self.anchored.get(event.anchor or "")
        if node is None:
            message = f"no anchor &{event.anchor} precedes this alias"
            raise _error("yaml-syntax", message, *_line_and_column(event))
        if node.size == 0:
            message = f"the alias *{event.anchor} is inside of its own anchor"
            raise _error("endless-alias", message, *_line_and_column(event))
        return node

    def _add_anchored(self, event: Any, node: Node) -> None:
        self._add(node)
        if event.anchor is not None:
            self.anchored[event.anchor] = node

    def _add(self, node: Node) -> None:
        if self.open_:
            self.open_[-1].nodes.append(node)
        elif self.root is None:
            self.root = node
        else:
            raise node_error(
                "yaml-syntax", "the file contains more than one document", node
            )


def _close(collection: Collection) -> None:
    collection.size = 1 + sum(node.size for node in collection.nodes)
    collection.depth = 1 + max((node.depth for node in collection.nodes), default=0)
    if collection.size > MAX_VALUES:
        raise node_error(
            "alias-bomb",
            f"with its aliases expanded this has more than {MAX_VALUES:,} values",
            collection,
        )
    if collection.depth > MAX_DEPTH:
        raise _too_deep(collection)


def _too_deep(node: Node) -> DocumentError:
    return node_error(
        "too-deep", f"the document nests more than {MAX_DEPTH} levels deep", node
    )


def _line_and_column(event: yaml.Event) -> tuple[int, int]:
    # Events from the parser always have a mark.
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1


def _syntax_error(error: yaml.MarkedYAMLError) -> DocumentError:
    mark = error.problem_mark or error.context_mark
    parts = (error.context, error.problem)
    reason = ": ".join(part for part in parts if part)
    position = (mark.line + 1, mark.column + 1) if mark else ()
    return _error("yaml-syntax", f"the document is not YAML: {reason}", *position)


def _error(
    code: str, message: str, line: int | None = None, column: int | None = None
) -> DocumentError:
    return DocumentError([Diagnostic(code, message, line=line, column=column)])
