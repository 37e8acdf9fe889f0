"""Apply the actions of overlays, in order, to the tree of a document.

Source: Overlay Specification 1.0.0 and 1.1.0, section 4.4.3 (Action Object). Where 1.0 does not
define how values are merged, 1.1 does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import (
    NO_HEADERS,
    DocumentHeaders,
    DocumentLocation,
    Origin,
    Source,
    read_source,
)
from generator.source.load.limits import MAX_DEPTH, MAX_VALUES, depth
from generator.source.overlay.nodes import Action, Copy, Overlay, Remove, Update
from generator.source.overlay.query import Query, QueryBudget, QueryError
from generator.source.overlay.read_overlays import (
    CODE,
    locate_in_overlay,
    read_overlays,
)
from generator.source.tree_editor import (
    MergeConflictError,
    NormalizedPath,
    TreeEditor,
    copy_origin,
    items_of,
    json_type,
)

TARGET_CODE = "overlay-target"


def read_with_overlays(
    location: DocumentLocation,
    overlays: Sequence[Path],
    diagnostics: Diagnostics,
    sha256: str | None = None,
    headers: DocumentHeaders = NO_HEADERS,
) -> Source:
    """Read the document at `location` and apply the overlays at `overlays`, in this order.

    Args:
        location: a file or URL, or standard input.
        overlays: files with overlays.
        diagnostics: receives warnings about actions.
        sha256: the expected hash of the document itself, in hexadecimal.
        headers: headers for URLs of their origin.

    Raises:
        DocumentError: a file cannot be read, is not an overlay, or an action cannot be applied.
            Diagnostics about an overlay name its file.
    """
    source = read_source(location, sha256, headers, may_be_pipe=True)
    if not overlays:
        return source
    found = Diagnostics()
    overlaid = apply_overlays(source, read_overlays(overlays), found)
    found.raise_errors()
    diagnostics.extend(found)
    return overlaid


def apply_overlays(
    source: Source, overlays: Iterable[Overlay], diagnostics: Diagnostics
) -> Source:
    """Apply all actions of `overlays`, in order.

    The result keeps the text and digest of `source`, which is not modified, and records where every
    value of the new tree was written.

    Args:
        source: the document.
        overlays: the overlays.
        diagnostics: receives, with locations in the overlays, an error for every action that cannot
            be applied and is skipped, and a warning for every action without effect.
    """
    editor = TreeEditor(
        source.tree, copy_origin(source.origin or Origin(source, Pointer()))
    )
    digests = list(source.overlays)
    inserted = 0
    budget = QueryBudget()
    for overlay in overlays:
        application = _Application(overlay, editor, inserted, budget)
        application.run()
        inserted = application.inserted
        diagnostics.extend(locate_in_overlay(overlay.source, application.diagnostics))
        digests.append(overlay.source.digest)
    return replace(
        source, tree=editor.tree, origin=editor.origin, overlays=tuple(digests)
    )


class _ActionError(Exception):
    """An action cannot be applied, for the reason in the diagnostic."""

    def __init__(
        self, message: str, at: Pointer, hint: str | None = None, code: str = CODE
    ) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code, message, at, hint)


class _Application:
    """Applies one overlay to a tree.

    `inserted` counts the values that overlays added to it, and `budget` the work of their queries.
    """

    def __init__(
        self, overlay: Overlay, editor: TreeEditor, inserted: int, budget: QueryBudget
    ) -> None:
        self.diagnostics = Diagnostics()
        self.inserted = inserted
        self._overlay = overlay
        self._editor = editor
        self._budget = budget

    def run(self) -> None:
        for action in self._overlay.actions:
            # A copied value is in several places: an edit of one must not change the others.
            is_copy = isinstance(action.change, Copy)
            if is_copy:
                self._editor.share()
            try:
                self._apply(action)
            except _ActionError as error:
                self.diagnostics.extend([error.diagnostic])
            if is_copy:
                self._editor.share()

    def _apply(self, action: Action) -> None:
        at = action.at / "target"
        paths = self._select(action.target, at)
        if action.change is None:
            message = "the action changes nothing: it has neither `update` nor `remove`"
            self.diagnostics.warning("overlay-no-change", message, action.at)
        elif not paths:
            message = f"{action.target.text!r:.200} selects nothing in the document"
            self.diagnostics.warning("overlay-nothing-selected", message, at)
        elif isinstance(action.change, Remove):
            self._remove(paths, at)
        else:
            self._update(action, action.change, paths)

    def _select(self, query: Query, at: Pointer) -> tuple[NormalizedPath, ...]:
        try:
            return query.select(self._editor.tree, self._budget)
        except QueryError as error:
            message = f"{query.text!r:.200} cannot be evaluated: {error}"
            raise _ActionError(message, at) from None

    def _remove(self, paths: tuple[NormalizedPath, ...], at: Pointer) -> None:
        if () in paths:
            raise _ActionError("the whole document cannot be removed", at)
        for path in paths:
            self._check_selectable(path, at)
        keys: dict[NormalizedPath, list[str | int]] = {}
        for path in paths:
            keys.setdefault(path[:-1], []).append(path[-1])
        # The deepest first, while the indices on the way are still valid.
        for parent in sorted(keys, key=len, reverse=True):
            self._editor.remove(parent, keys[parent])

    def _update(
        self, action: Action, change: Update | Copy, paths: tuple[NormalizedPath, ...]
    ) -> None:
        value, origin = self._new_value(action, change)
        self._check_growth(value, paths, action.at)
        self._check_same_type(paths, action.at / "target")
        for path in paths:
            try:
                self._update_one(path, value, origin, action)
            except MergeConflictError as error:
                at = error.at if isinstance(change, Update) else _change_at(action)
                hint = "remove the value of the other type by an action before this one"
                raise _ActionError(error.message, at, hint) from None

    def _new_value(self, action: Action, change: Update | Copy) -> tuple[Json, Origin]:
        """The value to insert, and where it was written."""
        if isinstance(change, Update):
            return change.value, Origin(self._overlay.source, _change_at(action))
        at = _change_at(action)
        paths = self._select(change.query, at)
        if len(paths) != 1:
            message = f"{change.query.text!r:.200} selects {len(paths)} values, not one"
            raise _ActionError(message, at, code=TARGET_CODE)
        [path] = paths
        return self._editor.value_at(path), copy_origin(self._editor.origin_at(path))

    def _update_one(
        self, path: NormalizedPath, value: Json, origin: Origin, action: Action
    ) -> None:
        current = self._editor.value_at(path)
        if isinstance(current, list):
            self._append(path, value, origin, action)
            return
        self._check_selectable(path, action.at / "target")
        if json_type(current) != json_type(value):
            message = (
                f"{_pointer(path)} is {json_type(current)}, and cannot be updated with "
                f"{json_type(value)}"
            )
            raise _ActionError(message, _change_at(action))
        if isinstance(current, dict):
            self._editor.merge(path, value, origin)
        else:
            self._editor.replace(path, value, origin)

    def _append(
        self, path: NormalizedPath, value: Json, origin: Origin, action: Action
    ) -> None:
        if not self._is_entry(value):
            self._editor.append(path, items_of(value, origin))
            return
        self._editor.append(path, [(value, origin)])
        if isinstance(value, list):
            self.diagnostics.warning(
                "overlay-array-entry",
                "in Overlay 1.0 the array becomes one entry of the array it updates",
                _change_at(action),
                "write overlay: 1.1.0 to concatenate the arrays",
            )

    def _is_entry(self, value: Json) -> bool:
        """Whether `value` is appended to an array as one entry; 1.1 concatenates arrays."""
        return self._overlay.overlay == "1.0" or not isinstance(value, list)

    def _check_selectable(self, path: NormalizedPath, at: Pointer) -> None:
        """In Overlay 1.0, targets must be objects or arrays."""
        value = self._editor.value_at(path)
        if self._overlay.overlay == "1.0" and not isinstance(value, dict | list):
            raise _ActionError(
                f"{_pointer(path)} is neither an object nor an array, and Overlay 1.0 selects "
                "only these",
                at,
                "select its parent, or write overlay: 1.1.0",
                TARGET_CODE,
            )

    def _check_same_type(self, paths: tuple[NormalizedPath, ...], at: Pointer) -> None:
        types = {json_type(self._editor.value_at(path)) for path in paths}
        if self._overlay.overlay != "1.0" and len(types) > 1:
            message = f"the target selects values of different types: {', '.join(sorted(types))}"
            raise _ActionError(message, at, code=TARGET_CODE)

    def _check_growth(
        self, value: Json, paths: tuple[NormalizedPath, ...], at: Pointer
    ) -> None:
        """Apply the limits on size and depth of documents to the result."""
        deepest = max(
            len(path)
            + (self._is_entry(value) and isinstance(self._editor.value_at(path), list))
            for path in paths
        )
        if deepest + depth(value) > MAX_DEPTH:
            raise _ActionError(f"the document would nest over {MAX_DEPTH} levels", at)
        self.inserted += _size(value) * len(paths)
        if self.inserted > MAX_VALUES:
            raise _ActionError(f"it would insert over {MAX_VALUES:,} values", at)


def _pointer(path: NormalizedPath) -> Pointer:
    return Pointer(tuple(str(key) for key in path))


def _change_at(action: Action) -> Pointer:
    return action.at / ("copy" if isinstance(action.change, Copy) else "update")


def _size(tree: Json) -> int:
    """The number of values in `tree`; shared ones count every time."""
    if isinstance(tree, dict):
        return 1 + sum(_size(member) for member in tree.values())
    if isinstance(tree, list):
        return 1 + sum(_size(item) for item in tree)
    return 1
