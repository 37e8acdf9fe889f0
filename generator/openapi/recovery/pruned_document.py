"""A document after its invalid parts were removed, with a record of the removals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.core.diagnostics import Diagnostic
from generator.core.omission import Omission
from generator.core.pointer import Pointer
from generator.source.load import Origin, Source, origin_of


@dataclass(frozen=True, slots=True)
class PrunedDocument:
    """A document without its invalid parts.

    Attributes:
        source: the document after the removals.
        original: the document before them. Diagnostics are reported against it.
        broken_references: errors about references to other files, found while bundling.
        removed: what `prune_document` removed or relaxed.
        removal_warnings: one warning per error that caused a removal.
        edits: location in `original` of every edit so far, and whether it replaced the value.
    """

    source: Source
    original: Source
    broken_references: tuple[Diagnostic, ...] = ()
    removed: tuple[Omission, ...] = ()
    removal_warnings: tuple[Diagnostic, ...] = ()
    edits: frozenset[tuple[Pointer, bool]] = frozenset()

    @classmethod
    def unpruned(
        cls, source: Source, broken_references: Iterable[Diagnostic] = ()
    ) -> PrunedDocument:
        """The starting point: `source` with nothing removed."""
        return cls(source, source, tuple(broken_references))

    @property
    def origin(self) -> Origin:
        """Origin of `source` in terms of `original`."""
        if self.source is self.original or self.source.origin is None:
            return Origin(self.original, Pointer())
        return self.source.origin

    def original_pointer(self, at: Pointer) -> Pointer:
        """Location in `original` of the value at `at` in `source`."""
        return at if self.source is self.original else origin_of(self.source, at).at

    def relocate(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Diagnostics about `source`, relocated to `original`.

        A diagnostic about a broken reference is replaced by the error found while bundling, which
        gives the cause.
        """
        return tuple(map(self._relocated, diagnostics))

    def _relocated(self, diagnostic: Diagnostic) -> Diagnostic:
        if diagnostic.at is None or diagnostic.line is not None:
            return diagnostic
        at = self.original_pointer(diagnostic.at)
        origin = origin_of(self.original, at)
        for broken in self.broken_references:
            if (
                broken.at == origin.at
                and (broken.file or self.original.name) == origin.source.name
            ):
                return broken
        return replace(diagnostic, at=at)

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """Everything the client will lack, broken references included."""
        references = (
            Omission(broken.at or Pointer(), "reference", _effect(broken), broken.code)
            for broken in self._unexplained
        )
        return (*self.removed, *dict.fromkeys(references))

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """A warning for every error that was avoided by a removal."""
        references = (
            replace(
                broken,
                severity="warning",
                message=f"{_effect(broken)}: {broken.message}",
            )
            for broken in self._unexplained
        )
        return (*references, *self.removal_warnings)

    @property
    def _unexplained(self) -> tuple[Diagnostic, ...]:
        """Broken references that required no other removal."""
        explained = {_location(warning) for warning in self.removal_warnings}
        return tuple(
            broken
            for broken in self.broken_references
            if _location(broken) not in explained
        )


def _effect(broken: Diagnostic) -> str:
    where = f" in {broken.file}" if broken.file else ""
    return f"the target of a reference{where} is left out"


def _location(diagnostic: Diagnostic) -> tuple[str | None, Pointer | None, int | None]:
    return diagnostic.file, diagnostic.at, diagnostic.line
