"""What a user declares of an API where its document does not say it, or says it otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.ir.http import Conventions, Paging


@dataclass(frozen=True, slots=True)
class Declared:
    """`paging` by operationId; `conventions` instead of those of a known dialect."""

    paging: Mapping[str, Paging] = field(default_factory=dict)
    conventions: Conventions | None = None


NOTHING_DECLARED = Declared()
