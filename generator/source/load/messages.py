"""Diagnostics as text, each with the line and column that it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.core.diagnostics import Diagnostic
from generator.core.pointer import Pointer
from generator.core.text import printable
from generator.source.load.positions import Places
from generator.source.load.source import Source

# What a message shows of a document, in characters: a name there can have millions.
_MOST = 1000


def placed(
    diagnostics: Iterable[Diagnostic], source: Source | None
) -> tuple[Diagnostic, ...]:
    """The diagnostics with the line and column in `source` that their pointers stand for.

    Errors come first, and then it is the document's order, followed by that of each overlay; what
    an overlay brought is placed in the overlay. Without a `source` (the document could not be
    read) a diagnostic has the place it came with.
    """
    known: list[Diagnostic] = []
    unknown: list[Diagnostic] = []
    for each in diagnostics:
        is_unknown = each.line is None and each.at is not None
        (unknown if is_unknown else known).append(each)
    if source is not None and unknown:
        places = Places(source)
        unknown = [_placed(each, places) for each in unknown]
    return tuple(sorted([*known, *unknown], key=_rank))


def _placed(diagnostic: Diagnostic, places: Places) -> Diagnostic:
    file, line, column = places.place(diagnostic.at or Pointer())
    return replace(diagnostic, file=file, line=line, column=column)


def _rank(diagnostic: Diagnostic) -> tuple[bool, str, int, int, str, str]:
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
    """`specs/x.yaml:412:9: error[code]: message (at #/paths/~1v1)`, and a hint on its own line.

    `source` says where the pointer leads; `name` is what the document is called where it could not
    be read, and a diagnostic about another file has its name. Characters that a terminal would act
    upon come out escaped.
    """
    [found] = placed([diagnostic], source if diagnostic.line is None else None)
    called = found.file or (source.name if source is not None else name)
    parts = [called, found.line, found.column]
    place = ":".join(str(part) for part in parts if part is not None)
    pointer = f" (at {_shortened(str(found.at))})" if found.at is not None else ""
    text = f"{found.severity}[{found.code}]: {_shortened(found.message)}{pointer}"
    hint = f"\n  hint: {printable(_shortened(found.hint))}" if found.hint else ""
    return printable(f"{place}: {text}" if place else text) + hint


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
