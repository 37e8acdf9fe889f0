"""Equal inline objects and enums share a class; inputs and responses do not."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server


def test_equal_schemas_share_class(models: Any) -> None:
    data = {"address": {"city": "Köln"}, "former_address": {"city": "Bonn"}}
    shop = models.Shop.from_dict(data)
    assert type(shop.address) is type(shop.former_address) is models.ShopAddress


def test_different_required_is_other_class(models: Any) -> None:
    shop = models.Shop.from_dict({"entrance": {"city": "Köln"}})
    assert type(shop.entrance) is models.ShopEntrance


def test_named_schema_keeps_name(models: Any) -> None:
    assert models.Address is not models.ShopAddress


def test_inputs_are_shared_among_operations(
    client: Any, operations: Any, inputs: Any, models: Any, server: Server
) -> None:
    address = inputs.ShopAddressInput(city="Köln")
    operations.post_shop(client, address=address, billing_address=address)
    assert server.last.json == {
        "address": {"city": "Köln"},
        "billing_address": {"city": "Köln"},
    }
    operations.post_shop_by_id(client, "s1", address=address)
    assert server.last.json == {"address": {"city": "Köln"}}
    assert not issubclass(inputs.ShopAddressInput, models.ShopAddress)


@pytest.mark.parametrize("name", ["PostShopBillingAddress", "PostShopByIdAddress"])
def test_no_alias_for_shared_class(name: str, client_package: Any) -> None:
    inputs = import_module(f"{client_package.__name__}.inputs")
    assert name not in dir(inputs)
