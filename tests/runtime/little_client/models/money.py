from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from generator.runtime.models.formats import DateTime
from generator.runtime.models.model import Model, model, wire

if TYPE_CHECKING:
    from generator.runtime.models.formats import (
        Base64,
        Date,
        DecimalString,
        Int64String,
    )

Moment: TypeAlias = DateTime


@model
class Money(Model):
    amount: Int64String
    rate: DecimalString | None = None
    since: Moment | None = None
    day: Date | None = None
    proof: Base64 | None = None
    n_1099: str | None = wire("1099", default=None)
