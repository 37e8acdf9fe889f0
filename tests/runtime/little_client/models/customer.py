from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.runtime.models.model import Model, model, wire

if TYPE_CHECKING:
    from generator.runtime.models.formats import UnixTime

    from .address import Address
    from .card import BankAccount, Card
    from .money import Money

CustomerTaxExempt: TypeAlias = Literal["exempt", "none", "reverse"] | str


@model
class Customer(Model):
    """A paying customer."""

    id: str
    """Unique identifier for the object."""

    object: Literal["customer"]
    created: UnixTime
    from_: str | None = wire("from", default=None)
    name: str | None = None
    tax_exempt: CustomerTaxExempt | None = None
    address: Address | None = None
    default_source: str | BankAccount | Card | None = None
    metadata: dict[str, str] | None = None
    sources: list[BankAccount | Card] | None = None
    parent: str | Customer | DeletedCustomer | None = None
    balances: dict[str, Money] | None = None


@model
class DeletedCustomer(Model):
    id: str
    object: Literal["customer"]
    deleted: Literal[True]
