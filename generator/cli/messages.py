"""What the commands say of documents on stderr: diagnostics, and what stood in the way."""

from __future__ import annotations

from collections.abc import Iterable

import click

from generator.build import BuildError
from generator.cli.stderr import say
from generator.diagnostics import Diagnostic, DocumentError
from generator.load import Source, placed, render_diagnostic
from generator.output import OutputError

# What ends a command with words for its user instead of an internal error.
FAILURES = (BuildError, DocumentError, OutputError)


def refused(
    error: BuildError | DocumentError | OutputError, document: str, ending: str
) -> int:
    """Say what stood in the way, and how many errors there were; gives the exit code.

    `document` is the name that the user gave the document, `ending` what became of the rest:
    "nothing written".
    """
    if isinstance(error, OutputError):
        say(f"error: {error.message}")
        if error.hint:
            say(f"  hint: {error.hint}")
        count = 1
    else:
        source = error.source if isinstance(error, BuildError) else None
        name = error.name if isinstance(error, DocumentError) else None
        say_diagnostics(error.diagnostics, source, name or document)
        count = sum(each.severity == "error" for each in error.diagnostics)
    say(f"{count} {'error' if count == 1 else 'errors'}, {ending}")
    return 1


def say_diagnostics(
    diagnostics: Iterable[Diagnostic], source: Source | None, document: str
) -> None:
    """Each diagnostic with its place in `source`, in the document's order."""
    for each in placed(diagnostics, source):
        click.echo(render_diagnostic(each, source, document), err=True)
