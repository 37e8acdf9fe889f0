"""From a path to an `Overlay`: every way in which the file is none, at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from generator.core.diagnostics import Diagnostics, DocumentError
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Source, read_source
from generator.source.overlay.compile import compile_query
from generator.source.overlay.document import (
    Action,
    Change,
    Copy,
    FeatureSet,
    Info,
    Overlay,
    Remove,
    Update,
    placed_in,
)
from generator.source.overlay.query import Query, QueryError

CODE = "overlay"

_SUPPORTED = re.compile(r"(1\.[01])\.\d+")
_ROOT_FIELDS = ("overlay", "info", "extends", "actions")
_INFO_FIELDS = {"1.0": ("title", "version"), "1.1": ("title", "version", "description")}
_ACTION_FIELDS = {
    "1.0": ("target", "description", "update", "remove"),
    "1.1": ("target", "description", "update", "copy", "remove"),
}


def read_overlays(paths: Iterable[Path]) -> tuple[Overlay, ...]:
    """The overlays at `paths`, in this order.

    Raises:
        DocumentError: as `read_overlay` does, about all of them together.
    """
    overlays: list[Overlay] = []
    problems = Diagnostics()
    for path in paths:
        try:
            overlays.append(read_overlay(path))
        except DocumentError as error:
            problems.extend(error.diagnostics)
    problems.raise_errors()
    return tuple(overlays)


def read_overlay(path: Path) -> Overlay:
    """The overlay at `path`, in JSON or YAML: Overlay Specification 1.0.0 and 1.1.0, section 4.4.

    Raises:
        DocumentError: the file cannot be read, or is no overlay; each diagnostic has the file, and
            its line and column if it has a place.
    """
    try:
        source = read_source(path)
    except DocumentError as error:
        raise DocumentError(
            replace(each, file=str(path)) for each in error.diagnostics
        ) from None
    reading = _Reading()
    overlay = reading.overlay(source)
    found = placed_in(source, reading.problems)
    if overlay is None or found:
        raise DocumentError(found)
    return overlay


class _Reading:
    """Reads the objects of one overlay, and notes what is wrong with them."""

    def __init__(self) -> None:
        self.problems = Diagnostics()

    def overlay(self, source: Source) -> Overlay | None:
        """The Overlay Object; None where its version is not known, and so nothing else is."""
        tree, at = source.tree, Pointer()
        feature_set = self._feature_set(tree)
        if feature_set is None:
            return None
        self._check_names(tree, _ROOT_FIELDS, at)
        return Overlay(
            source,
            feature_set,
            self._info(tree, feature_set),
            self._actions(tree, feature_set),
            self._text(tree, "extends", at),
        )

    def _feature_set(self, tree: Mapping[str, Json]) -> FeatureSet | None:
        version = tree.get("overlay")
        supported = _SUPPORTED.fullmatch(version) if isinstance(version, str) else None
        if supported:
            return cast(FeatureSet, supported[1])
        if "overlay" not in tree:
            message = "this is no overlay: the field 'overlay' is missing"
            hint = "an overlay starts with, for example, overlay: 1.0.0"
        else:
            message = f"Overlay {version!s:.40} is not supported; codegen reads 1.0.x and 1.1.x"
            hint = "write the whole version as text, for example overlay: 1.0.0"
        at = Pointer(("overlay",)) if "overlay" in tree else Pointer()
        self.problems.error(CODE, message, at, hint)
        return None

    def _info(self, tree: Mapping[str, Json], feature_set: FeatureSet) -> Info:
        at = Pointer(("info",))
        value = tree.get("info")
        if not isinstance(value, Mapping):
            self._wrong(tree, "info", Pointer(), "an object with `title` and `version`")
            return Info("", "")
        self._check_names(value, _INFO_FIELDS[feature_set], at)
        return Info(
            self._required_text(value, "title", at) or "",
            self._required_text(value, "version", at) or "",
            self._text(value, "description", at),
        )

    def _actions(
        self, tree: Mapping[str, Json], feature_set: FeatureSet
    ) -> tuple[Action, ...]:
        value = tree.get("actions")
        if not isinstance(value, list) or not value:
            self._wrong(tree, "actions", Pointer(), "a list of at least one action")
            return ()
        at = Pointer(("actions",))
        actions = [
            self._action(each, feature_set, at / index)
            for index, each in enumerate(value)
        ]
        return tuple(each for each in actions if each is not None)

    def _action(
        self, value: Json, feature_set: FeatureSet, at: Pointer
    ) -> Action | None:
        if not isinstance(value, Mapping):
            self.problems.error(CODE, "an action is an object with a `target`", at)
            return None
        self._check_names(value, _ACTION_FIELDS[feature_set], at)
        description = self._text(value, "description", at)
        text = self._required_text(value, "target", at)
        target = None if text is None else self._query(text, at / "target")
        change = self._change(value, feature_set, at)
        return Action(at, target, change, description) if target else None

    def _change(
        self, value: Mapping[str, Json], feature_set: FeatureSet, at: Pointer
    ) -> Change | None:
        """What the action does: what it removes, it need not update before."""
        remove = value.get("remove", False)
        if not isinstance(remove, bool):
            self._wrong(value, "remove", at, "true or false")
        copy = self._text(value, "copy", at) if feature_set == "1.1" else None
        if copy is not None and "update" in value:
            message = "an action has either `update` or `copy`, and this one has both"
            self.problems.error(CODE, message, at, "make two actions of it")
        query = self._query(copy, at / "copy") if copy is not None else None
        if remove is True:
            return Remove()
        if query is not None:
            return Copy(query)
        return Update(value["update"]) if "update" in value else None

    def _query(self, text: str, at: Pointer) -> Query | None:
        try:
            return compile_query(text)
        except QueryError as error:
            message = f"{text!r:.200} is not a JSONPath query of RFC 9535: {error}"
            self.problems.error(CODE, message, at)
            return None

    def _check_names(
        self, value: Mapping[str, Json], names: tuple[str, ...], at: Pointer
    ) -> None:
        for name in value:
            if name not in names and not name.startswith("x-"):
                known = ", ".join(f"`{each}`" for each in names)
                hint = f"the fields are {known}; others begin with x-"
                message = f"the Overlay Specification has no field {name!r} here"
                self.problems.error(CODE, message, at / name, hint)

    def _required_text(
        self, value: Mapping[str, Json], name: str, at: Pointer
    ) -> str | None:
        if name not in value:
            self._wrong(value, name, at, "a string")
        return self._text(value, name, at)

    def _text(self, value: Mapping[str, Json], name: str, at: Pointer) -> str | None:
        text = value.get(name)
        if isinstance(text, str):
            return text
        if name in value:
            self._wrong(value, name, at, "a string")
        return None

    def _wrong(
        self, value: Mapping[str, Json], name: str, at: Pointer, wanted: str
    ) -> None:
        if name in value:
            self.problems.error(CODE, f"`{name}` must be {wanted}", at / name)
        else:
            self.problems.error(CODE, f"the field `{name}` is missing: {wanted}", at)
