"""Stripe's sample objects decode to typed models and encode to the same JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from generated import stripe_client
from generated.stripe_client import models
from generated.stripe_client._runtime.models.decode import decoder_of
from generated.stripe_client._runtime.models.encode import encoder_of
from generated.stripe_client._runtime.models.model import Model
from generator.naming.spelling import pascal_case
from tests.real.samples import CHANGES, SAMPLES

pytestmark = pytest.mark.skipif(
    not SAMPLES, reason="Stripe's samples are not beside the repository"
)

# Samples of resources that the document has no schema for.
WITHOUT_SCHEMA = {
    "billing.alert_triggered",
    "entitlements.active_entitlement_summary",
    "reserve.hold",
    "reserve.plan",
    "reserve.release",
}
# Samples whose schema is a union.
UNIONS = {
    "deleted_external_account",
    "deleted_payment_source",
    "external_account",
    "payment_source",
}

every_change = pytest.mark.parametrize(
    "change", CHANGES, ids=lambda change: change.__name__
)


def decode(annotation: str, value: Any) -> Any:
    """Decode a response of this type."""
    decoder = decoder_of(annotation, stripe_client.__name__)
    assert decoder is not None
    return decoder(value)


@every_change
@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - WITHOUT_SCHEMA - UNIONS))
def test_object_round_trips(name: str, change: Callable[[Any], Any]) -> None:
    cls: type[Model] = getattr(models, pascal_case(name))
    sample = change(SAMPLES[name])
    assert cls.from_dict(sample).to_dict() == sample


@every_change
@pytest.mark.parametrize("name", sorted(UNIONS))
def test_union_round_trips(name: str, change: Callable[[Any], Any]) -> None:
    sample = change(SAMPLES[name])
    annotation = pascal_case(name)
    value = decode(annotation, sample)
    assert encoder_of(annotation, stripe_client.__name__, "data")(value) == sample


@pytest.mark.parametrize("name", sorted(WITHOUT_SCHEMA))
def test_sample_without_schema_has_no_class(name: str) -> None:
    assert name in SAMPLES
    assert not hasattr(models, pascal_case(name))


def test_nested_objects_and_datetimes_are_typed() -> None:
    customer = models.Customer.from_dict(SAMPLES["customer"])
    assert isinstance(customer.address, models.Address)
    assert customer.address.city is None
    assert customer.created == datetime.fromtimestamp(1234567890, UTC)
    assert isinstance(customer.discount, models.Discount)


def test_expandable_field_is_object_or_id() -> None:
    card = SAMPLES["card"]
    customer = SAMPLES["customer"] | {"default_source": card}
    expanded = models.Customer.from_dict(customer).default_source
    assert isinstance(expanded, models.Card)
    assert expanded.brand == "Visa"
    assert expanded.to_dict() == card

    customer["default_source"] = card["id"]
    assert models.Customer.from_dict(customer).default_source == card["id"]


@pytest.mark.parametrize(
    ("annotation", "sample", "cls"),
    [
        ("PaymentSource", "payment_source", "Account"),
        ("PaymentSource", "card", "Card"),
        ("PaymentSource", "bank_account", "BankAccount"),
        ("PaymentSource", "source", "Source"),
        ("Customer | DeletedCustomer", "customer", "Customer"),
        ("Customer | DeletedCustomer", "deleted_customer", "DeletedCustomer"),
        ("DeletedPaymentSource", "deleted_card", "DeletedCard"),
        ("DeletedPaymentSource", "deleted_bank_account", "DeletedBankAccount"),
    ],
)
def test_union_decodes_to_matching_member(
    annotation: str, sample: str, cls: str
) -> None:
    value = decode(annotation, SAMPLES[sample])
    assert type(value) is getattr(models, cls)


def test_unknown_union_member_is_not_decoded() -> None:
    unknown = {"object": "wallet", "id": "w_1", "more": [1]}
    assert decode("PaymentSource", unknown) == unknown
