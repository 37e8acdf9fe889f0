"""The actions of overlays, one after the other, on the tree of a document.

Source: Overlay Specification 1.0.0 and 1.1.0, section 4.4.3 (Action Object). What 1.0 leaves open,
how values inside of objects are merged, is as 1.1 says it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Origin, Source
from generator.source.load.depth import DEEPEST, depth
from generator.source.load.yaml_nodes import EXPANDED_NODES
from generator.source.overlay.document import (
    Action,
    Copy,
    Overlay,
    Remove,
    Update,
    placed_in,
)
from generator.source.overlay.editing import (
    Editing,
    IncompatibleError,
    copied,
    items_of,
    kind,
)
from generator.source.overlay.query import Location, Query, QueryError
from generator.source.overlay.read import CODE

TARGET_CODE = "overlay-target"


def apply_overlays(
    source: Source, overlays: Iterable[Overlay], diagnostics: Diagnostics
) -> Source:
    """The document after all actions of `overlays`, in their order.

    It has the text and the digest of `source`, and knows where each value of its tree was written.
    `source` is left as it was. What is wrong with an action is noted in `diagnostics`, with its
    place in the overlay: an error where it cannot be carried out, and then the result is without
    it; a warning where it changes nothing.
    """
    editing = Editing(source.tree, copied(source.origin or Origin(source, Pointer())))
    digests = list(source.overlays)
    brought = 0
    for overlay in overlays:
        application = _Application(overlay, editing, brought)
        application.run()
        brought = application.brought
        diagnostics.extend(placed_in(overlay.source, application.problems))
        digests.append(overlay.source.digest)
    return replace(
        source, tree=editing.tree, origin=editing.origin, overlays=tuple(digests)
    )


class _RefusedError(Exception):
    """An action cannot be carried out; the diagnostic says why."""

    def __init__(
        self, message: str, at: Pointer, hint: str | None = None, code: str = CODE
    ) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code, message, at, hint)


class _Application:
    """One overlay on its way over the tree; `brought` counts the values that it wrote there."""

    def __init__(self, overlay: Overlay, editing: Editing, brought: int) -> None:
        self.problems = Diagnostics()
        self.brought = brought
        self._overlay = overlay
        self._editing = editing

    def run(self) -> None:
        for action in self._overlay.actions:
            try:
                self._carry_out(action)
            except _RefusedError as refused:
                self.problems.extend([refused.diagnostic])
            self._editing.settle()

    def _carry_out(self, action: Action) -> None:
        at = action.at / "target"
        locations = self._selected(action.target, at)
        if action.change is None:
            message = "the action changes nothing: it has neither `update` nor `remove`"
            self.problems.warning("overlay-no-change", message, action.at)
        elif not locations:
            message = f"{action.target.text!r:.200} selects nothing in the document"
            self.problems.warning("overlay-nothing-selected", message, at)
        elif isinstance(action.change, Remove):
            self._remove(locations, at)
        else:
            self._update(action, action.change, locations)

    def _selected(self, query: Query, at: Pointer) -> tuple[Location, ...]:
        try:
            return query.select(self._editing.tree)
        except QueryError as error:
            message = f"{query.text!r:.200} cannot be answered: {error}"
            raise _RefusedError(message, at) from None

    def _remove(self, locations: tuple[Location, ...], at: Pointer) -> None:
        if () in locations:
            raise _RefusedError("the whole document cannot be removed", at)
        for location in locations:
            self._check_primitive(location, at)
        parents: dict[Location, list[str | int]] = {}
        for location in locations:
            parents.setdefault(location[:-1], []).append(location[-1])
        # What is deepest goes first, while the indices that lead there still hold.
        for parent in sorted(parents, key=len, reverse=True):
            self._editing.remove(parent, parents[parent])

    def _update(
        self, action: Action, change: Update | Copy, locations: tuple[Location, ...]
    ) -> None:
        value, written = self._value(action, change)
        self._check_growth(value, locations, action.at)
        self._check_one_kind(locations, action.at / "target")
        for location in locations:
            try:
                self._update_one(location, value, written, action)
            except IncompatibleError as error:
                blamed = error.at if isinstance(change, Update) else _change_at(action)
                hint = "what has another kind is removed by an action of its own first"
                raise _RefusedError(error.message, blamed, hint) from None

    def _value(self, action: Action, change: Update | Copy) -> tuple[Json, Origin]:
        """What to write, and where it was written."""
        if isinstance(change, Update):
            return change.value, Origin(self._overlay.source, _change_at(action))
        at = _change_at(action)
        locations = self._selected(change.query, at)
        if len(locations) != 1:
            text = (
                f"{change.query.text!r:.200} selects {len(locations)} values, not one"
            )
            raise _RefusedError(text, at, code=TARGET_CODE)
        [location] = locations
        return self._editing.at(location), copied(self._editing.origin_at(location))

    def _update_one(
        self, location: Location, value: Json, written: Origin, action: Action
    ) -> None:
        there = self._editing.at(location)
        if isinstance(there, list):
            self._append(location, value, written, action)
            return
        self._check_primitive(location, action.at / "target")
        if kind(there) != kind(value):
            what = f"{kind(there)}, and cannot be updated with {kind(value)}"
            raise _RefusedError(f"{_pointer(location)} is {what}", _change_at(action))
        if isinstance(there, dict):
            self._editing.update(location, value, written)
        else:
            self._editing.replace(location, value, written)

    def _append(
        self, location: Location, value: Json, written: Origin, action: Action
    ) -> None:
        if not self._is_entry(value):
            self._editing.append(location, items_of(value, written))
            return
        self._editing.append(location, [(value, written)])
        if isinstance(value, list):
            message = (
                "in Overlay 1.0 the array becomes one entry of the array it updates"
            )
            hint = "overlay: 1.1.0 puts the items of the two together"
            self.problems.warning(
                "overlay-array-entry", message, _change_at(action), hint
            )

    def _is_entry(self, value: Json) -> bool:
        """Whether `value` is appended to an array as it is; since 1.1, the items of one are."""
        return self._overlay.overlay == "1.0" or not isinstance(value, list)

    def _check_primitive(self, location: Location, at: Pointer) -> None:
        """Overlay 1.0 changes objects and arrays, and what is in them only through them."""
        value = self._editing.at(location)
        if self._overlay.overlay == "1.0" and not isinstance(value, dict | list):
            what = "neither an object nor an array, and Overlay 1.0 selects only these"
            raise _RefusedError(
                f"{_pointer(location)} is {what}",
                at,
                "select what it is in, or write overlay: 1.1.0",
                TARGET_CODE,
            )

    def _check_one_kind(self, locations: tuple[Location, ...], at: Pointer) -> None:
        kinds = {kind(self._editing.at(location)) for location in locations}
        if self._overlay.overlay != "1.0" and len(kinds) > 1:
            told = ", ".join(sorted(kinds))
            message = f"the target selects values of different kinds: {told}"
            raise _RefusedError(message, at, code=TARGET_CODE)

    def _check_growth(
        self, value: Json, locations: tuple[Location, ...], at: Pointer
    ) -> None:
        """No overlay makes a document of a size or a depth that `load` would refuse."""
        deepest = max(
            len(location)
            + (self._is_entry(value) and isinstance(self._editing.at(location), list))
            for location in locations
        )
        if deepest + depth(value) > DEEPEST:
            raise _RefusedError(f"the document would nest over {DEEPEST} levels", at)
        self.brought += _size(value) * len(locations)
        if self.brought > EXPANDED_NODES:
            raise _RefusedError(f"it would bring over {EXPANDED_NODES:,} values", at)


def _pointer(location: Location) -> Pointer:
    return Pointer(tuple(str(key) for key in location))


def _change_at(action: Action) -> Pointer:
    return action.at / ("copy" if isinstance(action.change, Copy) else "update")


def _size(tree: Json) -> int:
    """How many values `tree` has once what it holds twice is written out."""
    if isinstance(tree, dict):
        return 1 + sum(_size(each) for each in tree.values())
    if isinstance(tree, list):
        return 1 + sum(_size(each) for each in tree)
    return 1
