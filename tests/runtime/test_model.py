from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.models.decode import NestingError
from generator.runtime.models.encode import EncodingError
from generator.runtime.models.model import RESERVED, Model, model
from generator.runtime.models.unset import UNSET
from tests.runtime.little_client.inputs import Item, Phase
from tests.runtime.little_client.models import Address, Customer, Money

ADA: dict[str, Any] = {
    "id": "cus_1",
    "object": "customer",
    "created": 1714521600,
    "from": "afar",
    "name": None,
    "address": {"city": "Paris"},
    "loyalty": {"points": 3},
}


def ada() -> Customer:
    return Customer.from_dict(ADA)


def test_an_object_reads_as_python_values() -> None:
    customer = ada()
    assert customer.created == datetime(2024, 5, 1, tzinfo=UTC)
    assert customer.from_ == "afar"
    assert customer.address == Address(city="Paris")
    assert customer.to_dict() == ADA


def test_absent_null_and_empty_are_three_things() -> None:
    customer = ada()
    assert customer.name is None
    assert customer.is_set("name")
    assert customer.metadata is None
    assert not customer.is_set("metadata")
    customer.metadata = {}
    del customer.name
    assert customer.is_set("metadata")
    assert not customer.is_set("name")
    assert customer.to_dict()["metadata"] == {}
    assert "name" not in customer.to_dict()


def test_required_fields_may_be_missing_from_an_answer() -> None:
    customer = Customer.from_dict({})
    assert customer.to_dict() == {}
    found: object = customer.id
    assert found is None


def test_unknown_properties_are_kept_and_can_be_set() -> None:
    customer = ada()
    assert customer.additional_properties == {"loyalty": {"points": 3}}
    customer.additional_properties["tier"] = "gold"
    assert customer.to_dict()["tier"] == "gold"
    customer.additional_properties = {"name": "ignored", "tier": "silver"}
    assert customer.to_dict()["name"] is None
    assert customer.to_dict()["tier"] == "silver"


def test_asking_for_unknown_properties_changes_nothing() -> None:
    address = Address(city="Paris")
    assert address.additional_properties == {}
    assert address == Address(city="Paris")


def test_an_unknown_field_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(AttributeError, match=r"no field 'nmae' \(did you mean 'name'"):
        ada().nmae  # type: ignore[attr-defined]  # noqa: B018  # the point
    with pytest.raises(AttributeError, match="did you mean 'name'"):
        ada().is_set("nmae")
    with pytest.raises(AttributeError):
        ada().nmae = "x"  # type: ignore[attr-defined]  # the point


