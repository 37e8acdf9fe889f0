from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from generator.runtime.models.model import Model, model

if TYPE_CHECKING:
    from .customer import Customer


@model
class BankAccount(Model):
    id: str
    object: Literal["bank_account"]
    bank_name: str | None = None


@model
class Card(Model):
    id: str
    object: Literal["card"]
    brand: str | None = None
    owner: str | Customer | None = None
