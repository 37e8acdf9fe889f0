"""Paged lists, one for each paging rule, and downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from generator.runtime.client.async_twin import asynchronous
from generator.runtime.client.deprecation import deprecated
from generator.runtime.client.paged_twin import asynchronous_pages
from generator.runtime.models.unset import UNSET, Unset
from generator.runtime.operations.endpoint import Content, Endpoint
from generator.runtime.paging.rules import LastItem, NextUrl, Token

if TYPE_CHECKING:
    from generator.runtime.client.callers import Caller
    from generator.runtime.operations.request_options import RequestOptions

    from ..models import CardsPage, CustomersPage, EventsPage


def get_customers(
    client: Caller,
    *,
    starting_after: str | Unset = UNSET,
    ending_before: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    **options: Unpack[RequestOptions],
) -> CustomersPage:
    """Lists customers, newest first."""
    return client.call(_GET_CUSTOMERS, locals())


get_customers_async = asynchronous_pages(get_customers)


def get_cards(
    client: Caller,
    customer: str,
    *,
    page: str | Unset = UNSET,
    **options: Unpack[RequestOptions],
) -> CardsPage:
    """Lists the cards of a customer."""
    return client.call(_GET_CARDS, locals())


get_cards_async = asynchronous_pages(get_cards)


def get_events(
    client: Caller, *, limit: int | Unset = UNSET, **options: Unpack[RequestOptions]
) -> EventsPage:
    """Lists events."""
    return client.call(_GET_EVENTS, locals())


get_events_async = asynchronous_pages(get_events)


def get_report(client: Caller, report: str, **options: Unpack[RequestOptions]) -> bytes:
    """Downloads a report."""
    return client.call(_GET_REPORT, locals())


get_report_async = asynchronous(get_report)


@deprecated("Use get_report.")
def get_old_report(
    client: Caller, report: str, **options: Unpack[RequestOptions]
) -> bytes:
    """Downloads a report, the old way."""
    return client.call(_GET_REPORT, locals())


get_old_report_async = asynchronous(get_old_report)


_GET_CUSTOMERS: Endpoint[CustomersPage] = Endpoint(
    "GetCustomers",
    "GET",
    "/v1/customers",
    query=("starting_after", "ending_before", "limit"),
    responses={"200": "CustomersPage", "default": "Failure"},
    pages=LastItem(
        items="data",
        cursor="starting_after",
        reverse="ending_before",
        more="has_more",
    ),
)

_GET_CARDS: Endpoint[CardsPage] = Endpoint(
    "GetCustomersCards",
    "GET",
    "/v1/customers/{customer}/cards",
    path=("customer",),
    query=("page",),
    responses={"200": "CardsPage"},
    pages=Token(items="data", token="next_page", parameter="page"),
)

_GET_EVENTS: Endpoint[EventsPage] = Endpoint(
    "GetEvents",
    "GET",
    "/v2/events",
    query=("limit",),
    responses={"200": "EventsPage"},
    pages=NextUrl(items="data", url="next_page_url"),
)

_GET_REPORT: Endpoint[bytes] = Endpoint(
    "GetReport",
    "GET",
    "/v1/reports/{report}",
    path=("report",),
    responses={"200": Content("application/pdf", "bytes"), "default": "Failure"},
)
