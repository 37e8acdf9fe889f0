"""Where a document describes requests that its API sends: `webhooks`, and `callbacks` anywhere.

Source: OpenAPI 3.1.1, sections 4.8.1 (webhooks), 4.8.9 (Path Item) and 4.8.18 (Callback).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.diagnostics import Diagnostics
from generator.json_value import Json
from generator.pointer import Pointer
from generator.spec.operations import operations_in
from generator.spec.references import References

_ROOT = Pointer()


class IncomingItem(NamedTuple):
    """A Path Item of requests that the API sends, and what the document calls them."""

    name: str
    item: Mapping[str, Json]
    at: Pointer


def incoming_items(
    tree: Mapping[str, Json], diagnostics: Diagnostics
) -> Iterator[IncomingItem]:
    """Each of a document once, however many operations refer to it."""
    return _Incoming(tree, diagnostics).items()


class _Incoming:
    def __init__(self, tree: Mapping[str, Json], diagnostics: Diagnostics) -> None:
        self._tree = tree
        self._references = References(tree, diagnostics)
        # What is wrong with a path is told by those who read its operations.
        self._paths = References(tree, Diagnostics())
        self._seen: set[Pointer] = set()

    def items(self) -> Iterator[IncomingItem]:
        for name, value in (self._tree.get("webhooks") or {}).items():
            yield from self._item(name, value, _ROOT / "webhooks" / name)
        for path, value in (self._tree.get("paths") or {}).items():
            followed = self._paths.follow(value, _ROOT / "paths" / path)
            if followed is not None and isinstance(followed[0], Mapping):
                yield from self._callbacks(path, *followed)

    def _item(self, name: str, value: Json, at: Pointer) -> Iterator[IncomingItem]:
        followed = self._references.follow(value, at)
        if followed is None or name.startswith("x-"):
            return
        item, place = followed
        if isinstance(item, Mapping) and place not in self._seen:
            self._seen.add(place)
            yield IncomingItem(name, item, place)
            yield from self._callbacks(name, item, place)

    def _callbacks(
        self, path: str, item: Mapping[str, Json], at: Pointer
    ) -> Iterator[IncomingItem]:
        for method, operation, inside in operations_in(item, at):
            owner = operation.get("operationId") or f"{method} {path}"
            for name, value in (operation.get("callbacks") or {}).items():
                place = inside / "callbacks" / name
                followed = self._references.follow(value, place)
                if followed is None or name.startswith("x-"):
                    continue
                callback, found = followed
                # One that is shared goes by its own name.
                whole = f"{owner} {name}" if found == place else found.tokens[-1]
                for expression, inner in callback.items():
                    if not expression.startswith("x-"):
                        yield from self._item(whole, inner, found / expression)
