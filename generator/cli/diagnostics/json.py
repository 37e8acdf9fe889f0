"""Diagnostics as a JSON object, which docs/reference/diagnostics.md describes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.cli.diagnostics.located import LocatedDiagnostic
from generator.core.json import Json, json_text
from generator.core.version import __version__

VERSION = 1


def render_json(diagnostics: Sequence[LocatedDiagnostic]) -> str:
    """Render diagnostics as one JSON object."""
    severities = Counter(each.diagnostic.severity for each in diagnostics)
    return json_text(
        {
            "version": VERSION,
            "generator": f"codegen {__version__}",
            "errors": severities["error"],
            "warnings": severities["warning"],
            "diagnostics": [_to_json(each) for each in diagnostics],
        }
    )


def _to_json(located: LocatedDiagnostic) -> dict[str, Json]:
    diagnostic = located.diagnostic
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "hint": located.hint,
        "file": located.file,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "pointer": None if diagnostic.at is None else str(diagnostic.at),
    }
