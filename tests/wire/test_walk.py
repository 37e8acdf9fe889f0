"""A customer's life, its lists and its mishaps, on a server that keeps things and may fail."""

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
from tests.wire.hands import Hand, hand
from tests.wire.shop import FIRST, Failure, Shop
from tests.wire.stateful_server import StatefulServer

SEVERAL = 250


@pytest.fixture
def many(shop: Shop) -> list[str]:
    """The identifiers of many customers, in the order of a list: the newest first."""
    for number in range(SEVERAL):
        shop.create({"name": "Ada" if number % 2 else "Grace"})
    return list(shop.customers)


def ids(items: Any) -> list[str]:
    return [each.id for each in items]


def test_a_customer_from_creation_to_deletion(by: Hand, shop: Shop) -> None:
    made = by.do(
        "customers.create",
        name="Ada",
        email="ada@example.com",
        address={"city": "Paris", "line1": "1 rue «é» & co [0]"},
        metadata={"order": "6735", "gift": "yes"},
        preferred_locales=["fr", "en"],
    )
    assert isinstance(made, Customer)
    assert made.address is not None
    assert (made.address.city, made.address.line1) == ("Paris", "1 rue «é» & co [0]")
    assert made.preferred_locales == ["fr", "en"]
    assert made.created == datetime.fromtimestamp(FIRST + 1, UTC)

    assert by.do("customers.retrieve", made.id) == made

    changed = by.do(
        "customers.update", made.id, email="", metadata={"gift": "", "x": "y"}
    )
    assert (changed.name, changed.email) == ("Ada", None)
    assert changed.is_set("email")
    assert changed.metadata == {"order": "6735", "x": "y"}

    deleted = by.do("customers.delete", made.id)
    assert deleted == DeletedCustomer(id=made.id, object="customer", deleted=True)
    assert by.do("customers.retrieve", made.id) == deleted
    assert [each.method for each in shop.requests] == [
        *("POST", "GET", "POST", "DELETE", "GET")
    ]


def test_all_items_of_a_list_are_fetched_as_they_are_needed(
    by: Hand, shop: Shop, many: list[str]
) -> None:
    page = by.do("customers.list", limit=100)
    items = by.items(page)
    assert ids(islice(items, 100)) == many[:100]
    assert len(shop.requests) == 1
    assert next(items).id == many[100]
    assert len(shop.requests) == 2
    assert ids(items) == many[101:]
    assert len(shop.requests) == 3
    assert [each.arguments.get("starting_after") for each in shop.requests] == [
        *(None, many[99], many[199])
    ]
    assert {each.arguments["limit"] for each in shop.requests} == {"100"}


def test_a_list_is_read_backwards(by: Hand, shop: Shop, many: list[str]) -> None:
    page = by.do("customers.list", limit=100, ending_before=many[-1])
    assert ids(by.items(page)) == many[-2::-1]
    assert len(shop.requests) == 3


def test_a_search_goes_on_by_its_token(by: Hand, shop: Shop, many: list[str]) -> None:
    page = by.do("customers.search", query="name:'Ada'", limit=50)
    assert ids(by.items(page)) == many[::2]
    assert [each.arguments.get("page") for each in shop.requests] == [None, "50", "100"]
    assert {each.arguments["query"] for each in shop.requests} == {"name:'Ada'"}


def test_a_list_of_v2_goes_on_by_its_url(by: Hand, shop: Shop) -> None:
    shop.events = [f"evt_{number}" for number in range(25)]
    page = by.do("v2.core.events.list", limit=10)
    items = list(by.items(page))
    assert ids(items) == shop.events
    assert {type(each) for each in items} == {V2CoreEvent}
    assert [each.arguments.get("page") for each in shop.requests] == [None, "10", "20"]
    assert {each.path for each in shop.requests} == {"/v2/core/events"}


def test_pages_one_by_one(by: Hand, many: list[str]) -> None:
    first = by.do("customers.list", limit=200)
    second = by.next_page(first)
    assert ids(second.data) == many[200:]
    assert by.next_page(second) is None


def test_a_page_that_comes_twice_is_an_error(
    by: Hand, shop: Shop, many: list[str]
) -> None:
    shop.is_stuck = True
    seen = []
    with pytest.raises(ApiPagingError, match="the same page twice"):
        seen += [each.id for each in by.items(by.do("customers.list", limit=10))]
    assert len(shop.requests) == 2


