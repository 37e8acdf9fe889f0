"""The table of rules as text, which the documentation is written from."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diff.rule import Rule
from generator.diff.rules import PREAMBLE, RULES

_INDENT = 28


def rules_text() -> str:
    """Every rule with its ID and sentence: those by which a change breaks callers first."""
    breaking = [each for each in RULES.values() if each.breaking]
    others = [each for each in RULES.values() if not each.breaking]
    return f"{PREAMBLE}\n\nBreaking:\n\n{_table(breaking)}\nNot breaking:\n\n{_table(others)}"


def _table(rules: Iterable[Rule]) -> str:
    return "".join(f"  {each.id:<{_INDENT}}{each.sentence}\n" for each in rules)
