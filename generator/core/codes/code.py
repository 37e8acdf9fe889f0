"""A diagnostic code with its explanation."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A diagnostic code, and its explanation for users.

    Attributes:
        name: the code, in kebab case.
        severity: the severity of its diagnostics.
        summary: what is wrong, in one line without a full stop.
        why: why it matters, in sentences.
        advice: what to do; the hint of diagnostics that have none of their own.
        wrong, right: a small example and its correction; empty if there is nothing to show.
    """

    name: str
    severity: Severity
    summary: str
    why: str
    advice: str
    wrong: str = ""
    right: str = ""
