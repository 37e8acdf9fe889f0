"""Render diagnostics as text, with the line and column of their locations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.core.diagnostics import Diagnostic
from generator.core.pointer import Pointer
from generator.core.text import printable, printable_line
from generator.source.load.source import Source
from generator.source.load.source_map import SourceMap

# Characters of a string from the document that a message shows: a name there can have millions.
_SHOWN = 1000


def locate_diagnostics(
    diagnostics: Iterable[Diagnostic], source: Source | None
) -> tuple[Diagnostic, ...]:
    """Add line and column to diagnostics that have a pointer, and sort them.

    Errors come first, then the order of the document, then that of every other file. A value that
    an overlay or a referenced file contributed is located there.

    Args:
        diagnostics: the diagnostics.
        source: the document; None if it could not be read.
    """
    located: list[Diagnostic] = []
    pending: list[Diagnostic] = []
    for diagnostic in diagnostics:
        needs_line = diagnostic.line is None and diagnostic.at is not None
        (pending if needs_line else located).append(diagnostic)
    if source is not None and pending:
        source_map = SourceMap(source)
        pending = [_locate(diagnostic, source_map) for diagnostic in pending]
    return tuple(sorted([*located, *pending], key=_sort_key))


def _locate(diagnostic: Diagnostic, source_map: SourceMap) -> Diagnostic:
    file, line, column = source_map.locate(diagnostic.at or Pointer())
    return replace(diagnostic, file=file, line=line, column=column)


def _sort_key(diagnostic: Diagnostic) -> tuple[bool, str, int, int, str, str]:
    return (
        not diagnostic.is_error,
        diagnostic.file or "",
        diagnostic.line or 0,
        diagnostic.column or 0,
        diagnostic.code,
        diagnostic.message,
    )


def render_diagnostic(
    diagnostic: Diagnostic, source: Source | None, name: str | None = None
) -> str:
    """Render `file:line:column: severity[code]: message (at pointer)`, and a hint on its own line.

    Control characters and log commands are escaped.

    Args:
        diagnostic: the diagnostic.
        source: the document, to look up its line; None if it could not be read.
        name: the name of the document if there is no `source`.
    """
    [located] = locate_diagnostics(
        [diagnostic], source if diagnostic.line is None else None
    )
    file = located.file or (source.name if source is not None else name)
    parts = [file, located.line, located.column]
    prefix = ":".join(str(part) for part in parts if part is not None)
    pointer = f" (at {_shorten(str(located.at))})" if located.at is not None else ""
    message = _shorten(located.message)
    text = f"{located.severity}[{located.code}]: {message}{pointer}"
    hint = f"\n  hint: {printable(_shorten(located.hint))}" if located.hint else ""
    return printable_line(f"{prefix}: {text}" if prefix else text) + hint


def _shorten(string: str) -> str:
    return string if len(string) <= _SHOWN else f"{string[:_SHOWN]}…"
