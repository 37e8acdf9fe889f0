"""Which Python value comes of which JSON value, where the document leaves a choice."""

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


def kept(value: object, came: object) -> bool:
    """Whether the value is the very one that came, whatever its type promised."""
    return value is came


def failure(**data: Any) -> Failure:
    return Failure.from_dict(data)


def test_text_where_an_object_could_be_stays_text() -> None:
    assert Customer.from_dict({"default_source": "card_1"}).default_source == "card_1"


@pytest.mark.parametrize(
    ("tag", "cls"), [("card", Card), ("bank_account", BankAccount)]
)
def test_a_constant_tells_objects_apart(tag: str, cls: type) -> None:
    found = Customer.from_dict({"default_source": {"object": tag}}).default_source
    assert type(found) is cls
    sources = Customer.from_dict({"sources": [{"object": tag}]}).sources
    assert sources is not None
    assert type(sources[0]) is cls


def test_an_object_that_contradicts_every_constant_stays_as_it_came() -> None:
    wallet = {"object": "wallet", "id": "w_1"}
    assert kept(Customer.from_dict({"default_source": wallet}).default_source, wallet)


def test_more_matching_constants_win() -> None:
    gone = {"id": "cus_1", "object": "customer", "deleted": True}
    here = {"id": "cus_1", "object": "customer", "created": 0}
    assert type(Customer.from_dict({"parent": gone}).parent) is DeletedCustomer
    assert type(Customer.from_dict({"parent": here}).parent) is Customer
    assert (
        type(Customer.from_dict({"parent": {**gone, "deleted": 1}}).parent) is Customer
    )


def test_constants_that_are_missing_leave_the_question_to_the_properties() -> None:
    found = Customer.from_dict({"default_source": {"id": "x", "brand": "visa"}})
    assert type(found.default_source) is Card
    nothing: dict[str, Any] = {}
    assert kept(Customer.from_dict({"default_source": nothing}).default_source, nothing)


def test_a_discriminator_decides() -> None:
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


def test_an_unknown_tag_leaves_the_object_as_it_came() -> None:
    fish = {"petType": "fish"}
    owner = Owner.from_dict({"pet": fish, "petOrName": "Rex"})
    assert kept(owner.pet, fish)
    assert owner.pet_or_name == "Rex"


def test_a_missing_tag_leaves_the_question_to_the_properties() -> None:
    assert type(Owner.from_dict({"pet": {"barks": True}}).pet) is Dog


def test_a_recursive_alias_is_followed_as_deep_as_the_value_goes() -> None:
    leaf = {"_errors": [{"code": "X", "message": "no"}]}
    found = failure(errors={"name": {"0": leaf}}).errors
    assert isinstance(found, dict)
    inner: Any = found["name"]
    assert inner["0"] == InnerErrors(errors=[FieldError(code="X", message="no")])


def test_a_map_is_preferred_to_an_incomplete_object() -> None:
    assert failure(place={"city": "Paris"}).place == Address(city="Paris")
    assert type(failure(errors={"_errors": []}).errors) is InnerErrors
    assert type(failure(errors={"errors": {}}).errors) is dict


def test_formats_are_tried_by_the_kind_of_value() -> None:
    assert failure(when=1714521600).when == MAY
    assert failure(start="now").start == "now"
    assert failure(start=1714521600).start == MAY
    assert failure(start="later").start == "later"


def test_a_format_that_could_not_be_told_apart_on_the_way_back_is_left_alone() -> None:
    assert failure(when="2024-05-01T00:00:00Z").when == "2024-05-01T00:00:00Z"
    assert kept(failure(number="5").number, "5")
    assert failure(number=5).number == 5


def test_each_item_of_a_list_is_told_apart_for_itself() -> None:
    assert failure(times=[1714521600]).times == [MAY]
    assert failure(times=["2024-05-01"]).times == [date(2024, 5, 1)]


def test_formats_behind_aliases_and_containers_apply() -> None:
    found = failure(moments={"a": ["2024-05-01T00:00:00Z", None, 5]}).moments
    assert found == {"a": [MAY, None, 5]}
    balances = Customer.from_dict({"balances": {"eur": {"amount": "12"}}}).balances
    assert balances == {"eur": Money(amount=12)}


@pytest.mark.parametrize("value", ["text", 5, 1.5, True, None, [], [1], {"a": 1}])
def test_values_of_an_unexpected_kind_stay_as_they_came(value: Any) -> None:
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
def test_a_constant_inside_of_a_property_tells_objects_apart(
    code: str, cls: type
) -> None:
    refusal = {"error": {"code": code, "message": "No."}}
    for annotation in (
        "ExpiredRefusal | LockedRefusal | Refusal",
        "Refusal | LockedRefusal | ExpiredRefusal",
    ):
        found = decoded(annotation, refusal)
        assert found.error.code == code
        assert found.to_dict() == refusal
        assert type(found) is cls


def test_constants_inside_that_contradict_every_member_leave_the_object_as_it_came() -> (
    None
):
    refusal = {"error": {"code": "new", "message": "No."}}
    assert kept(decoded("ExpiredRefusal | LockedRefusal", refusal), refusal)


def test_a_property_that_is_no_object_decides_nothing() -> None:
    assert type(decoded("ExpiredRefusal | Refusal", {"error": None})) is ExpiredRefusal


def test_constants_are_looked_for_further_inside() -> None:
    inner = {"error": {"code": "locked", "message": "No."}}
    found = decoded("DeepRefusal | OtherDeepRefusal", {"outer": inner})
    assert type(found) is OtherDeepRefusal
    inner = {"error": {"code": "expired", "message": "No."}}
    found = decoded("OtherDeepRefusal | DeepRefusal", {"outer": inner})
    assert type(found) is DeepRefusal


def test_objects_inside_themselves_are_followed_a_few_steps() -> None:
    refusal: dict[str, Any] = {"error": {"code": "new", "message": "No."}}
    for _ in range(50):
        refusal = {"error": {"code": "new", "message": "No.", "cause": refusal}}
    assert type(decoded("ExpiredRefusal | Refusal", refusal)) is Refusal
