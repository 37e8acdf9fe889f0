"""Read and check overlay files; all problems of a file are reported together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from generator.core.diagnostics import Diagnostic, Diagnostics, DocumentError
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Source, locate_diagnostics, read_source
from generator.source.overlay.compile_query import compile_query
from generator.source.overlay.nodes import (
    Action,
    Change,
    Copy,
    FeatureSet,
    Info,
    Overlay,
    Remove,
    Update,
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
    """Read the overlays at `paths`, in this order.

    Raises:
        DocumentError: like `read_overlay`, with the problems of all files.
    """
    overlays: list[Overlay] = []
    diagnostics = Diagnostics()
    for path in paths:
        try:
            overlays.append(read_overlay(path))
        except DocumentError as error:
            diagnostics.extend(error.diagnostics)
    diagnostics.raise_errors()
    return tuple(overlays)


def read_overlay(path: Path) -> Overlay:
    """Read the overlay at `path`, in JSON or YAML.

    Source: Overlay Specification 1.0.0 and 1.1.0, section 4.4.

    Raises:
        DocumentError: the file cannot be read or is not an overlay. Every diagnostic names the
            file, and its line and column if known.
    """
    try:
        source = read_source(path)
    except DocumentError as error:
        raise DocumentError(
            replace(diagnostic, file=str(path)) for diagnostic in error.diagnostics
        ) from None
    parser = _OverlayParser()
    overlay = parser.parse(source)
    problems = locate_in_overlay(source, parser.diagnostics)
    if overlay is None or problems:
        raise DocumentError(problems)
    return overlay


def locate_in_overlay(
    source: Source, diagnostics: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Add file, line and column to diagnostics whose pointers lead into the overlay `source`."""
    return tuple(
        replace(diagnostic, file=source.name)
        for diagnostic in locate_diagnostics(diagnostics, source)
    )


class _OverlayParser:
    """Parses the objects of one overlay and collects its problems."""

    def __init__(self) -> None:
        self.diagnostics = Diagnostics()

    def parse(self, source: Source) -> Overlay | None:
        """The Overlay Object; None if its version is missing or not supported."""
        tree, at = source.tree, Pointer()
        feature_set = self._feature_set(tree)
        if feature_set is None:
            return None
        self._check_fields(tree, _ROOT_FIELDS, at)
        return Overlay(
            source,
            feature_set,
            self._parse_info(tree, feature_set),
            self._parse_actions(tree, feature_set),
            self._string(tree, "extends", at),
        )

    def _feature_set(self, tree: Mapping[str, Json]) -> FeatureSet | None:
        version = tree.get("overlay")
        supported = _SUPPORTED.fullmatch(version) if isinstance(version, str) else None
        if supported:
            return cast(FeatureSet, supported[1])
        if "overlay" not in tree:
            message = "not an overlay: the field 'overlay' is missing"
            hint = "start the file with the version, for example overlay: 1.0.0"
        else:
            message = f"Overlay {version!s:.40} is not supported; codegen reads 1.0.x and 1.1.x"
            hint = "write the complete version as a string, for example overlay: 1.0.0"
        at = Pointer(("overlay",)) if "overlay" in tree else Pointer()
        self.diagnostics.error(CODE, message, at, hint)
        return None

    def _parse_info(self, tree: Mapping[str, Json], feature_set: FeatureSet) -> Info:
        at = Pointer(("info",))
        value = tree.get("info")
        if not isinstance(value, Mapping):
            self._report(
                tree, "info", Pointer(), "an object with `title` and `version`"
            )
            return Info("", "")
        self._check_fields(value, _INFO_FIELDS[feature_set], at)
        return Info(
            self._required_string(value, "title", at) or "",
            self._required_string(value, "version", at) or "",
            self._string(value, "description", at),
        )

    def _parse_actions(
        self, tree: Mapping[str, Json], feature_set: FeatureSet
    ) -> tuple[Action, ...]:
        value = tree.get("actions")
        if not isinstance(value, list) or not value:
            self._report(tree, "actions", Pointer(), "a list of at least one action")
            return ()
        at = Pointer(("actions",))
        actions = [
            self._parse_action(item, feature_set, at / index)
            for index, item in enumerate(value)
        ]
        return tuple(action for action in actions if action is not None)

    def _parse_action(
        self, value: Json, feature_set: FeatureSet, at: Pointer
    ) -> Action | None:
        if not isinstance(value, Mapping):
            message = "an action must be an object with a `target`"
            self.diagnostics.error(CODE, message, at)
            return None
        self._check_fields(value, _ACTION_FIELDS[feature_set], at)
        description = self._string(value, "description", at)
        text = self._required_string(value, "target", at)
        target = None if text is None else self._parse_query(text, at / "target")
        change = self._parse_change(value, feature_set, at)
        return Action(at, target, change, description) if target else None

    def _parse_change(
        self, value: Mapping[str, Json], feature_set: FeatureSet, at: Pointer
    ) -> Change | None:
        """The change of an action; `remove` makes `update` and `copy` irrelevant."""
        remove = value.get("remove", False)
        if not isinstance(remove, bool):
            self._report(value, "remove", at, "true or false")
        copy = self._string(value, "copy", at) if feature_set == "1.1" else None
        if copy is not None and "update" in value:
            message = "an action must not have both `update` and `copy`"
            self.diagnostics.error(CODE, message, at, "split it into two actions")
        query = self._parse_query(copy, at / "copy") if copy is not None else None
        if remove is True:
            return Remove()
        if query is not None:
            return Copy(query)
        return Update(value["update"]) if "update" in value else None

    def _parse_query(self, text: str, at: Pointer) -> Query | None:
        try:
            return compile_query(text)
        except QueryError as error:
            message = f"{text!r:.200} is not a JSONPath query of RFC 9535: {error}"
            self.diagnostics.error(CODE, message, at)
            return None

    def _check_fields(
        self, value: Mapping[str, Json], fields: tuple[str, ...], at: Pointer
    ) -> None:
        for name in value:
            if name not in fields and not name.startswith("x-"):
                known = ", ".join(f"`{field}`" for field in fields)
                hint = f"use one of {known}, or a name that starts with x-"
                message = f"the Overlay Specification has no field {name!r} here"
                self.diagnostics.error(CODE, message, at / name, hint)

    def _required_string(
        self, value: Mapping[str, Json], name: str, at: Pointer
    ) -> str | None:
        if name not in value:
            self._report(value, name, at, "a string")
        return self._string(value, name, at)

    def _string(self, value: Mapping[str, Json], name: str, at: Pointer) -> str | None:
        member = value.get(name)
        if isinstance(member, str):
            return member
        if name in value:
            self._report(value, name, at, "a string")
        return None

    def _report(
        self, value: Mapping[str, Json], name: str, at: Pointer, expected: str
    ) -> None:
        """Report a field that is missing or not as `expected`."""
        if name in value:
            self.diagnostics.error(CODE, f"`{name}` must be {expected}", at / name)
        else:
            message = f"the field `{name}` is missing: {expected}"
            self.diagnostics.error(CODE, message, at)
