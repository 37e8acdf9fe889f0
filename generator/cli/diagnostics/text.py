"""Diagnostics as text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.cli.diagnostics.located import located_diagnostics
from generator.core.diagnostics import Diagnostic
from generator.core.text import printable_line
from generator.source.load import Source, render_diagnostic

# If a code has more warnings than this, only the first few are shown.
MOST_WARNINGS = 10
_FIRST_WARNINGS = 3


def render_lines(
    diagnostics: Iterable[Diagnostic], source: Source | None, document: str | None
) -> Iterator[str]:
    """Render the diagnostics of one document. Repeated hints and warnings are left out.

    The arguments are those of `located_diagnostics`.
    """
    located = located_diagnostics(diagnostics, source, document)
    counts = Counter(each.diagnostic.code for each in located)
    seen: Counter[str] = Counter()
    hints: set[tuple[str, str | None]] = set()
    for each in located:
        code = each.diagnostic.code
        seen[code] += 1
        is_many = counts[code] > MOST_WARNINGS
        if each.diagnostic.severity == "warning" and is_many:
            if seen[code] == counts[code]:
                file = f"{each.file}: " if each.file else ""
                more = counts[code] - _FIRST_WARNINGS
                yield printable_line(
                    f"{file}warning[{code}]: and {more} more; --diagnostics json lists all"
                )
            if seen[code] > _FIRST_WARNINGS:
                continue
        hint = each.hint if (code, each.hint) not in hints else None
        hints.add((code, each.hint))
        yield render_diagnostic(replace(each.diagnostic, hint=hint), None, each.file)
