"""Webhooks and callbacks: the requests that an API sends to its clients.

Source: OpenAPI 3.1.1, sections 4.8.1 (webhooks), 4.8.9 (Path Item) and 4.8.18 (Callback).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.path_items import iter_operations
from generator.openapi.references import ReferenceResolver

_ROOT = Pointer()


class IncomingPathItem(NamedTuple):
    """A Path Item Object of requests that the API sends.

    Attributes:
        name: the name of the webhook, or of the operation and its callback.
        item: the path item, with its reference resolved.
        at: its location.
        owners: locations of the operations that have it as a callback; empty for a path item that
            is only a webhook.
        is_webhook: whether `webhooks` contains it.
    """

    name: str
    item: Mapping[str, Json]
    at: Pointer
    owners: tuple[Pointer, ...]
    is_webhook: bool


def find_incoming_path_items(
    tree: Mapping[str, Json], diagnostics: Diagnostics
) -> tuple[IncomingPathItem, ...]:
    """Find the path items of all webhooks and callbacks, each once.

    References that cannot be resolved are reported in `diagnostics`.
    """
    return _IncomingPathItems(tree, diagnostics).find()


class _IncomingPathItems:
    def __init__(self, tree: Mapping[str, Json], diagnostics: Diagnostics) -> None:
        self._tree = tree
        self._references = ReferenceResolver(tree, diagnostics)
        # Errors in `paths` are reported by whoever parses its operations.
        self._paths = ReferenceResolver(tree, Diagnostics())
        self._items: dict[Pointer, tuple[str, Mapping[str, Json]]] = {}
        self._owners: dict[Pointer, set[Pointer]] = {}
        self._webhooks: set[Pointer] = set()

    def find(self) -> tuple[IncomingPathItem, ...]:
        for name, value in (self._tree.get("webhooks") or {}).items():
            self._add(name, value, _ROOT / "webhooks" / name, set())
        for path, value in (self._tree.get("paths") or {}).items():
            resolved = self._paths.resolve(value, _ROOT / "paths" / path)
            if resolved is not None and isinstance(resolved[0], Mapping):
                self._add_callbacks(path, *resolved)
        return tuple(
            IncomingPathItem(
                name, item, at, tuple(sorted(self._owners[at])), at in self._webhooks
            )
            for at, (name, item) in self._items.items()
        )

    def _add(self, name: str, value: Json, at: Pointer, owners: set[Pointer]) -> None:
        resolved = self._references.resolve(value, at)
        if resolved is None or name.startswith("x-"):
            return
        item, item_at = resolved
        if not isinstance(item, Mapping):
            return
        self._owners.setdefault(item_at, set()).update(owners)
        if not owners:
            self._webhooks.add(item_at)
        if item_at not in self._items:
            self._items[item_at] = (name, item)
            self._add_callbacks(name, item, item_at)

    def _add_callbacks(self, path: str, item: Mapping[str, Json], at: Pointer) -> None:
        for method, operation, operation_at in iter_operations(item, at):
            owner = operation.get("operationId") or f"{method} {path}"
            for name, value in (operation.get("callbacks") or {}).items():
                callback_at = operation_at / "callbacks" / name
                resolved = self._references.resolve(value, callback_at)
                if resolved is None or name.startswith("x-"):
                    continue
                callback, resolved_at = resolved
                # A shared callback keeps the name of its component.
                is_shared = resolved_at != callback_at
                item_name = resolved_at.tokens[-1] if is_shared else f"{owner} {name}"
                for expression, inner in callback.items():
                    if not expression.startswith("x-"):
                        inner_at = resolved_at / expression
                        self._add(item_name, inner, inner_at, {operation_at})
