"""Where a document describes requests that its API sends: `webhooks`, and `callbacks` anywhere.

Source: OpenAPI 3.1.1, sections 4.8.1 (webhooks), 4.8.9 (Path Item) and 4.8.18 (Callback).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.path_items import operations_in
from generator.openapi.references import References

_ROOT = Pointer()


class IncomingItem(NamedTuple):
    """A Path Item of requests that the API sends, and what the document calls them.

    `owners` are the operations whose callback it is; a webhook has none, if it is nothing else.
    """

    name: str
    item: Mapping[str, Json]
    at: Pointer
    owners: tuple[Pointer, ...]
    is_webhook: bool


def incoming_items(
    tree: Mapping[str, Json], diagnostics: Diagnostics
) -> tuple[IncomingItem, ...]:
    """Each of a document once, however many operations refer to it."""
    return _Incoming(tree, diagnostics).items()


class _Incoming:
    def __init__(self, tree: Mapping[str, Json], diagnostics: Diagnostics) -> None:
        self._tree = tree
        self._references = References(tree, diagnostics)
        # What is wrong with a path is told by those who read its operations.
        self._paths = References(tree, Diagnostics())
        self._found: dict[Pointer, tuple[str, Mapping[str, Json]]] = {}
        self._owners: dict[Pointer, set[Pointer]] = {}
        self._webhooks: set[Pointer] = set()

    def items(self) -> tuple[IncomingItem, ...]:
        for name, value in (self._tree.get("webhooks") or {}).items():
            self._item(name, value, _ROOT / "webhooks" / name, set())
        for path, value in (self._tree.get("paths") or {}).items():
            followed = self._paths.follow(value, _ROOT / "paths" / path)
            if followed is not None and isinstance(followed[0], Mapping):
                self._callbacks(path, *followed)
        return tuple(
            IncomingItem(
                name, item, at, tuple(sorted(self._owners[at])), at in self._webhooks
            )
            for at, (name, item) in self._found.items()
        )

    def _item(self, name: str, value: Json, at: Pointer, owners: set[Pointer]) -> None:
        followed = self._references.follow(value, at)
        if followed is None or name.startswith("x-"):
            return
        item, place = followed
        if not isinstance(item, Mapping):
            return
        self._owners.setdefault(place, set()).update(owners)
        if not owners:
            self._webhooks.add(place)
        if place not in self._found:
            self._found[place] = (name, item)
            self._callbacks(name, item, place)

    def _callbacks(self, path: str, item: Mapping[str, Json], at: Pointer) -> None:
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
                        self._item(whole, inner, found / expression, {inside})
