"""Diagnostics: problems in a document or a request, as values with a location."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from generator.core.json import Json
from generator.core.pointer import Pointer

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem.

    Attributes:
        code: a registered code, see `generator.core.codes`.
        message: what is wrong, in a short phrase.
        at: the location in the document; None if the problem concerns the whole document, another
            file, or no file.
        hint: what to do; None for the advice of the code.
        severity: an error stops the build, a warning does not.
        line, column: the position from 1, if known. The position of a pointer is resolved only when
            the diagnostic is printed.
        file: the file that the position is in, if it is not the document: an overlay, a template.
    """

    code: str
    message: str
    at: Pointer | None = None
    hint: str | None = None
    severity: Severity = "error"
    line: int | None = None
    column: int | None = None
    file: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether the problem stops the build."""
        return self.severity == "error"

    def to_json(self) -> dict[str, Json]:
        """Convert to JSON, for another process or the cache."""
        members = {each.name: getattr(self, each.name) for each in fields(self)}
        return {**members, "at": None if self.at is None else list(self.at.tokens)}

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Diagnostic:
        """Convert from the JSON of `to_json`.

        Raises:
            KeyError, TypeError: the value has other members.
        """
        at = None if value["at"] is None else Pointer(tuple(value["at"]))
        return cls(**{**value, "at": at})


@dataclass(slots=True)
class Diagnostics:
    """A collector of diagnostics, so that a stage reports all problems at once."""

    found: list[Diagnostic] = field(default_factory=list)

    def note(self, diagnostic: Diagnostic) -> None:
        """Add a diagnostic."""
        self.found.append(diagnostic)

    def error(
        self, code: str, message: str, at: Pointer | None, hint: str | None = None
    ) -> None:
        """Add an error in the document."""
        self.note(Diagnostic(code, message, at, hint))

    def warning(
        self, code: str, message: str, at: Pointer | None, hint: str | None = None
    ) -> None:
        """Add a warning about the document."""
        self.note(Diagnostic(code, message, at, hint, "warning"))

    def error_in(
        self, file: str, line: int | None, code: str, message: str, hint: str | None
    ) -> None:
        """Add an error in another file; `line` is None for the whole file."""
        self.note(Diagnostic(code, message, None, hint, line=line, file=file))

    def warning_in(
        self, file: str, line: int | None, code: str, message: str, hint: str | None
    ) -> None:
        """Add a warning about another file; `line` is None for the whole file."""
        self.note(Diagnostic(code, message, None, hint, "warning", line, file=file))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add several diagnostics."""
        for diagnostic in diagnostics:
            self.note(diagnostic)

    @property
    def has_errors(self) -> bool:
        """Whether there is an error, and not only warnings."""
        return any(diagnostic.is_error for diagnostic in self.found)

    def raise_errors(self) -> None:
        """Stop if there is an error.

        Raises:
            DocumentError: with all diagnostics, warnings included.
        """
        if self.has_errors:
            raise DocumentError(self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)


class DocumentError(Exception):
    """A document, configuration or template cannot be used.

    `diagnostics` are the reasons, and `name` is the file that they concern, if it is not the
    document.
    """

    def __init__(
        self, diagnostics: Iterable[Diagnostic], name: str | None = None
    ) -> None:
        self.diagnostics = tuple(diagnostics)
        self.name = name
        super().__init__("; ".join(each.message for each in self.diagnostics))
