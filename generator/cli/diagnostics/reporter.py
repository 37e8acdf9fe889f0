"""Report the diagnostics of a command, and why it failed, as `--diagnostics` says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Literal, TypeVar

import click

from generator.cli.diagnostics.json import render_json
from generator.cli.diagnostics.located import (
    LocatedDiagnostic,
    located_diagnostics,
)
from generator.cli.diagnostics.sarif import render_sarif
from generator.cli.diagnostics.text import render_lines
from generator.cli.terminal import print_error_line
from generator.core.diagnostics import Diagnostic, DocumentError, Severity
from generator.core.text import count_noun, valid_unicode
from generator.core.write_file import replace_file
from generator.frontend.validation import InvalidDocumentError
from generator.output import OutputError
from generator.source.load import Source

Format = Literal["text", "json", "sarif"]
_Report = tuple[tuple[Diagnostic, ...], Source | None, str | None]

# Errors that are reported as diagnostics. All others are errors in codegen.
Failure = InvalidDocumentError | DocumentError | OutputError
FAILURES = (InvalidDocumentError, DocumentError, OutputError)
_Command = TypeVar("_Command", bound=Callable[..., int])


class Reporter:
    """Writes the diagnostics of a command: text immediately, JSON and SARIF at its end."""

    def __init__(self, format_: Format = "text", file: Path | None = None) -> None:
        """Without a `file`, JSON or SARIF replaces the text on stderr."""
        self._format = format_
        self._file = file
        self._reports: list[_Report] = []

    @property
    def writes_document(self) -> bool:
        """Whether JSON or SARIF is written at the end."""
        return self._format != "text"

    @property
    def writes_text(self) -> bool:
        """Whether text is written to stderr."""
        return self._format == "text" or self._file is not None

    def report_diagnostics(
        self,
        diagnostics: Iterable[Diagnostic],
        source: Source | None,
        document: str | None,
    ) -> None:
        """Report the diagnostics of one document.

        Args:
            diagnostics: the diagnostics.
            source: the document, which resolves their locations; None if it could not be read.
            document: the name of the document where `source` is None.
        """
        reported = tuple(diagnostics)
        if not reported:
            return
        self._reports.append((reported, source, document))
        if self.writes_text:
            for line in render_lines(reported, source, document):
                click.echo(line, err=True)

    def report_failure(self, error: Failure, document: str, outcome: str) -> int:
        """Report the diagnostics of an error, and return the exit code.

        Args:
            error: the error.
            document: the name of the document, for where it could not be read.
            outcome: the consequence for the command, such as "nothing written".
        """
        match error:
            case OutputError():
                diagnostic = Diagnostic(error.code, error.message, hint=error.hint)
                diagnostics: tuple[Diagnostic, ...] = (diagnostic,)
                self.report_diagnostics(diagnostics, None, None)
            case InvalidDocumentError():
                diagnostics = error.diagnostics
                self.report_diagnostics(diagnostics, error.source, document)
            case DocumentError():
                diagnostics = error.diagnostics
                self.report_diagnostics(diagnostics, None, error.name or document)
        if self.writes_text:
            print_error_line(f"{_count(diagnostics)}, {outcome}")
        return 1

    def finish(self) -> int:
        """Write JSON or SARIF, if requested, and return the exit code.

        It is 1 if the file cannot be written.
        """
        if self._format == "text":
            return 0
        text = _render_document(self._format, self._reports)
        if self._file is None:
            click.echo(text, err=True)
            return 0
        try:
            replace_file(self._file, f"{text}\n".encode())
        except OSError as error:
            print_error_line(f"{self._file} cannot be written: {error.strerror}")
            return 1
        return 0


def diagnostics_options(command: _Command) -> Callable[..., int]:
    """Add `--diagnostics` and `--diagnostics-output`; the command receives a `reporter`."""

    @click.option(
        "--diagnostics",
        "diagnostics_format",
        type=click.Choice(["text", "json", "sarif"]),
        default="text",
        show_default=True,
        help="Format of errors and warnings on stderr.",
    )
    @click.option(
        "--diagnostics-output",
        "diagnostics_file",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write JSON or SARIF to FILE, and text to stderr.",
    )
    @wraps(command)
    def with_reporter(
        diagnostics_format: Format, diagnostics_file: Path | None, **arguments: object
    ) -> int:
        if diagnostics_file is not None and diagnostics_format == "text":
            raise click.UsageError(
                "--diagnostics-output requires --diagnostics json or sarif"
            )
        reporter = Reporter(diagnostics_format, diagnostics_file)
        code = command(reporter=reporter, **arguments)
        return max(code, reporter.finish())

    return with_reporter


def _render_document(
    format_: Literal["json", "sarif"], reports: Sequence[_Report]
) -> str:
    located = [
        _without_surrogates(each, format_)
        for report in reports
        for each in located_diagnostics(*report)
    ]
    return render_json(located) if format_ == "json" else render_sarif(located)


def _without_surrogates(
    located: LocatedDiagnostic, format_: Format
) -> LocatedDiagnostic:
    """Escape what JSON cannot contain: bytes of file names that are not UTF-8.

    SARIF has URIs of files, which contain any bytes.
    """
    diagnostic = replace(
        located.diagnostic,
        message=valid_unicode(located.diagnostic.message),
        hint=located.diagnostic.hint and valid_unicode(located.diagnostic.hint),
    )
    if located.file is None or format_ == "sarif":
        return LocatedDiagnostic(located.file, diagnostic)
    return LocatedDiagnostic(valid_unicode(located.file), diagnostic)


def _count(diagnostics: Iterable[Diagnostic]) -> str:
    """The number of errors; of warnings if there are no errors."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    severity: Severity = "error" if "error" in severities else "warning"
    return count_noun(severities.count(severity), severity)
