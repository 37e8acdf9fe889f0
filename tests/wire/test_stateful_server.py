"""CRUD, pagination, errors, retries and idempotency against a stateful fake server."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import Any

import pytest

from generated.stripe_client.errors import (
    ApiConnectionError,
    ApiPagingError,
    AuthenticationError,
    CardError,
    NotFoundError,
    PaymentRequiredError,
    RateLimitError,
    ResourceMissingError,
    ServerError,
)
from generated.stripe_client.models import Customer, DeletedCustomer, Error, V2CoreEvent
from tests.wire.callers import Caller, create_caller
from tests.wire.shop import FIRST_CREATED, Failure, Shop
from tests.wire.stateful_server import StatefulServer

CUSTOMER_COUNT = 250


@pytest.fixture
def customer_ids(shop: Shop) -> list[str]:
    """Create customer_ids customers and return their IDs, newest first, as in a list."""
    for number in range(CUSTOMER_COUNT):
        shop.create({"name": "Ada" if number % 2 else "Grace"})
    return list(shop.customers)


def ids(items: Any) -> list[str]:
    return [item.id for item in items]


def test_customer_create_retrieve_update_delete(caller: Caller, shop: Shop) -> None:
    created = caller.call(
        "customers.create",
        name="Ada",
        email="ada@example.com",
        address={"city": "Paris", "line1": "1 rue «é» & co [0]"},
        metadata={"order": "6735", "gift": "yes"},
        preferred_locales=["fr", "en"],
    )
    assert isinstance(created, Customer)
    assert created.address is not None
    assert (created.address.city, created.address.line1) == (
        "Paris",
        "1 rue «é» & co [0]",
    )
    assert created.preferred_locales == ["fr", "en"]
    assert created.created == datetime.fromtimestamp(FIRST_CREATED + 1, UTC)

    assert caller.call("customers.retrieve", created.id) == created

    changed = caller.call(
        "customers.update", created.id, email="", metadata={"gift": "", "x": "y"}
    )
    assert (changed.name, changed.email) == ("Ada", None)
    assert changed.is_set("email")
    assert changed.metadata == {"order": "6735", "x": "y"}

    deleted = caller.call("customers.delete", created.id)
    assert deleted == DeletedCustomer(id=created.id, object="customer", deleted=True)
    assert caller.call("customers.retrieve", created.id) == deleted
    assert [request.method for request in shop.requests] == [
        *("POST", "GET", "POST", "DELETE", "GET")
    ]


def test_auto_paging_fetches_pages_lazily(
    caller: Caller, shop: Shop, customer_ids: list[str]
) -> None:
    page = caller.call("customers.list", limit=100)
    items = caller.items(page)
    assert ids(islice(items, 100)) == customer_ids[:100]
    assert len(shop.requests) == 1
    assert next(items).id == customer_ids[100]
    assert len(shop.requests) == 2
    assert ids(items) == customer_ids[101:]
    assert len(shop.requests) == 3
    assert [request.arguments.get("starting_after") for request in shop.requests] == [
        *(None, customer_ids[99], customer_ids[199])
    ]
    assert {request.arguments["limit"] for request in shop.requests} == {"100"}


def test_auto_paging_backwards_with_ending_before(
    caller: Caller, shop: Shop, customer_ids: list[str]
) -> None:
    page = caller.call("customers.list", limit=100, ending_before=customer_ids[-1])
    assert ids(caller.items(page)) == customer_ids[-2::-1]
    assert len(shop.requests) == 3


def test_auto_paging_search_by_token(
    caller: Caller, shop: Shop, customer_ids: list[str]
) -> None:
    page = caller.call("customers.search", query="name:'Ada'", limit=50)
    assert ids(caller.items(page)) == customer_ids[::2]
    assert [request.arguments.get("page") for request in shop.requests] == [
        None,
        "50",
        "100",
    ]
    assert {request.arguments["query"] for request in shop.requests} == {"name:'Ada'"}


def test_auto_paging_v2_by_next_page_url(caller: Caller, shop: Shop) -> None:
    shop.events = [f"evt_{number}" for number in range(25)]
    page = caller.call("v2.core.events.list", limit=10)
    items = list(caller.items(page))
    assert ids(items) == shop.events
    assert {type(item) for item in items} == {V2CoreEvent}
    assert [request.arguments.get("page") for request in shop.requests] == [
        None,
        "10",
        "20",
    ]
    assert {request.path for request in shop.requests} == {"/v2/core/events"}


def test_get_next_page(caller: Caller, customer_ids: list[str]) -> None:
    first = caller.call("customers.list", limit=200)
    second = caller.next_page(first)
    assert ids(second.data) == customer_ids[200:]
    assert caller.next_page(second) is None


def test_repeated_page_raises_paging_error(
    caller: Caller, shop: Shop, customer_ids: list[str]
) -> None:
    shop.is_stuck = True
    seen = []
    with pytest.raises(ApiPagingError, match="the same page twice"):
        seen += [
            item.id for item in caller.items(caller.call("customers.list", limit=10))
        ]
    assert len(shop.requests) == 2


def test_declined_charge_raises_card_error(caller: Caller, shop: Shop) -> None:
    with pytest.raises(CardError, match="insufficient funds") as caught:
        caller.call("charges.create", amount=2000, currency="eur", source="tok_visa")
    error = caught.value
    assert isinstance(error, PaymentRequiredError)
    assert (error.status, error.code, error.type) == (
        *(402, "card_declined", "card_error"),
    )
    assert isinstance(error.body, Error)
    assert error.body.error.decline_code == "insufficient_funds"
    assert error.request_id == "req_1"
    assert len(shop.requests) == 1


def test_unknown_customer_raises_not_found_error(caller: Caller) -> None:
    with pytest.raises(NotFoundError, match="No such thing: 'cus_0'") as caught:
        caller.call("customers.retrieve", "cus_0")
    assert isinstance(caught.value, ResourceMissingError)


def test_retry_after_lost_response_creates_once(caller: Caller, shop: Shop) -> None:
    shop.failures.append(Failure(is_done=True))
    created = caller.call("customers.create", name="Ada")
    assert (created.id, created.name) == ("cus_1", "Ada")
    assert list(shop.customers) == ["cus_1"]
    first, second = shop.requests
    assert first.key
    assert first == second
    assert len(caller.pauses) == 1


def test_replayed_response_has_header(caller: Caller, shop: Shop) -> None:
    shop.failures.append(Failure(500, is_done=True))
    response = caller.raw("customers.create", name="Ada")
    assert response.headers["idempotent-replayed"] == "true"
    assert (response.attempts, response.request_id) == (2, "req_2")
    assert list(shop.customers) == [response.value.id]


def test_calls_have_different_idempotency_keys(caller: Caller, shop: Shop) -> None:
    for _ in range(2):
        caller.call("customers.create", name="Ada")
    assert len(shop.customers) == 2
    assert len({request.key for request in shop.requests}) == 2


def test_idempotency_key_of_caller_creates_once(caller: Caller, shop: Shop) -> None:
    one, other = (
        caller.call("customers.create", name="Ada", idempotency_key="order-6735")
        for _ in range(2)
    )
    assert one == other
    assert len(shop.customers) == 1


FAILURES: dict[str, Failure] = {
    "broken connection": Failure(),
    "server error": Failure(500),
    "conflict": Failure(409),
    "too customer_ids requests": Failure(429, {"Retry-After": "0"}),
    "Stripe-Should-Retry": Failure(400, {"Stripe-Should-Retry": "true"}),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_temporary_failure_is_retried(
    failure: Failure, caller: Caller, shop: Shop
) -> None:
    shop.failures += [failure, failure]
    created = caller.call("customers.create", name="Ada")
    assert list(shop.customers) == [created.id]
    assert len({request.key for request in shop.requests}) == 1
    assert (len(shop.requests), len(caller.pauses)) == (3, 2)


def test_no_retry_if_server_forbids_it(caller: Caller, shop: Shop) -> None:
    shop.failures.append(Failure(500, {"Stripe-Should-Retry": "false"}))
    with pytest.raises(ServerError):
        caller.call("customers.create", name="Ada")
    assert (len(shop.requests), caller.pauses) == (1, [])


@pytest.mark.parametrize(
    ("failure", "error_class"),
    [
        (Failure(), ApiConnectionError),
        (Failure(503), ServerError),
        (Failure(429, {"Retry-After": "0"}), RateLimitError),
    ],
)
def test_permanent_failure_raises_after_retries(
    failure: Failure, error_class: type[Exception], caller: Caller, shop: Shop
) -> None:
    shop.failures += [failure] * 3
    with pytest.raises(error_class, match="3 attempts"):
        caller.call("customers.create", name="Ada")
    assert shop.customers == {}


def test_auto_paging_retries_temporary_failures(
    caller: Caller, shop: Shop, customer_ids: list[str]
) -> None:
    items = caller.items(caller.call("customers.list", limit=100))
    assert next(items).id == customer_ids[0]
    shop.failures += [Failure(), Failure(502)]
    assert ids(items) == customer_ids[1:]
    assert len(shop.requests) == 5


def test_wrong_key_raises_authentication_error(
    stateful_server: StatefulServer, shop: Shop
) -> None:
    unauthorized = create_caller("method", "sk_test_wrong", stateful_server.url)
    with pytest.raises(AuthenticationError) as caught:
        unauthorized.call("customers.list")
    assert "sk_test_wrong" not in str(caught.value) + repr(caught.value)
    unauthorized.close()
