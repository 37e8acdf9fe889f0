"""What a rule is: what happened to what, and whether that breaks callers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Subject = Literal[
    "client",
    "server",
    "option",
    "exception",
    "resource",
    "operation",
    "argument",
    "result",
    "webhook",
    "type",
    "field",
    "value",
]
Kind = Literal["added", "removed", "renamed", "changed"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `short` says it of a thing named beside it, `sentence` says it whole."""

    id: str
    subject: Subject
    kind: Kind
    breaking: bool
    short: str
    sentence: str
