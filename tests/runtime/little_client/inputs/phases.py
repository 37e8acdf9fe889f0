from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from generator.runtime.models.model import Model, model, wire
from generator.runtime.models.unset import UNSET, Unset

if TYPE_CHECKING:
    from generator.runtime.models.formats import DateTime, Int64String, UnixTime


@model
class Item(Model):
    price: str
    added: DateTime | Unset = UNSET


@model
class Phase(Model):
    items: list[Item]
    start_date: UnixTime | int | Literal["now"] | Unset = UNSET
    amount: Int64String | Unset = UNSET
    note: str | Literal[""] | Unset = UNSET
    cleared: str | Unset | None = UNSET
    tax_percent: float | Unset = wire("tax-percent", default=UNSET)
