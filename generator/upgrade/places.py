"""Diagnostics about an upgraded document, told of the document as it was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.diagnostics import Diagnostic, Diagnostics
from generator.load import Source
from generator.load.source import origin_of
from generator.pointer import Pointer
from generator.spec.references import UnresolvedPointer, value_at


@dataclass(slots=True)
class WrittenPlaces(Diagnostics):
    """Collects diagnostics about `upgraded`, with the place in `source` that each means."""

    source: Source = field(kw_only=True)
    upgraded: Source = field(kw_only=True)

    def error(
        self, code: str, message: str, at: Pointer | None, hint: str | None = None
    ) -> None:
        """Note a problem that keeps the client from being built."""
        self.extend([Diagnostic(code, message, at, hint)])

    def warning(
        self, code: str, message: str, at: Pointer | None, hint: str | None = None
    ) -> None:
        """Note something the person should know although the client is complete."""
        self.extend([Diagnostic(code, message, at, hint, "warning")])

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note several."""
        self.found.extend(
            each if each.at is None else replace(each, at=self._written(each.at))
            for each in diagnostics
        )

    def _written(self, at: Pointer) -> Pointer:
        """Where the value at `at`, or else what is around it, was written."""
        written = origin_of(self.upgraded, at).at
        for length in range(len(written.tokens), 0, -1):
            place = Pointer(written.tokens[:length])
            try:
                value_at(self.source.tree, place)
            except UnresolvedPointer:
                continue
            return place
        return Pointer()
