"""What there is to know of one diagnostic code."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A code and what it means, for a person who met it.

    `summary` is one line; `why` says why it matters; `advice` what to do, and is the hint of a
    diagnostic that has no better one of its own. `wrong` and `right` are a small example, both
    empty where there is nothing to write down.
    """

    name: str
    severity: Severity
    summary: str
    why: str
    advice: str
    wrong: str = ""
    right: str = ""
