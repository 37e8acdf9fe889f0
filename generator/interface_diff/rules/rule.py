"""A rule: one type of change, and whether it breaks callers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Subject = Literal[
    "client",
    "server",
    "credential",
    "header",
    "export",
    "option",
    "exception",
    "error",
    "resource",
    "operation",
    "argument",
    "body",
    "result",
    "response",
    "webhook",
    "type",
    "key",
    "field",
    "value",
    "tag",
]
Kind = Literal["added", "removed", "renamed", "changed"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A type of change.

    Attributes:
        id: stable identifier, part of the JSON report.
        subject: the part of the interface that changed.
        kind: the category of the change, for counting.
        breaking: whether code that uses the client may fail or behave differently.
        label: what follows the subject in reports: `argument` + `now required`.
        description: a sentence for the table of rules.
    """

    id: str
    subject: Subject
    kind: Kind
    breaking: bool
    label: str
    description: str