def test_construction_is_checked_as_python_does() -> None:
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'ctiy' \(did"):
        Address(ctiy="Paris")  # type: ignore[call-arg]  # the point
    with pytest.raises(
        TypeError,
        match=r"Customer\(\) missing 2 required keyword-only arguments: "
        r"'id' and 'created'",
    ):
        Customer(object="customer")  # type: ignore[call-arg]  # the point
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: "):
        Phase(items=UNSET)  # type: ignore[arg-type]  # the point


def test_what_is_left_out_or_unset_is_absent() -> None:
    assert Address(city="Paris").to_dict() == {"city": "Paris"}
    assert Phase(items=[], note=UNSET).to_dict() == {"items": []}
    assert Phase(items=[]).note is UNSET


def test_none_is_null_only_where_null_is_a_value() -> None:
    phase = Phase(items=[], note=None, cleared=None)  # type: ignore[arg-type]  # the point
    assert phase.to_dict() == {"items": [], "cleared": None}
    assert Address(city=None).to_dict() == {"city": None}


def test_a_field_set_to_unset_later_is_left_out() -> None:
    phase = Phase(items=[], note="x")
    phase.note = UNSET
    assert phase.to_dict() == {"items": []}


def test_equal_means_the_same_class_and_the_same_properties() -> None:
    assert ada() == ada()
    assert ada() != Customer.from_dict({**ADA, "loyalty": None})
    assert Address() != Address(city=None)
    assert Address.from_dict({"id": "x"}) != Customer.from_dict({"id": "x"})
    with pytest.raises(TypeError, match="unhashable"):
        hash(ada())


def test_models_are_dataclasses() -> None:
    names = [field.name for field in dataclasses.fields(Address)]
    assert names == ["city", "line1"]
    assert dataclasses.asdict(Address(city="Paris")) == {"city": "Paris", "line1": None}
    assert not hasattr(ada(), "__dict__")


def test_replace_keeps_absent_fields_absent() -> None:
    changed = dataclasses.replace(ada(), id="cus_2", name="Ada", tax_exempt=None)
    assert changed.to_dict() == {
        **ADA,
        "id": "cus_2",
        "name": "Ada",
        "tax_exempt": None,
    }
    assert ada().to_dict() == ADA
    with pytest.raises(TypeError, match="did you mean 'name'"):
        dataclasses.replace(ada(), nmae="x")  # type: ignore[call-arg]  # the point


def test_replace_works_on_an_incomplete_answer() -> None:
    assert dataclasses.replace(Customer.from_dict({}), id="x").to_dict() == {"id": "x"}


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_keeps_everything(protocol: int) -> None:
    same = pickle.loads(pickle.dumps(ada(), protocol))
    assert same == ada()
    assert same.to_dict() == ADA


def test_copies_are_equal_and_deep_copies_independent() -> None:
    customer = ada()
    shallow, deep = copy.copy(customer), copy.deepcopy(customer)
    assert shallow == deep == customer
    assert shallow.address is customer.address
    assert deep.address is not customer.address
    shallow.additional_properties["new"] = 1
    assert "new" not in customer.additional_properties


def test_the_representation_is_one_short_line() -> None:
    text = repr(
        Customer.from_dict({**ADA, "metadata": {"a": "b" * 500}, "sources": [{}]})
    )
    assert text.startswith("Customer(id='cus_1', object='customer', ")
    assert "created=2024-05-01 00:00:00+00:00" in text
    assert "Address(…)" in text
    assert len(text) < 220
    assert "…" in repr(Address(city="x" * 1000))
    assert len(repr(Address(city="x" * 1000))) < 220
    assert repr(Address()) == "Address()"


def test_json_text() -> None:
    assert json.loads(ada().to_json()) == ADA


def test_changes_made_in_python_are_sent_in_wire_form() -> None:
    money = Money(amount=5)
    money.amount = 6
    money.since = datetime(2024, 5, 1, tzinfo=UTC)
    money.n_1099 = "yes"
    assert money.to_dict() == {
        "amount": "6",
        "since": "2024-05-01T00:00:00Z",
        "1099": "yes",
    }


def test_a_value_json_has_no_place_for_is_named_by_its_path() -> None:
    phase = Phase(items=[Item(price="a"), Item(price=object())])  # type: ignore[arg-type]  # the point
    with pytest.raises(EncodingError, match=r"items\[1\]\.price: a value of type obj"):
        phase.to_dict()


def test_only_mappings_can_be_decoded() -> None:
    with pytest.raises(TypeError, match="takes a mapping, not list"):
        Customer.from_dict([])  # type: ignore[arg-type]  # the point


def test_too_deep_nesting_has_its_own_error() -> None:
    data: dict[str, Any] = {}
    for _ in range(100_000):
        data = {"parent": data}
    with pytest.raises(NestingError):
        Customer.from_dict(data)
    address = Address()
    address.additional_properties["me"] = address
    with pytest.raises(EncodingError, match="contains itself"):
        address.to_dict()


def test_a_subclass_of_a_model_is_a_model() -> None:
    @model
    class Neighbour(Address):
        floor: int | None = None

    data = {"city": "Paris", "floor": 3, "bell": "left"}
    assert Neighbour.from_dict(data).to_dict() == data
    assert Neighbour(city="Paris", floor=2).floor == 2
    assert dataclasses.replace(Neighbour(floor=2), floor=None).to_dict() == {
        "floor": None
    }


def test_a_class_without_fields_keeps_everything() -> None:
    @model
    class Empty(Model):
        pass

    assert Empty().to_dict() == {}
    assert Empty.from_dict({"a": 1}).to_dict() == {"a": 1}


def test_reserved_names_are_those_of_the_base_class() -> None:
    assert {"from_dict", "to_dict", "is_set", "additional_properties"} <= RESERVED
    assert not any(name.startswith("__") for name in RESERVED)


@given(data=st.dictionaries(st.text() | st.sampled_from(sorted(ADA)), st.integers()))
def test_copying_by_any_road_gives_the_same(data: dict[str, Any]) -> None:
    one = Customer.from_dict(data)
    assert dataclasses.replace(one) == one == copy.deepcopy(one)
    assert dataclasses.replace(one).to_dict() == data


def test_the_representation_begins_with_what_tells_one_from_another() -> None:
    found = Customer.from_dict({"address": None, "name": "Ada", "id": "cus_1"})
    text = repr(found)
    assert text.startswith("Customer(id='cus_1', name='Ada'")
    assert text.endswith("address=None)")
