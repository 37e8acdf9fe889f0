"""Violations as text."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable

from tests.oracle.judge import Violation, to_yaml

_MAX_EVIDENCE = 12


def describe(violation: Violation) -> str:
    """Describe a violation: the mutation, the documents' difference, what happened, the diff."""
    example = violation.example
    difference = difflib.unified_diff(
        to_yaml(example.old).splitlines(),
        to_yaml(example.new).splitlines(),
        "old.yaml",
        "new.yaml",
        lineterm="",
        n=4,
    )
    evidence = violation.evidence[:_MAX_EVIDENCE]
    if len(violation.evidence) > _MAX_EVIDENCE:
        evidence.append(f"… {len(violation.evidence) - _MAX_EVIDENCE} more")
    lines = [
        f"{violation.verdict}: {example.mutation}",
        *(f"    {line}" for line in difference),
        "  the program:",
        *(f"    {line[:400]}" for line in evidence or ["is as before"]),
        "  the diff:",
        *(f"    {line}" for line in violation.changes or ["no changes"]),
    ]
    return "\n".join(lines)


def table(violations: Iterable[Violation]) -> str:
    """Count violations by verdict and mutation."""
    counts = Counter((v.verdict, v.example.mutation) for v in violations)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "\n".join(
        f"{count:5}  {verdict:40}  {mutation}" for (verdict, mutation), count in rows
    )
