"""Diagnostics with all there is to say of each: their places, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.core.codes import CODES
from generator.core.diagnostics import Diagnostic
from generator.source.load import Source, locate_diagnostics


@dataclass(frozen=True, slots=True)
class Told:
    """A diagnostic as it is told: `file` is where it stands, or None if it is about no file."""

    file: str | None
    diagnostic: Diagnostic

    @property
    def hint(self) -> str | None:
        """What to do: in this case, or else whenever there is this code."""
        code = CODES.get(self.diagnostic.code)
        return self.diagnostic.hint or (code.advice if code else None)


def told_of(
    diagnostics: Iterable[Diagnostic], source: Source | None, document: str | None
) -> tuple[Told, ...]:
    """The diagnostics of one document with their places, in order; errors come first."""
    name = source.name if source is not None else document
    return tuple(
        Told(each.file or name or None, each)
        for each in locate_diagnostics(diagnostics, source)
    )
