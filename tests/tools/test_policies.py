"""What agents may call: policies, which never fail open, and hooks."""

from __future__ import annotations

import asyncio
from types import ModuleType
from typing import Any

import pytest

from tests.tools.conftest import Call
from tests.tools.shop_server import Shop

READS = [
    *("ListCustomers", "GetCustomer", "ListOrders", "SearchOrders"),
    *("DownloadFile", "StreamEvents"),
]


def _keys(package: ModuleType, agent: dict[str, Any], api: dict[str, Any]) -> list[str]:
    made = package.tools.SyncAgent(**agent)
    made.register_api("shop", base_url="http://127.0.0.1:1", **api)
    return [tool.operation.key for tool in made.tools]


@pytest.mark.parametrize("of_agent", [True, False])
@pytest.mark.parametrize(
    ("policy", "keys"),
    [
        ({"read_only": True}, READS),
        ({"allow": ["PostCustomers"]}, ["PostCustomers"]),
        ({"allow": ["*Orders"]}, ["ListOrders", "SearchOrders"]),
        (
            {"allow": ["tag:customers"], "deny": ["DELETE /**"]},
            [*READS[:1], "PostCustomers", READS[1]],
        ),
        ({"allow": ["/customers"], "read_only": True}, ["ListCustomers"]),
        ({"allow": ("GET /files/**",)}, ["DownloadFile"]),
        # Also the variant that streams.
        ({"allow": ["/chats"], "deny": ["CreateChat"]}, []),
    ],
    ids=str,
)
def test_policy(
    shop_package: ModuleType, of_agent: bool, policy: dict[str, Any], keys: list[str]
) -> None:
    agent, api = (policy, {}) if of_agent else ({}, policy)
    assert _keys(shop_package, agent, api) == keys


def test_patterns_of_an_iterator(shop_package: ModuleType) -> None:
    """They are read once: the second time, none would be left."""
    keys = _keys(shop_package, {"allow": iter(["ListOrders"])}, {})
    assert keys == ["ListOrders"]


@pytest.mark.parametrize(
    "policy",
    [
        *({"read_only": "false"}, {"read_only": 1}, {"read_only": None}),
        *({"allow": "ListOrders"}, {"allow": b"ListOrders"}, {"allow": [1]}),
        *({"allow": {"ListOrders": False}}, {"allow": 5}, {"allow": []}),
        *({"allow": [""]}, {"deny": None}, {"deny": "ListOrders"}, {"deny": [None]}),
        *({"deny": ["ListOrder"]}, {"allow": ["GTE /customers"]}, {"deny": ["tag:x"]}),
        *({"allow": ["/customer"]}, {"readonly": True}, {"denied": ["*"]}),
    ],
    ids=str,
)
@pytest.mark.parametrize("of_agent", [True, False])
def test_what_a_policy_does_not_understand_is_an_error(
    shop_package: ModuleType, of_agent: bool, policy: dict[str, Any]
) -> None:
    agent, api = (policy, {}) if of_agent else ({}, policy)
    with pytest.raises((TypeError, ValueError)):
        _keys(shop_package, agent, api)


def test_pattern_that_matches_nothing_has_a_suggestion(
    shop_package: ModuleType,
) -> None:
    with pytest.raises(
        ValueError, match=r"'ListOrder' \(did you mean 'ListOrders'\?\)"
    ):
        _keys(shop_package, {}, {"deny": ["ListOrder"]})


@pytest.mark.parametrize(
    "policy", [{"read_only": True}, {"deny": ["PostCustomers"]}], ids=str
)
@pytest.mark.parametrize(
    "name", ["PostCustomers", "customers.create", "shop.post_customers"]
)
def test_forbidden_call_sends_nothing(
    call: Call, shop: Shop, policy: dict[str, Any], name: str
) -> None:
    for options in ({"agent": policy}, {"api": policy}):
        error = call(name, {"name": "Ada"}, **options).error
        assert error is not None
        assert "does not allow PostCustomers" in error.message
    assert shop.requests == []


def test_hook_sees_the_call(call: Call) -> None:
    seen: list[tuple[str, str, Any]] = []

    def hook(tool_call: Any) -> None:
        seen.append((tool_call.api, tool_call.operation.key, tool_call.arguments))

    assert not call("PostCustomers", {"name": "A"}, agent={"before_call": hook}).error
    assert seen == [("shop", "PostCustomers", {"name": "A"})]


def test_hook_is_not_called_with_wrong_arguments(call: Call) -> None:
    calls: list[object] = []
    assert call("PostCustomers", {}, agent={"before_call": calls.append}).is_error
    assert calls == []


def test_hook_cannot_change_the_call(call: Call, shop: Shop) -> None:
    arguments: dict[str, Any] = {"name": "Ada", "address": {"city": "Paris"}}

    def hook(tool_call: Any) -> None:
        tool_call.arguments["name"] = "Eve"
        arguments["address"]["city"] = "Rome"

    call("PostCustomers", arguments, agent={"before_call": hook})
    assert shop.requests[0][2] == b"name=Ada&address[city]=Paris"


def test_hook_refuses(call: Call, shop: Shop, shop_package: ModuleType) -> None:
    def refuse(tool_call: Any) -> None:
        raise shop_package.tools.CallRefused("not on Sundays")

    for hook, message in (
        (refuse, "not on Sundays"),
        (lambda tool_call: False, "the call was refused"),
    ):
        error = call("PostCustomers", {"name": "A"}, agent={"before_call": hook}).error
        assert error is not None
        assert (error.kind, error.message) == ("policy", message)
    assert shop.requests == []


def test_hook_that_fails_stops_the_call(call: Call, shop: Shop) -> None:
    def fail(tool_call: Any) -> None:
        raise ValueError("no approval service")

    with pytest.raises(ValueError, match="no approval service"):
        call("PostCustomers", {"name": "Ada"}, agent={"before_call": fail})
    assert shop.requests == []


async def _refuse(tool_call: Any) -> bool:
    await asyncio.sleep(0)
    return False


def test_asynchronous_hook(shop_package: ModuleType, shop: Shop) -> None:
    async def run() -> Any:
        agent = shop_package.tools.Agent(before_call=_refuse)
        await agent.register_api("shop", base_url=shop.url)
        return await agent.call_tool("PostCustomers", {"name": "Ada"})

    assert asyncio.run(run()).error.kind == "policy"
    assert shop.requests == []


def test_asynchronous_hook_of_a_sync_agent(
    shop_package: ModuleType, shop: Shop
) -> None:
    agent = shop_package.tools.SyncAgent(before_call=_refuse)
    agent.register_api("shop", base_url=shop.url)
    with pytest.raises(TypeError, match="cannot be asynchronous"):
        agent.call_tool("PostCustomers", {"name": "Ada"})
    assert shop.requests == []
