"""`allOf`: merge several schemas into one class."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from tests.cases.serving import Server

_CAR = {"id": "c1", "wheels": 4, "doors": 5, "engine": {"power": 90, "tank": 40}}


def test_all_of_property_order(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer([_CAR])
    (car,) = operations.list_vehicles(client)
    assert isinstance(car, models.Car)
    assert (car.id, car.wheels, car.doors) == ("c1", 4, 5)
    names = list(models.Car.__annotations__)
    own = ["doors", "spare", "jack", "lock", "engine"]
    assert names == ["id", "wheels", "owner", *own]


def test_all_of_required(models: Any) -> None:
    with pytest.raises(TypeError, match="'id', 'wheels' and 'doors'"):
        models.Car()
    assert models.Vehicle(id="v1").wheels is None


def test_all_of_reference_with_description(models: Any) -> None:
    car = models.Car.from_dict({**_CAR, "spare": {"size": 17}})
    assert car.spare == models.Wheel(size=17)
    assert models.Car.from_dict({**_CAR, "spare": None}).is_set("spare")


def test_all_of_repeating_a_component_adds_no_class(models: Any) -> None:
    assert models.Car.__annotations__["jack"] == "Wheel | None"
    lock = {"kind": "code", "code": 1}
    assert models.Car.from_dict({"lock": lock}).lock == models.Code(**lock)
    bolt = {"kind": "bolt", "key": "k"}
    assert models.Car.from_dict({"lock": bolt}).lock == models.Bolt(**bolt)


def test_all_of_component_with_type(models: Any) -> None:
    assert models.Alone(only="x").to_dict() == {"only": "x"}
    assert models.Rim(size=1) != models.Wheel(size=1)


def test_all_of_with_union_adds_properties_to_members(models: Any) -> None:
    fuel = models.Car.from_dict(_CAR).engine
    electric = models.Car.from_dict({"engine": {"power": 90, "battery": 60}}).engine
    assert (fuel.power, fuel.tank) == (90, 40)
    assert (electric.power, electric.battery) == (90, 60)
    assert type(fuel) is not type(electric)


def test_all_of_request_body(client: Any, operations: Any, server: Server) -> None:
    operations.post_vehicle(client, **_CAR)
    assert server.last.json == _CAR
    parameters = inspect.signature(operations.post_vehicle).parameters
    required = {
        name
        for name, parameter in parameters.items()
        if parameter.default is inspect._empty
    }
    assert required == {"client", "id", "wheels", "doors", "options"}
