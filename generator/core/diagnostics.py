"""What a stage has to say about the document: problems as values, with their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from generator.core.json import Json
from generator.core.pointer import Pointer

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable `code`, what is wrong, where, and what to do about it.

    `at` is None where the problem is the document as a whole (it is missing, or not JSON); then
    `line` and `column`, counted from 1, may say more. With a pointer the line and column are
    worked out by `load` only when the diagnostic is printed. `file` names the file that the line is
    in where that is not the document itself, but an overlay or a template.
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
        """Whether it keeps the client from being built."""
        return self.severity == "error"

    def to_json(self) -> dict[str, Json]:
        """What JSON can say of it, for another process."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {**said, "at": None if self.at is None else list(self.at.tokens)}

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Diagnostic:
        """What `to_json` gave.

        Raises:
            KeyError, TypeError: it did not give this.
        """
        at = None if value["at"] is None else Pointer(tuple(value["at"]))
        return cls(**{**value, "at": at})


@dataclass(slots=True)
class Diagnostics:
    """Collects diagnostics over a stage, so that all of them are told at once."""

    found: list[Diagnostic] = field(default_factory=list)

    def note(self, diagnostic: Diagnostic) -> None:
        """Take one more."""
        self.found.append(diagnostic)

    def error(
        self, code: str, message: str, at: Pointer | None, hint: str | None = None
    ) -> None:
        """Note a problem that keeps the client from being built."""
        self.note(Diagnostic(code, message, at, hint))

    def warning(
        self, code: str, message: str, at: Pointer | None, hint: str | None = None
    ) -> None:
        """Note something the person should know although the client is complete."""
        self.note(Diagnostic(code, message, at, hint, "warning"))

    def error_in(
        self, file: str, line: int | None, code: str, message: str, hint: str | None
    ) -> None:
        """Note a problem in a file other than the document: in a line of it, or the whole."""
        self.note(Diagnostic(code, message, None, hint, line=line, file=file))

    def warning_in(
        self, file: str, line: int | None, code: str, message: str, hint: str | None
    ) -> None:
        """Note something about a file other than the document: a line of it, or the whole."""
        self.note(Diagnostic(code, message, None, hint, "warning", line, file=file))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note each of these."""
        for each in diagnostics:
            self.note(each)

    @property
    def has_errors(self) -> bool:
        """Whether an error was noted, and not only warnings."""
        return any(each.is_error for each in self.found)

    def raise_errors(self) -> None:
        """Stop here if an error was noted.

        Raises:
            DocumentError: with everything that was found, warnings included.
        """
        if self.has_errors:
            raise DocumentError(self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)


class DocumentError(Exception):
    """The document (or what was asked of it) is at fault; carries all its diagnostics.

    `name` is the file that they are about, where that is not the document itself.
    """

    def __init__(
        self, diagnostics: Iterable[Diagnostic], name: str | None = None
    ) -> None:
        self.diagnostics = tuple(diagnostics)
        self.name = name
        super().__init__("; ".join(each.message for each in self.diagnostics))
