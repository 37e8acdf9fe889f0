"""Diagnostics with their location in a file, and advice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.core.codes import CODES
from generator.core.diagnostics import Diagnostic
from generator.source.load import Source, locate_diagnostics


@dataclass(frozen=True, slots=True)
class LocatedDiagnostic:
    """A diagnostic with its line and column, and the file that it is in; None for no file."""

    file: str | None
    diagnostic: Diagnostic

    @property
    def hint(self) -> str | None:
        """What to do: the diagnostic's own hint, or else the advice of its code."""
        code = CODES.get(self.diagnostic.code)
        return self.diagnostic.hint or (code.advice if code else None)


def located_diagnostics(
    diagnostics: Iterable[Diagnostic], source: Source | None, document: str | None
) -> tuple[LocatedDiagnostic, ...]:
    """Resolve the locations of a document's diagnostics; errors first, then in document order.

    Args:
        diagnostics: the diagnostics.
        source: the document; None if it could not be read.
        document: the name of the document where `source` is None.
    """
    name = source.name if source is not None else document
    return tuple(
        LocatedDiagnostic(diagnostic.file or name or None, diagnostic)
        for diagnostic in locate_diagnostics(diagnostics, source)
    )
