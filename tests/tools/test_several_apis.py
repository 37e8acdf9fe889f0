"""Agents with several APIs: names are qualified only where they clash."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest


@pytest.fixture
def agent(shop_package: ModuleType) -> Any:
    """An agent with two shops, of which the second may only list and chat."""
    made = shop_package.tools.SyncAgent()
    for name, options in (
        ("shop", {"deny": ["/chats"]}),
        ("market", {"allow": ["List*", "/chats"]}),
    ):
        client = shop_package.Client(base_url=f"http://127.0.0.1:1/{name}")
        made.register_api(name, client=client, **options)
    return made


def test_names_are_qualified_where_they_clash(agent: Any) -> None:
    names = [tool.name for tool in agent.tools]
    assert {"shop.ListOrders", "market.ListOrders", "PostCustomers"} <= {*names}
    assert "ListOrders" not in names
    assert len(set(names)) == len(names)


def test_provider_names(agent: Any) -> None:
    names = [tool.provider_name for tool in agent.tools]
    assert {"shop_ListOrders", "market_ListOrders", "PostCustomers"} <= {*names}
    assert [agent.get_tool(name) for name in names] == agent.tools


def test_ambiguous_name(agent: Any) -> None:
    with pytest.raises(LookupError, match=r"shop\.ListOrders or market\.ListOrders"):
        agent.get_tool("ListOrders")
    assert agent.get_tool("market.orders.list").api == "market"


def test_name_that_only_one_api_allows(agent: Any) -> None:
    assert agent.get_tool("PostCustomers").api == "shop"
    assert agent.get_tool("CreateChat").api == "market"
    with pytest.raises(LookupError, match="does not allow PostCustomers"):
        agent.get_tool("market.PostCustomers")


def test_calls_go_to_the_api(agent: Any) -> None:
    clients = {tool.api for tool in agent.search_tools("list orders", limit=2)}
    assert clients == {"shop", "market"}


def test_registered_twice(agent: Any, shop_package: ModuleType) -> None:
    with pytest.raises(ValueError, match="'shop' is registered already"):
        agent.register_api("shop", base_url="http://127.0.0.1:1")


def test_long_names_of_apis(shop_package: ModuleType) -> None:
    agent = shop_package.tools.SyncAgent()
    for name in ("a" * 60, "a" * 61):
        agent.register_api(name, base_url="http://127.0.0.1:1")
    names = {tool.provider_name for tool in agent.tools}
    assert len(names) == len(agent.tools)
    assert max(map(len, names)) <= 51


def test_registration_errors(shop_package: ModuleType) -> None:
    agent = shop_package.tools.SyncAgent()
    client = shop_package.Client(base_url="http://127.0.0.1:1")
    with pytest.raises(TypeError, match="pass credentials and base_url to the client"):
        agent.register_api("shop", client=client, credentials="key")
    other = shop_package.AsyncClient(base_url="http://127.0.0.1:1")
    with pytest.raises(TypeError, match="needs a client of the class shop_client"):
        agent.register_api("shop", client=other)
    with pytest.raises(TypeError, match="not a client"):
        agent.register_api("shop", client=object())
