"""Decoding of unions: which member a JSON value is decoded as."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from generator.runtime.models.decode import decoder_of
from tests.runtime.little_client.models import (
    Address,
    BankAccount,
    Card,
    Cat,
    Customer,
    DeepRefusal,
    DeletedCustomer,
    Dog,
    ExpiredRefusal,
    Failure,
    FieldError,
    InnerErrors,
    LockedRefusal,
    Money,
    OtherDeepRefusal,
    Owner,
    Refusal,
)

MAY = datetime(2024, 5, 1, tzinfo=UTC)


def unchanged(value: object, received: object) -> bool:
    """Whether the decoder returned the JSON value itself, regardless of the annotation."""
    return value is received


def failure(**data: Any) -> Failure:
    return Failure.from_dict(data)


def test_string_in_union_with_objects() -> None:
    assert Customer.from_dict({"default_source": "card_1"}).default_source == "card_1"


@pytest.mark.parametrize(
    ("tag", "cls"), [("card", Card), ("bank_account", BankAccount)]
)
def test_constant_selects_member(tag: str, cls: type) -> None:
    source = Customer.from_dict({"default_source": {"object": tag}}).default_source
    assert type(source) is cls
    sources = Customer.from_dict({"sources": [{"object": tag}]}).sources
    assert sources is not None
    assert type(sources[0]) is cls


def test_object_without_matching_constant_is_unchanged() -> None:
    wallet = {"object": "wallet", "id": "w_1"}
    assert unchanged(
        Customer.from_dict({"default_source": wallet}).default_source, wallet
    )


def test_member_with_most_matching_constants() -> None:
    gone = {"id": "cus_1", "object": "customer", "deleted": True}
    here = {"id": "cus_1", "object": "customer", "created": 0}
    assert type(Customer.from_dict({"parent": gone}).parent) is DeletedCustomer
    assert type(Customer.from_dict({"parent": here}).parent) is Customer
    assert (
        type(Customer.from_dict({"parent": {**gone, "deleted": 1}}).parent) is Customer
    )


def test_missing_constant_selects_by_properties() -> None:
    customer = Customer.from_dict({"default_source": {"id": "x", "brand": "visa"}})
    assert type(customer.default_source) is Card
    nothing: dict[str, Any] = {}
    assert unchanged(
        Customer.from_dict({"default_source": nothing}).default_source, nothing
    )


def test_discriminator_selects_member() -> None:
    owner = Owner.from_dict(
        {
            "pet": {"petType": "dog", "lives": 9},
            "pets": [{"petType": "cat", "barks": True}, {"petType": "dog"}],
            "petOrName": {"petType": "cat"},
        }
    )
    assert type(owner.pet) is Dog
    assert owner.pets is not None
    assert [type(pet) for pet in owner.pets] == [Cat, Dog]
    assert type(owner.pet_or_name) is Cat


def test_unknown_discriminator_value_is_unchanged() -> None:
    fish = {"petType": "fish"}
    owner = Owner.from_dict({"pet": fish, "petOrName": "Rex"})
    assert unchanged(owner.pet, fish)
    assert owner.pet_or_name == "Rex"


def test_missing_discriminator_selects_by_properties() -> None:
    assert type(Owner.from_dict({"pet": {"barks": True}}).pet) is Dog


def test_recursive_alias() -> None:
    leaf = {"_errors": [{"code": "X", "message": "no"}]}
    errors = failure(errors={"name": {"0": leaf}}).errors
    assert isinstance(errors, dict)
    inner: Any = errors["name"]
    assert inner["0"] == InnerErrors(errors=[FieldError(code="X", message="no")])


def test_map_is_preferred_to_incomplete_model() -> None:
    assert failure(place={"city": "Paris"}).place == Address(city="Paris")
    assert type(failure(errors={"_errors": []}).errors) is InnerErrors
    assert type(failure(errors={"errors": {}}).errors) is dict


def test_format_is_selected_by_json_type() -> None:
    assert failure(when=1714521600).when == MAY
    assert failure(start="now").start == "now"
    assert failure(start=1714521600).start == MAY
    assert failure(start="later").start == "later"


def test_format_that_would_not_round_trip_is_not_decoded() -> None:
    assert failure(when="2024-05-01T00:00:00Z").when == "2024-05-01T00:00:00Z"
    assert unchanged(failure(number="5").number, "5")
    assert failure(number=5).number == 5


def test_list_items_are_resolved_individually() -> None:
    assert failure(times=[1714521600]).times == [MAY]
    assert failure(times=["2024-05-01"]).times == [date(2024, 5, 1)]


def test_formats_in_aliases_and_containers() -> None:
    moments = failure(moments={"a": ["2024-05-01T00:00:00Z", None, 5]}).moments
    assert moments == {"a": [MAY, None, 5]}
    balances = Customer.from_dict({"balances": {"eur": {"amount": "12"}}}).balances
    assert balances == {"eur": Money(amount=12)}


@pytest.mark.parametrize("value", ["text", 5, 1.5, True, None, [], [1], {"a": 1}])
def test_values_of_undeclared_types_are_unchanged(value: Any) -> None:
    names = ("errors", "when", "number", "times", "moments", "anything", "code")
    for name in names:
        if name != "when" or isinstance(value, (str, bool, list, dict, type(None))):
            assert failure(**{name: value}).to_dict() == {name: value}
    assert Customer.from_dict({"address": value}).to_dict() == {"address": value}


def decoded(annotation: str, value: Any) -> Any:
    decode = decoder_of(annotation, "tests.runtime.little_client")
    assert decode is not None
    return decode(value)


@pytest.mark.parametrize(
    ("code", "cls"),
    [("expired", ExpiredRefusal), ("locked", LockedRefusal), ("new", Refusal)],
)
def test_nested_constant_selects_member(code: str, cls: type) -> None:
    refusal = {"error": {"code": code, "message": "No."}}
    for annotation in (
        "ExpiredRefusal | LockedRefusal | Refusal",
        "Refusal | LockedRefusal | ExpiredRefusal",
    ):
        decoded_refusal = decoded(annotation, refusal)
        assert decoded_refusal.error.code == code
        assert decoded_refusal.to_dict() == refusal
        assert type(decoded_refusal) is cls


def test_object_without_matching_nested_constant_is_unchanged() -> None:
    refusal = {"error": {"code": "new", "message": "No."}}
    assert unchanged(decoded("ExpiredRefusal | LockedRefusal", refusal), refusal)


def test_null_property_does_not_exclude_member() -> None:
    assert type(decoded("ExpiredRefusal | Refusal", {"error": None})) is ExpiredRefusal


def test_constants_two_levels_deep() -> None:
    inner = {"error": {"code": "locked", "message": "No."}}
    decoded_refusal = decoded("DeepRefusal | OtherDeepRefusal", {"outer": inner})
    assert type(decoded_refusal) is OtherDeepRefusal
    inner = {"error": {"code": "expired", "message": "No."}}
    decoded_refusal = decoded("OtherDeepRefusal | DeepRefusal", {"outer": inner})
    assert type(decoded_refusal) is DeepRefusal


def test_nested_constants_of_recursive_objects() -> None:
    refusal: dict[str, Any] = {"error": {"code": "new", "message": "No."}}
    for _ in range(50):
        refusal = {"error": {"code": "new", "message": "No.", "cause": refusal}}
    assert type(decoded("ExpiredRefusal | Refusal", refusal)) is Refusal
