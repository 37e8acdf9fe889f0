"""An overlay as a value, in the terms of the Overlay Specification."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Source, placed
from generator.source.overlay.query import Query

FeatureSet = Literal["1.0", "1.1"]


@dataclass(frozen=True, slots=True)
class Update:
    """Merge `value` into each object that the target selects, or append it to each array."""

    value: Json


@dataclass(frozen=True, slots=True)
class Copy:
    """The same with the value that `query` selects in the document; Overlay 1.1."""

    query: Query


@dataclass(frozen=True, slots=True)
class Remove:
    """Take what the target selects out of the object or array that it is in."""


Change: TypeAlias = Update | Copy | Remove


@dataclass(frozen=True, slots=True)
class Action:
    """An Action Object; `at` is its own place, and without a `change` it has none to make."""

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
    """An Overlay Object and the file it was read from.

    `overlay` is the `major.minor` of the specification's version, which decides what actions mean.
    `extends` is for readers: an overlay is applied to whatever document it is given with.
    """

    source: Source
    overlay: FeatureSet
    info: Info
    actions: tuple[Action, ...]
    extends: str | None = None


def placed_in(
    source: Source, diagnostics: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Diagnostics whose pointers lead into the overlay `source`, with file, line and column."""
    return tuple(
        replace(each, file=source.name) for each in placed(diagnostics, source)
    )
