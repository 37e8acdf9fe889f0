"""Model values: repr, equality, copying, pickling, dataclass functions, serialization."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from generated.stripe_client import ApiStatusError, Client
from generated.stripe_client._runtime.models.model import Model
from generated.stripe_client.models import (
    Address,
    Card,
    Customer,
    GetCustomersResponse,
    Invoice,
    V2Error,
    V2ErrorAccountTokenRequired,
)
from generated.stripe_client.operations import post_v2_core_accounts
from tests.cases.serving import Server
from tests.real.samples import SAMPLES
from tests.real.stripe_responses import CUSTOMER

MAX_LENGTH = 300
PAGE = {
    "object": "list",
    "url": "/v1/customers",
    "has_more": True,
    "data": [{**CUSTOMER, "id": f"cus_{number}"} for number in range(100)],
}
DECLINED = {
    "error": {"type": "card_error", "code": "card_declined", "message": "Declined."}
}


def pickle_copy(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


WITH_EVERY_COPY = pytest.mark.parametrize(
    "make_copy", [copy.copy, copy.deepcopy, pickle_copy]
)


@pytest.fixture
def customer() -> Customer:
    return Customer.from_dict({**CUSTOMER, "unknown_field": {"a": [1]}})


@pytest.fixture
def page(client: Client, server: Server) -> GetCustomersResponse:
    server.answer(PAGE)
    return client.customers.list(limit=100)


@pytest.fixture
def error(client: Client, server: Server) -> ApiStatusError:
    server.answer(DECLINED, 402, headers={"Request-Id": "req_1"})
    with pytest.raises(ApiStatusError) as caught:
        client.charges.create(amount=1)
    return caught.value


@pytest.mark.skipif(not SAMPLES, reason="Stripe's samples are not here")
@pytest.mark.parametrize(
    ("model", "name"), [(Customer, "customer"), (Invoice, "invoice")]
)
def test_repr_is_short(model: type[Model], name: str) -> None:
    value = model.from_dict(SAMPLES[name])
    assert repr(value) == str(value)
    assert "\n" not in repr(value)
    assert len(repr(value)) < MAX_LENGTH


def test_repr_of_page_and_items_is_short(
    page: GetCustomersResponse,
) -> None:
    assert len(repr(page)) < MAX_LENGTH
    assert len(repr(page.auto_paging())) < MAX_LENGTH
    assert "Customer" in repr(page.data[0])


def test_repr_truncates_long_strings(customer: Customer) -> None:
    long = dataclasses.replace(customer, description="x" * 5000)
    assert len(repr(long)) < MAX_LENGTH


@WITH_EVERY_COPY
def test_copy_equals_original(
    make_copy: Callable[[Any], Any], customer: Customer
) -> None:
    other = make_copy(customer)
    assert other == customer
    assert other is not customer
    assert other.to_dict() == customer.to_dict()
    assert other.additional_properties == {"unknown_field": {"a": [1]}}
    assert not other.is_set("email")


def test_different_values_are_not_equal(customer: Customer) -> None:
    assert customer != dataclasses.replace(customer, name="Grace")
    # An absent field also reads as None, but differs from null.
    assert customer != dataclasses.replace(customer, email=None)
    assert customer != CUSTOMER


@WITH_EVERY_COPY
def test_copy_of_page_cannot_fetch_next_page(
    make_copy: Callable[[Any], Any], page: GetCustomersResponse
) -> None:
    other = make_copy(page)
    assert other == page
    assert len(other.data) == 100
    with pytest.raises(TypeError, match="cannot fetch other pages"):
        list(other.auto_paging())


@WITH_EVERY_COPY
def test_copy_of_error_keeps_message_and_body(
    make_copy: Callable[[Any], Any], error: ApiStatusError
) -> None:
    other = make_copy(error)
    assert type(other) is type(error)
    assert str(other) == str(error)
    assert (other.code, other.status, other.request_id) == (
        *("card_declined", 402, "req_1"),
    )
    assert other.body == error.body


def test_models_are_dataclasses(customer: Customer) -> None:
    assert dataclasses.is_dataclass(customer)
    names = [field.name for field in dataclasses.fields(customer)]
    assert {"address", "created", "id", "metadata"} <= {*names}
    assert names == [*dataclasses.asdict(customer)]
    assert dataclasses.asdict(customer)["address"]["city"] == "Paris"

    misspelt: Any = {"nmae": "Ada"}
    changed = dataclasses.replace(customer, address=Address(city="Rome"))
    assert changed.to_dict() == customer.to_dict() | {"address": {"city": "Rome"}}
    with pytest.raises(TypeError, match="unexpected keyword argument 'nmae'"):
        dataclasses.replace(customer, **misspelt)


def test_models_match_patterns(customer: Customer) -> None:
    match customer:
        case Customer(address=Address(city=city), default_source=Card(last4=last4)):
            assert (city, last4) == ("Paris", "4242")
        case _:
            pytest.fail("the customer has an address and a card")


def test_models_round_trip_through_json(customer: Customer) -> None:
    assert json.loads(customer.to_json()) == {**CUSTOMER, "unknown_field": {"a": [1]}}
    assert Customer.from_dict(json.loads(customer.to_json())) == customer


def test_misspelt_attribute_suggests_field(customer: Customer) -> None:
    value: Any = customer
    with pytest.raises(AttributeError, match=r"'nmae'.*'name'"):
        _ = value.nmae
    with pytest.raises(AttributeError, match="nmae"):
        value.nmae = "Ada"


def test_model_has_no_instance_dict(customer: Customer) -> None:
    assert not hasattr(customer, "__dict__")


@pytest.mark.parametrize(
    ("code", "model"),
    [
        ("account_token_required", V2ErrorAccountTokenRequired),
        ("brand_new_code", V2Error),
    ],
)
def test_error_body_discriminated_by_nested_code(
    client: Client, server: Server, code: str, model: type[Model]
) -> None:
    server.answer({"error": {"code": code, "message": "No."}}, 400)
    with pytest.raises(ApiStatusError) as caught:
        post_v2_core_accounts(client)
    assert type(caught.value.body) is model
    assert caught.value.body.to_dict()["error"]["code"] == code


def test_datetime_for_integer_raises(client: Client) -> None:
    created: Any = {"gte": datetime(2026, 1, 1, tzinfo=UTC)}
    with pytest.raises(
        TypeError,
        match=r"^created\.gte: the document declares no time format for this datetime; ",
    ):
        client.files.list(created=created)


def test_path_as_string_is_not_a_file(client: Client) -> None:
    file: Any = "id.png"
    with pytest.raises(
        TypeError, match=r"^file: a value of type str is not a file; pass "
    ):
        client.files.create(file=file, purpose="identity_document")
