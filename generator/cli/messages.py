"""What the commands say of documents, as text or for programs: diagnostics, what was in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Literal, TypeVar

import click

from generator.cli.stderr import say
from generator.core.diagnostics import Diagnostic, DocumentError, Severity
from generator.core.text import printable
from generator.frontend.validation import InvalidDocumentError
from generator.output import OutputError
from generator.source.load import Source

Format = Literal["text", "json", "sarif"]

# What ends a command with words for its user instead of an internal error.
FAILURES = (InvalidDocumentError, DocumentError, OutputError)
_Failure = InvalidDocumentError | DocumentError | OutputError
_Command = TypeVar("_Command", bound=Callable[..., int])


class Teller:
    """Tells what a command finds: at once as text, or at its end in a form for programs.

    With a `file` the form for programs goes there, and the text is told as well.
    """

    def __init__(self, format_: Format = "text", file: Path | None = None) -> None:
        self._format = format_
        self._file = file
        self._found: list[tuple[tuple[Diagnostic, ...], Source | None, str | None]] = []

    @property
    def is_for_programs(self) -> bool:
        """Whether something is to be written at the end."""
        return self._format != "text"

    @property
    def is_text(self) -> bool:
        """Whether people read stderr."""
        return self._format == "text" or self._file is not None

    def tell(
        self,
        diagnostics: Iterable[Diagnostic],
        source: Source | None,
        document: str | None,
    ) -> None:
        """Each diagnostic with its place in `source`, in the document's order.

        `document` is the name that the user gave it, for where it could not be read.
        """
        found = tuple(diagnostics)
        if not found:
            return
        self._found.append((found, source, document))
        if self.is_text:
            # Explanations are read only where there is something to say.
            from generator.cli.forms import told_lines

            for line in told_lines(found, source, document):
                click.echo(line, err=True)

    def refused(self, error: _Failure, document: str, ending: str) -> int:
        """Say what stood in the way, and how much of it there was; gives the exit code.

        `ending` is what became of the rest: "nothing written".
        """
        found: tuple[Diagnostic, ...]
        match error:
            case OutputError():
                found = (Diagnostic(error.code, error.message, hint=error.hint),)
                self.tell(found, None, None)
            case InvalidDocumentError():
                found = error.diagnostics
                self.tell(found, error.source, document)
            case DocumentError():
                found = error.diagnostics
                self.tell(found, None, error.name or document)
        if self.is_text:
            say(f"{_counted(found)}, {ending}")
        return 1

    def finish(self) -> int:
        """Write what programs read, if they are to; gives the exit code.

        It is 1 if the file cannot be written.
        """
        if self._format == "text":
            return 0
        from generator.cli.forms import program_text

        text = program_text(self._format, self._found)
        if self._file is None:
            click.echo(text, err=True)
            return 0
        try:
            self._file.write_text(f"{text}\n", "utf-8")
        except OSError as error:
            say(printable(f"{self._file} cannot be written: {error.strerror}"))
            return 1
        return 0


def telling(command: _Command) -> Callable[..., int]:
    """Add the options that say how diagnostics are told; `command` is given the `teller`."""

    @click.option(
        "--diagnostics",
        "diagnostics_format",
        type=click.Choice(["text", "json", "sarif"]),
        default="text",
        show_default=True,
        help="How errors and warnings are written on stderr.",
    )
    @click.option(
        "--diagnostics-output",
        "diagnostics_file",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="With --diagnostics json or sarif: the file to write them to; stderr has text then.",
    )
    @wraps(command)
    def told(
        diagnostics_format: Format, diagnostics_file: Path | None, **said: object
    ) -> int:
        if diagnostics_file is not None and diagnostics_format == "text":
            raise click.UsageError(
                "--diagnostics-output goes with --diagnostics json or sarif"
            )
        teller = Teller(diagnostics_format, diagnostics_file)
        code = command(teller=teller, **said)
        return max(code, teller.finish())

    return told


def _counted(found: Iterable[Diagnostic]) -> str:
    """How many errors; how many warnings, where those are what stood in the way."""
    counts = Counter(each.severity for each in found)
    noun: Severity = "error" if counts["error"] else "warning"
    count = counts[noun]
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
