"""The README's first call over a real connection: the request sent and the decoded response."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
import stripe

from generated.stripe_client import ApiStatusError, AsyncClient, Client
from generated.stripe_client._runtime.http.errors import NotFoundError, RateLimitError
from generated.stripe_client.models import Address, Card, Customer, Error
from generated.stripe_client.operations import (
    get_customers_customer,
    post_customers,
    post_customers_async,
)
from tests.cases.serving import Received, Server
from tests.real.stripe_responses import CUSTOMER, KEY

FORM = "application/x-www-form-urlencoded"
DECLINED = {
    "error": {
        "type": "card_error",
        "code": "card_declined",
        "decline_code": "insufficient_funds",
        "message": "Your card was declined.",
        "param": "",
    }
}


def first_call(client: Client) -> Customer:
    """The first call in the README."""
    return post_customers(
        client,
        name="Ada",
        address={"city": "Paris"},
        tax_id_data=[{"type": "eu_vat", "value": "FRAB123456789"}],
        metadata={"order": "6735"},
        expand=["default_source"],
    )


def request_of_official_client(server: Server, params: Any) -> Received:
    """The request that Stripe's official client sends to create a customer."""
    client = stripe.StripeClient(
        KEY, base_addresses={"api": server.url}, max_network_retries=0
    )
    client.v1.customers.create(params)
    return server.last


@pytest.fixture
def no_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stripe, "enable_telemetry", False)


@pytest.mark.usefixtures("no_telemetry")
def test_request_equals_that_of_official_client(client: Client, server: Server) -> None:
    server.answer(CUSTOMER)
    first_call(client)
    ours = server.last

    server.answer(CUSTOMER)
    # In the order of the document, in which our client sends them.
    theirs = request_of_official_client(
        server,
        {
            "address": {"city": "Paris"},
            "expand": ["default_source"],
            "metadata": {"order": "6735"},
            "name": "Ada",
            "tax_id_data": [{"type": "eu_vat", "value": "FRAB123456789"}],
        },
    )
    assert ours.body == theirs.body
    assert (ours.method, ours.path, ours.query) == ("POST", "/v1/customers", "")
    assert (theirs.method, theirs.path, theirs.query) == ("POST", "/v1/customers", "")
    for header in ("authorization", "content-type"):
        assert ours.headers[header] == theirs.headers[header]
    assert ours.headers["authorization"] == f"Bearer {KEY}"
    assert ours.headers["content-type"] == FORM


@pytest.mark.usefixtures("no_telemetry")
def test_form_encoding_equals_that_of_official_client(
    client: Client, server: Server
) -> None:
    params: Any = {
        "address": "",
        "balance": -100,
        "cash_balance": {"settings": {"reconciliation_mode": "manual"}},
        "description": "50% & more = a+b / «ü» 顧客 🙂\n~*'()[]",
        "invoice_settings": {"custom_fields": [{"name": "a b", "value": "[0]"}]},
        "metadata": {"a[b]": "", "ü ": "1"},
        "preferred_locales": ["fr", "de"],
        "tax": {"validate_location": "immediately"},
    }
    server.answer(CUSTOMER)
    post_customers(client, **params)
    ours = server.last
    server.answer(CUSTOMER)
    assert ours.body == request_of_official_client(server, params).body


def test_response_is_decoded_to_customer(client: Client, server: Server) -> None:
    server.answer(CUSTOMER)
    customer = first_call(client)
    assert isinstance(customer, Customer)
    assert customer.address == Address(city="Paris", line1=None)
    assert isinstance(customer.default_source, Card)
    assert customer.created == datetime.fromtimestamp(1700000000, UTC)
    assert customer.metadata == {"order": "6735"}
    assert customer.to_dict() == CUSTOMER


def test_async_function_sends_same_request(client: Client, server: Server) -> None:
    server.answer(CUSTOMER)
    customer = first_call(client)
    server.answer(CUSTOMER)

    async def call() -> Customer:
        async with AsyncClient(KEY, base_url=server.url) as client:
            return await post_customers_async(
                client,
                name="Ada",
                address={"city": "Paris"},
                tax_id_data=[{"type": "eu_vat", "value": "FRAB123456789"}],
                metadata={"order": "6735"},
                expand=["default_source"],
            )

    assert asyncio.run(call()) == customer
    sync, asynchronous = server.requests
    # Each call has its own idempotency key.
    headers = [dict(request.headers) for request in (sync, asynchronous)]
    assert len({header.pop("idempotency-key") for header in headers}) == 2
    assert headers[0] == headers[1]
    assert (sync.path, sync.body) == (asynchronous.path, asynchronous.body)


def test_declined_card_raises_error_with_body(client: Client, server: Server) -> None:
    server.answer(DECLINED, 402, headers={"Request-Id": "req_1", "X-Seen": "1"})
    with pytest.raises(ApiStatusError, match="Your card was declined") as raised:
        first_call(client)
    error = raised.value
    assert (error.status, error.request_id) == (402, "req_1")
    assert error.headers["x-seen"] == "1"
    assert isinstance(error.body, Error)
    assert error.body.error.decline_code == "insufficient_funds"
    assert error.body.to_dict() == DECLINED
    assert KEY not in repr(error) + str(error)


@pytest.mark.parametrize(
    ("status", "error_class"), [(404, NotFoundError), (429, RateLimitError)]
)
def test_error_class_by_status(
    status: int, error_class: type[ApiStatusError], client: Client, server: Server
) -> None:
    body = {"error": {"type": "invalid_request_error", "message": "No such customer"}}
    server.answer(body, status, headers={"Request-Id": "req_2"})
    with pytest.raises(error_class, match="No such customer") as raised:
        get_customers_customer(client, "cus_0")
    assert isinstance(raised.value.body, Error)
    assert (raised.value.status, raised.value.request_id) == (status, "req_2")


def test_misspelt_argument_raises_type_error(client: Client, server: Server) -> None:
    with pytest.raises(TypeError, match=r"post_customers\(\).*'nmae'.*'name'"):
        post_customers(client, nmae="Ada")  # type: ignore[call-arg]  # misspelt on purpose
    assert server.requests == []