def test_a_declined_charge(by: Hand, shop: Shop) -> None:
    with pytest.raises(CardError, match="insufficient funds") as caught:
        by.do("charges.create", amount=2000, currency="eur", source="tok_visa")
    error = caught.value
    assert isinstance(error, PaymentRequiredError)
    assert (error.status, error.code, error.type) == (
        *(402, "card_declined", "card_error"),
    )
    assert isinstance(error.body, Error)
    assert error.body.error.decline_code == "insufficient_funds"
    assert error.request_id == "req_1"
    assert len(shop.requests) == 1


def test_an_unknown_customer(by: Hand) -> None:
    with pytest.raises(NotFoundError, match="No such thing: 'cus_0'") as caught:
        by.do("customers.retrieve", "cus_0")
    assert isinstance(caught.value, ResourceMissingError)


def test_a_creation_whose_answer_was_lost_happens_once(by: Hand, shop: Shop) -> None:
    shop.failures.append(Failure(is_done=True))
    made = by.do("customers.create", name="Ada")
    assert (made.id, made.name) == ("cus_1", "Ada")
    assert list(shop.customers) == ["cus_1"]
    first, second = shop.requests
    assert first.key
    assert first == second
    assert len(by.pauses) == 1


def test_a_replayed_answer_says_so(by: Hand, shop: Shop) -> None:
    shop.failures.append(Failure(500, is_done=True))
    answer = by.raw("customers.create", name="Ada")
    assert answer.headers["idempotent-replayed"] == "true"
    assert (answer.attempts, answer.request_id) == (2, "req_2")
    assert list(shop.customers) == [answer.value.id]


def test_two_calls_create_two(by: Hand, shop: Shop) -> None:
    for _ in range(2):
        by.do("customers.create", name="Ada")
    assert len(shop.customers) == 2
    assert len({each.key for each in shop.requests}) == 2


def test_a_call_with_a_key_of_ones_own_creates_one(by: Hand, shop: Shop) -> None:
    one, other = (
        by.do("customers.create", name="Ada", idempotency_key="order-6735")
        for _ in range(2)
    )
    assert one == other
    assert len(shop.customers) == 1


FAILURES: dict[str, Failure] = {
    "a broken connection": Failure(),
    "an error of the server": Failure(500),
    "a conflict": Failure(409),
    "too many requests": Failure(429, {"Retry-After": "0"}),
    "a refusal that is worth another try": Failure(
        400, {"Stripe-Should-Retry": "true"}
    ),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_what_fails_in_passing_is_tried_again(
    failure: Failure, by: Hand, shop: Shop
) -> None:
    shop.failures += [failure, failure]
    made = by.do("customers.create", name="Ada")
    assert list(shop.customers) == [made.id]
    assert len({each.key for each in shop.requests}) == 1
    assert (len(shop.requests), len(by.pauses)) == (3, 2)


def test_the_server_may_forbid_another_try(by: Hand, shop: Shop) -> None:
    shop.failures.append(Failure(500, {"Stripe-Should-Retry": "false"}))
    with pytest.raises(ServerError):
        by.do("customers.create", name="Ada")
    assert (len(shop.requests), by.pauses) == (1, [])


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (Failure(), ApiConnectionError),
        (Failure(503), ServerError),
        (Failure(429, {"Retry-After": "0"}), RateLimitError),
    ],
)
def test_what_goes_on_failing_is_an_error_in_the_end(
    failure: Failure, kind: type[Exception], by: Hand, shop: Shop
) -> None:
    shop.failures += [failure] * 3
    with pytest.raises(kind, match="3 attempts"):
        by.do("customers.create", name="Ada")
    assert shop.customers == {}


def test_a_page_that_fails_in_passing_does_not_end_the_list(
    by: Hand, shop: Shop, many: list[str]
) -> None:
    items = by.items(by.do("customers.list", limit=100))
    assert next(items).id == many[0]
    shop.failures += [Failure(), Failure(502)]
    assert ids(items) == many[1:]
    assert len(shop.requests) == 5


def test_a_wrong_key_is_told(stateful_server: StatefulServer, shop: Shop) -> None:
    stranger = hand("method", "sk_test_wrong", stateful_server.url)
    with pytest.raises(AuthenticationError) as caught:
        stranger.do("customers.list")
    assert "sk_test_wrong" not in str(caught.value) + repr(caught.value)
    stranger.close()
