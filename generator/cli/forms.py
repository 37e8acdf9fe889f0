"""The forms in which diagnostics are told: lines for people, JSON and SARIF for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from generator.cli.sarif import sarif_text
from generator.cli.told import Told, told_of
from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.core.version import __version__
from generator.source.load import Source, render_diagnostic

About = tuple[tuple[Diagnostic, ...], Source | None, str | None]

VERSION = 1
# A document can have the same thing to say of it hundreds of times; people read a few.
MOST_WARNINGS = 10
_FIRST_WARNINGS = 3


def told_lines(
    diagnostics: Iterable[Diagnostic], source: Source | None, document: str | None
) -> Iterator[str]:
    """Lines for a terminal, about one document."""
    return _lines(told_of(diagnostics, source, document))


def _lines(told: Sequence[Told]) -> Iterator[str]:
    """Lines for a terminal. What to do is said once; warnings of a code are told up to a few."""
    counts = Counter(each.diagnostic.code for each in told)
    seen: Counter[str] = Counter()
    hints: set[tuple[str, str | None]] = set()
    for each in told:
        code = each.diagnostic.code
        seen[code] += 1
        is_many = counts[code] > MOST_WARNINGS
        if each.diagnostic.severity == "warning" and is_many:
            if seen[code] == counts[code]:
                more = counts[code] - _FIRST_WARNINGS
                where = f"{each.file}: " if each.file else ""
                yield f"{where}warning[{code}]: and {more} more; --diagnostics json tells all"
            if seen[code] > _FIRST_WARNINGS:
                continue
        hint = each.hint if (code, each.hint) not in hints else None
        hints.add((code, each.hint))
        yield render_diagnostic(replace(each.diagnostic, hint=hint), None, each.file)


def program_text(format_: Literal["json", "sarif"], found: Sequence[About]) -> str:
    """What programs read, about all documents."""
    told = [each for about in found for each in told_of(*about)]
    return _json_text(told) if format_ == "json" else sarif_text(told)


def _json_text(told: Sequence[Told]) -> str:
    """One JSON object: docs/reference/diagnostics.md says what is in it."""
    severities = Counter(each.diagnostic.severity for each in told)
    return json.dumps(
        {
            "version": VERSION,
            "generator": f"codegen {__version__}",
            "errors": severities["error"],
            "warnings": severities["warning"],
            "diagnostics": [_facts(each) for each in told],
        },
        indent=2,
    )


def _facts(told: Told) -> dict[str, Json]:
    each = told.diagnostic
    return {
        "code": each.code,
        "severity": each.severity,
        "message": each.message,
        "hint": told.hint,
        "file": told.file,
        "line": each.line,
        "column": each.column,
        "pointer": None if each.at is None else str(each.at),
    }
