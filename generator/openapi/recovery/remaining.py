"""A document without what was left out of it, and what that was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.load import Origin, Source
from generator.source.load.source import origin_of


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """A part of a document that its client does not have, or not with all that was said of it.

    `at` is its place, `kind` what it is, `what` says what became of it, and `code` is that of the
    error that it was left out for.
    """

    at: Pointer
    kind: str
    what: str
    code: str

    def to_json(self) -> dict[str, Json]:
        """What a manifest says of it."""
        return {
            "at": str(self.at),
            "kind": self.kind,
            "what": self.what,
            "code": self.code,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> LeftOut:
        """What `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: it did not give this.
        """
        return cls(**{**value, "at": Pointer.parse(value["at"])})


@dataclass(frozen=True, slots=True)
class Remaining:
    """A document without what was left out.

    `source` is that, `whole` the document with everything; all is told of the latter. `warnings`
    say what was left out, and why. `done` are the places where something was taken out, or put in
    its place, with which of the two. `broken` are the errors about references to other files.
    """

    source: Source
    whole: Source
    broken: tuple[Diagnostic, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    done: frozenset[tuple[Pointer, bool]] = frozenset()

    @property
    def origin(self) -> Origin:
        """Where in the whole document the values of the rest stand."""
        if self.source is self.whole or self.source.origin is None:
            return Origin(self.whole, Pointer())
        return self.source.origin

    def written(self, at: Pointer) -> Pointer:
        """Where in the whole document it stands what is at `at` in the rest of it."""
        return at if self.source is self.whole else origin_of(self.source, at).at

    def told(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Diagnostics of the rest, told of the whole; what other files lack, of these."""
        return tuple(map(self._told, diagnostics))

    def _told(self, diagnostic: Diagnostic) -> Diagnostic:
        if diagnostic.at is None or diagnostic.line is not None:
            return diagnostic
        at = self.written(diagnostic.at)
        place = origin_of(self.whole, at)
        for each in self.broken:
            if each.at == place.at and (each.file or self.whole.name) == (
                place.source.name
            ):
                return each
        return replace(diagnostic, at=at)

    @property
    def everything(self) -> tuple[LeftOut, ...]:
        """All that the client will lack, references to what cannot be had among it."""
        references = (
            LeftOut(each.at or Pointer(), "reference", _reference(each), each.code)
            for each in self.unexplained
        )
        return (*self.left_out, *dict.fromkeys(references))

    @property
    def unexplained(self) -> tuple[Diagnostic, ...]:
        """What cannot be had, and is missing where nothing else had to be left out for it."""
        explained = {_place(each) for each in self.warnings}
        return tuple(each for each in self.broken if _place(each) not in explained)

    @property
    def warned(self) -> tuple[Diagnostic, ...]:
        """A warning for each error that something was left out for."""
        references = (
            replace(
                each, severity="warning", message=f"{_reference(each)}: {each.message}"
            )
            for each in self.unexplained
        )
        return (*references, *self.warnings)


def untouched(source: Source, broken: Iterable[Diagnostic] = ()) -> Remaining:
    """A document of which nothing was left out, and the errors about what it refers to."""
    return Remaining(source, source, tuple(broken))


def _reference(broken: Diagnostic) -> str:
    where = f" in {broken.file}" if broken.file else ""
    return f"what is referred to{where} is left out"


def _place(diagnostic: Diagnostic) -> tuple[str | None, Pointer | None, int | None]:
    return diagnostic.file, diagnostic.at, diagnostic.line
