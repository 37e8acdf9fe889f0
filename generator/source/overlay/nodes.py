"""Frozen nodes of an overlay, in the terms of the Overlay Specification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Source
from generator.source.overlay.query import Query

FeatureSet = Literal["1.0", "1.1"]


@dataclass(frozen=True, slots=True)
class Update:
    """Merge `value` into every selected object, or append it to every selected array."""

    value: Json


@dataclass(frozen=True, slots=True)
class Copy:
    """Like `Update`, with the value that `query` selects in the document (Overlay 1.1)."""

    query: Query


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove every selected value from its parent."""


Change: TypeAlias = Update | Copy | Remove


@dataclass(frozen=True, slots=True)
class Action:
    """An Action Object; `at` is its location in the overlay. `change` is None if it has none."""

    at: Pointer
    target: Query
    change: Change | None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Info:
    """The Info Object of an overlay."""

    title: str
    version: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """An Overlay Object.

    Attributes:
        source: the file it was read from.
        overlay: `major.minor` of the specification version, which decides how actions are applied.
        info: its metadata.
        actions: its actions, in order.
        extends: documentation only; an overlay is applied to whatever document it is given with.
    """

    source: Source
    overlay: FeatureSet
    info: Info
    actions: tuple[Action, ...]
    extends: str | None = None
