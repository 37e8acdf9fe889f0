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


def test_from_dict_decodes_fields() -> None:
    customer = ada()
    assert customer.created == datetime(2024, 5, 1, tzinfo=UTC)
    assert customer.from_ == "afar"
    assert customer.address == Address(city="Paris")
    assert customer.to_dict() == ADA


def test_absent_null_and_empty_are_distinct() -> None:
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


def test_from_dict_accepts_missing_required_fields() -> None:
    customer = Customer.from_dict({})
    assert customer.to_dict() == {}
    identifier: object = customer.id
    assert identifier is None


def test_additional_properties_round_trip() -> None:
    customer = ada()
    assert customer.additional_properties == {"loyalty": {"points": 3}}
    customer.additional_properties["tier"] = "gold"
    assert customer.to_dict()["tier"] == "gold"
    customer.additional_properties = {"name": "ignored", "tier": "silver"}
    assert customer.to_dict()["name"] is None
    assert customer.to_dict()["tier"] == "silver"


def test_reading_additional_properties_has_no_effect() -> None:
    address = Address(city="Paris")
    assert address.additional_properties == {}
    assert address == Address(city="Paris")


def test_unknown_field_error_suggests_name() -> None:
    with pytest.raises(AttributeError, match=r"no field 'nmae' \(did you mean 'name'"):
        ada().nmae  # type: ignore[attr-defined]  # noqa: B018  # the point
    with pytest.raises(AttributeError, match="did you mean 'name'"):
        ada().is_set("nmae")
    with pytest.raises(AttributeError):
        ada().nmae = "x"  # type: ignore[attr-defined]  # the point


def test_constructor_argument_errors() -> None:
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


def test_constructor_omits_unset_fields() -> None:
    assert Address(city="Paris").to_dict() == {"city": "Paris"}
    assert Phase(items=[], note=UNSET).to_dict() == {"items": []}
    assert Phase(items=[]).note is UNSET


def test_constructor_none_for_field_without_null() -> None:
    phase = Phase(items=[], note=None, cleared=None)  # type: ignore[arg-type]  # the point
    assert phase.to_dict() == {"items": [], "cleared": None}
    assert Address(city=None).to_dict() == {"city": None}


def test_assigning_unset_omits_field() -> None:
    phase = Phase(items=[], note="x")
    phase.note = UNSET
    assert phase.to_dict() == {"items": []}


def test_equality() -> None:
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


def test_replace_without_required_fields() -> None:
    assert dataclasses.replace(Customer.from_dict({}), id="x").to_dict() == {"id": "x"}


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_round_trip(protocol: int) -> None:
    same = pickle.loads(pickle.dumps(ada(), protocol))
    assert same == ada()
    assert same.to_dict() == ADA


def test_copy_and_deepcopy() -> None:
    customer = ada()
    shallow, deep = copy.copy(customer), copy.deepcopy(customer)
    assert shallow == deep == customer
    assert shallow.address is customer.address
    assert deep.address is not customer.address
    shallow.additional_properties["new"] = 1
    assert "new" not in customer.additional_properties


def test_repr_is_short() -> None:
    representation = repr(
        Customer.from_dict({**ADA, "metadata": {"a": "b" * 500}, "sources": [{}]})
    )
    assert representation.startswith("Customer(id='cus_1', object='customer', ")
    assert "created=2024-05-01 00:00:00+00:00" in representation
    assert "Address(…)" in representation
    assert len(representation) < 220
    assert "…" in repr(Address(city="x" * 1000))
    assert len(repr(Address(city="x" * 1000))) < 220
    assert repr(Address()) == "Address()"


def test_to_json() -> None:
    assert json.loads(ada().to_json()) == ADA


def test_to_dict_encodes_assigned_values() -> None:
    money = Money(amount=5)
    money.amount = 6
    money.since = datetime(2024, 5, 1, tzinfo=UTC)
    money.n_1099 = "yes"
    assert money.to_dict() == {
        "amount": "6",
        "since": "2024-05-01T00:00:00Z",
        "1099": "yes",
    }


def test_encoding_error_has_path() -> None:
    phase = Phase(items=[Item(price="a"), Item(price=object())])  # type: ignore[arg-type]  # the point
    with pytest.raises(EncodingError, match=r"items\[1\]\.price: a value of type obj"):
        phase.to_dict()


def test_from_dict_rejects_non_mappings() -> None:
    with pytest.raises(TypeError, match="takes a mapping, not list"):
        Customer.from_dict([])  # type: ignore[arg-type]  # the point


def test_nesting_errors() -> None:
    data: dict[str, Any] = {}
    for _ in range(100_000):
        data = {"parent": data}
    with pytest.raises(NestingError):
        Customer.from_dict(data)
    address = Address()
    address.additional_properties["me"] = address
    with pytest.raises(EncodingError, match="contains itself"):
        address.to_dict()


def test_subclass_of_model() -> None:
    @model
    class Neighbour(Address):
        floor: int | None = None

    data = {"city": "Paris", "floor": 3, "bell": "left"}
    assert Neighbour.from_dict(data).to_dict() == data
    assert Neighbour(city="Paris", floor=2).floor == 2
    assert dataclasses.replace(Neighbour(floor=2), floor=None).to_dict() == {
        "floor": None
    }


def test_model_without_fields() -> None:
    @model
    class Empty(Model):
        pass

    assert Empty().to_dict() == {}
    assert Empty.from_dict({"a": 1}).to_dict() == {"a": 1}


def test_reserved_names() -> None:
    assert {"from_dict", "to_dict", "is_set", "additional_properties"} <= RESERVED
    assert not any(name.startswith("__") for name in RESERVED)


@given(data=st.dictionaries(st.text() | st.sampled_from(sorted(ADA)), st.integers()))
def test_copy_pickle_and_replace_are_equal(data: dict[str, Any]) -> None:
    one = Customer.from_dict(data)
    assert dataclasses.replace(one) == one == copy.deepcopy(one)
    assert dataclasses.replace(one).to_dict() == data


def test_repr_has_id_first_and_nulls_last() -> None:
    customer = Customer.from_dict({"address": None, "name": "Ada", "id": "cus_1"})
    representation = repr(customer)
    assert representation.startswith("Customer(id='cus_1', name='Ada'")
    assert representation.endswith("address=None)")
