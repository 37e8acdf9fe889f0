"""YAML text to a graph of nodes with their places, in one pass and without recursion.

PyYAML's own composer recurses in C and ends the process on deep nesting, so only its parser is used
here: it gives events, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from generator.diagnostics import Diagnostic, DocumentError
from generator.load.depth import DEEPEST

# A document may say the same thing many times over by aliases, but not without end: this is
# several times what the largest document known to us holds.
EXPANDED_NODES = 5_000_000

# The parser that libyaml does in C, where PyYAML was built with it; else the one in Python.
# PyYAML has no types for its parser in C, nor for the marks that it makes.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The problem that libyaml reports beyond 1,000 levels; in PyYAML since 6.0.4.
_NESTING_LIMIT = "exceeded maximum nesting depth"


@dataclass(slots=True, eq=False)
class Scalar:
    """A value without parts; `is_plain` is unquoted, `tag` None where none is written."""

    line: int
    column: int
    text: str
    is_plain: bool
    tag: str | None
    size: int = 1
    depth: int = 0


@dataclass(slots=True, eq=False)
class Collection:
    """A sequence of nodes, or a mapping: its keys and values in turns.

    `size` is the number of nodes it has once all aliases are written out, and `depth` how many
    collections then stand inside each other; both are 0 until it is closed.
    """

    line: int
    column: int
    is_mapping: bool
    tag: str | None
    nodes: list[Node] = field(default_factory=list)
    size: int = 0
    depth: int = 0

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """The keys of a mapping with their values."""
        return zip(self.nodes[::2], self.nodes[1::2], strict=True)


Node: TypeAlias = Scalar | Collection


def compose(text: str) -> Node | None:
    """The node that `text` stands for; None for a text without a document.

    Raises:
        DocumentError: broken YAML, a second document, nesting beyond `DEEPEST`, an alias for
            nothing or inside of what it names, or aliases that expand to more than
            `EXPANDED_NODES` nodes; one diagnostic with the line and column.
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
    """An error at the place of `node`."""
    return DocumentError([node_problem(code, message, node)])


def node_problem(code: str, message: str, node: Node) -> Diagnostic:
    """What is wrong at the place of `node`."""
    return Diagnostic(code, message, line=node.line, column=node.column)


def _parse(text: str) -> Node | None:
    composition = _Composition()
    for event in yaml.parse(text, Loader=_Parser):
        composition.take(event)
    return composition.root


def _raise_too_deep(start: str) -> None:
    """Raise `too-deep` at the first collection beyond `DEEPEST` in `start`.

    `start` is the text up to where libyaml reached its own nesting limit. Its scanner reads ahead
    of the parser, so it can stop before the events that lead there; it emits them for a text that
    ends there.
    """
    with suppress(yaml.YAMLError):
        _parse(start)


@dataclass(slots=True)
class _Composition:
    """Builds the graph from events: the open collections, and what each anchor names."""

    root: Node | None = None
    open_: list[Collection] = field(default_factory=list)
    anchored: dict[str, Node] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._add(self._named(event))
        elif isinstance(event, yaml.ScalarEvent):
            self._begin(
                event,
                Scalar(
                    *_place(event),
                    text=event.value,
                    is_plain=event.style in (None, ""),
                    tag=event.tag,
                ),
            )
        elif isinstance(event, yaml.CollectionStartEvent):
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            collection = Collection(*_place(event), is_mapping, event.tag)
            self._begin(event, collection)
            self.open_.append(collection)
            if len(self.open_) > DEEPEST:
                raise _too_deep(collection)
        elif isinstance(event, yaml.CollectionEndEvent):
            _close(self.open_.pop())

    def _named(self, event: yaml.AliasEvent) -> Node:
        node = self.anchored.get(event.anchor or "")
        if node is None:
            message = f"nothing is called &{event.anchor} before this alias"
            raise _error("yaml-syntax", message, *_place(event))
        if node.size == 0:
            message = f"the alias *{event.anchor} stands inside of what it names"
            raise _error("endless-alias", message, *_place(event))
        return node

    def _begin(self, event: Any, node: Node) -> None:
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
                "yaml-syntax", "the file holds more than one document", node
            )


def _close(collection: Collection) -> None:
    collection.size = 1 + sum(node.size for node in collection.nodes)
    collection.depth = 1 + max((node.depth for node in collection.nodes), default=0)
    if collection.size > EXPANDED_NODES:
        raise node_error(
            "alias-bomb",
            f"with its aliases written out this has more than {EXPANDED_NODES:,} values",
            collection,
        )
    if collection.depth > DEEPEST:
        raise _too_deep(collection)


def _too_deep(node: Node) -> DocumentError:
    return node_error(
        "too-deep", f"the document nests more than {DEEPEST} levels deep", node
    )


def _place(event: yaml.Event) -> tuple[int, int]:
    # None only in events that somebody makes by hand.
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1


def _syntax_error(error: yaml.MarkedYAMLError) -> DocumentError:
    mark = error.problem_mark or error.context_mark
    parts = (error.context, error.problem)
    reason = ": ".join(part for part in parts if part)
    place = (mark.line + 1, mark.column + 1) if mark else ()
    return _error("yaml-syntax", f"the document is not YAML: {reason}", *place)


def _error(
    code: str, message: str, line: int | None = None, column: int | None = None
) -> DocumentError:
    return DocumentError([Diagnostic(code, message, line=line, column=column)])
