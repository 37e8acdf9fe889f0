from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.runtime.models.model import model
from generator.runtime.paging.page import Page

if TYPE_CHECKING:
    from .card import BankAccount, Card
    from .customer import Customer


@model
class CustomersPage(Page["Customer"]):
    """A page of customers."""

    data: list[Customer]
    has_more: bool
    url: str | None = None


@model
class CardsPage(Page["BankAccount | Card"]):
    data: list[BankAccount | Card]
    next_page: str | None = None


@model
class EventsPage(Page["dict[str, Any]"]):
    data: list[dict[str, Any]]
    next_page_url: str | None = None
