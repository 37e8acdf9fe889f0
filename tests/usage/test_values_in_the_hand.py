"""Answers in the hand: printed, compared, copied, kept and sent on."""

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
from tests.real.answers import CUSTOMER
from tests.real.samples import SAMPLES

LIMIT = 300
PAGE = {
    "object": "list",
    "url": "/v1/customers",
    "has_more": True,
    "data": [{**CUSTOMER, "id": f"cus_{number}"} for number in range(100)],
}
DECLINED = {
    "error": {"type": "card_error", "code": "card_declined", "message": "Declined."}
}


def by_pickle(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


COPIES = pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, by_pickle])


@pytest.fixture
def customer() -> Customer:
    return Customer.from_dict({**CUSTOMER, "of_tomorrow": {"a": [1]}})


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
    ("kind", "name"), [(Customer, "customer"), (Invoice, "invoice")]
)
def test_what_is_printed_is_short(kind: type[Model], name: str) -> None:
    value = kind.from_dict(SAMPLES[name])
    assert repr(value) == str(value)
    assert "\n" not in repr(value)
    assert len(repr(value)) < LIMIT


def test_a_page_and_its_items_do_not_flood_the_screen(
    page: GetCustomersResponse,
) -> None:
    assert len(repr(page)) < LIMIT
    assert len(repr(page.auto_paging())) < LIMIT
    assert "Customer" in repr(page.data[0])


def test_a_long_text_is_cut_when_it_is_printed(customer: Customer) -> None:
    long = dataclasses.replace(customer, description="x" * 5000)
    assert len(repr(long)) < LIMIT


@COPIES
def test_a_copy_is_equal_and_complete(
    copied: Callable[[Any], Any], customer: Customer
) -> None:
    other = copied(customer)
    assert other == customer
    assert other is not customer
    assert other.to_dict() == customer.to_dict()
    assert other.additional_properties == {"of_tomorrow": {"a": [1]}}
    assert not other.is_set("email")


def test_what_differs_is_not_equal(customer: Customer) -> None:
    assert customer != dataclasses.replace(customer, name="Grace")
    # Absent and null read the same, and are not.
    assert customer != dataclasses.replace(customer, email=None)
    assert customer != CUSTOMER


@COPIES
def test_a_copy_of_a_page_has_its_items_and_leads_nowhere(
    copied: Callable[[Any], Any], page: GetCustomersResponse
) -> None:
    other = copied(page)
    assert other == page
    assert len(other.data) == 100
    with pytest.raises(TypeError, match="no call of a client gave it"):
        list(other.auto_paging())


@COPIES
def test_a_copy_of_an_error_says_the_same(
    copied: Callable[[Any], Any], error: ApiStatusError
) -> None:
    other = copied(error)
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
            pytest.fail("it has an address and a card")


def test_models_go_to_json_and_back(customer: Customer) -> None:
    assert json.loads(customer.to_json()) == {**CUSTOMER, "of_tomorrow": {"a": [1]}}
    assert Customer.from_dict(json.loads(customer.to_json())) == customer


def test_an_attribute_that_is_misspelt_is_told(customer: Customer) -> None:
    value: Any = customer
    with pytest.raises(AttributeError, match=r"'nmae'.*'name'"):
        _ = value.nmae
    with pytest.raises(AttributeError, match="nmae"):
        value.nmae = "Ada"


def test_a_model_has_no_attributes_beside_its_fields(customer: Customer) -> None:
    assert not hasattr(customer, "__dict__")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("account_token_required", V2ErrorAccountTokenRequired),
        ("brand_new_code", V2Error),
    ],
)
def test_the_body_of_an_error_is_told_by_the_code_inside_of_it(
    client: Client, server: Server, code: str, kind: type[Model]
) -> None:
    server.answer({"error": {"code": code, "message": "No."}}, 400)
    with pytest.raises(ApiStatusError) as caught:
        post_v2_core_accounts(client)
    assert type(caught.value.body) is kind
    assert caught.value.body.to_dict()["error"]["code"] == code


def test_a_time_where_the_document_asks_for_none_is_refused(client: Client) -> None:
    created: Any = {"gte": datetime(2026, 1, 1, tzinfo=UTC)}
    with pytest.raises(
        TypeError, match=r"^created\.gte: a datetime, where .* no time; "
    ):
        client.files.list(created=created)


def test_a_path_as_text_is_no_file(client: Client) -> None:
    file: Any = "id.png"
    with pytest.raises(
        TypeError, match=r"^file: a value of type str is no file; pass "
    ):
        client.files.create(file=file, purpose="identity_document")
