"""Calls of tools: results, errors, pages and streams, with `Agent` and `SyncAgent`."""

from __future__ import annotations

import asyncio
import json
from types import ModuleType
from typing import Any

import pytest

from tests.tools.conftest import Call
from tests.tools.shop_server import SECRET, Shop


def test_call_sends_the_request_of_the_client(call: Call, shop: Shop) -> None:
    result = call("PostCustomers", {"name": "Ada", "address": {"city": "Paris"}})
    assert not result.is_error
    assert shop.requests == [("POST", "/customers", b"name=Ada&address[city]=Paris")]
    assert result.value.id == "c9"
    assert result.data["id"] == "c9"
    assert (result.status, result.request_id) == (200, "req_7")


@pytest.mark.parametrize(
    "name",
    [
        *("PostCustomers", "postCustomers", "post_customers", "customers.create"),
        *("shop.PostCustomers", "shop.customers.create"),
    ],
)
def test_names_of_an_operation(agent: Any, name: str) -> None:
    assert agent.get_tool(name).operation.key == "PostCustomers"


def test_unknown_operation(call: Call, shop: Shop) -> None:
    result = call("PostCustomer")
    assert result.error is not None
    assert result.error.kind == "unknown_operation"
    assert "did you mean 'PostCustomers'?" in result.error.message
    assert shop.requests == []


def test_all_problems_at_once(call: Call, shop: Shop) -> None:
    arguments = {"nmae": "Ada", "age": "7", "state": "activ", "address": {"citty": 1}}
    error = call("PostCustomers", arguments).error
    assert error is not None
    assert error.kind == "arguments"
    assert {problem.path: problem.message for problem in error.problems} == {
        "name": "is required",
        "nmae": "is unknown (did you mean 'name'?)",
        "age": "must be an integer, not '7'",
        "state": "cannot be 'activ' (did you mean 'active'?)",
        "address.citty": "is unknown (did you mean 'city'?)",
    }
    assert "nothing was sent" in str(error.suggestion)
    assert shop.requests == []
    assert json.loads(json.dumps(error.to_dict())) == error.to_dict()


def _nested(depth: int) -> Any:
    value: Any = "end"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "arguments",
    [
        "name=Ada",
        ["Ada"],
        7,
        {"name": float("nan")},
        {"name": "Ada", "age": float("inf")},
        {"name": "Ada", "age": float("nan")},
        {"name": _nested(20_000)},
        {"name": b"Ada"},
        {"name": {"Ada"}},
        {"name": 10**5_000},
        {1: "Ada", "name": "Ada"},
        {"name": "Ada", "\ud800": 1},
        {"name": "Ada", "x" * 1_000_000: 1},
        {"name": "Ada", **{f"unknown_{number}": 1 for number in range(10_000)}},
        {"name": "\ud800"},
    ],
)
def test_odd_arguments_are_errors(call: Call, shop: Shop, arguments: Any) -> None:
    result = call("PostCustomers", arguments)
    assert result.error is not None
    assert result.error.kind == "arguments"
    assert shop.requests == []
    assert len(result.text().encode()) < 20_000


def test_status_error(call: Call, shop: Shop) -> None:
    body = {
        "error": {
            "type": "invalid_request_error",
            "code": "missing",
            "message": "No such city.",
            "param": "address[city]",
        }
    }
    shop.errors["/customers"] = (400, body, {"Request_Id": "req_9"})
    error = call("PostCustomers", {"name": "Ada"}).error
    assert error is not None
    assert error.to_dict() == {
        "kind": "status",
        "message": "No such city.",
        "type": "invalid_request_error",
        "code": "missing",
        "parameter": "address[city]",
        "status": 400,
        "request_id": "req_9",
        "suggestion": "correct the arguments; the description of the operation lists them",
    }


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"errors": [{"source": {"pointer": "/address/city"}}]}, "address.city"),
        ({"detail": [{"loc": ["body", "name"], "msg": "bad"}]}, "body.name"),
        ({"message": "the value of 'name' is bad"}, "name"),
        ({"message": "bad"}, None),
        ([], None),
    ],
)
def test_blamed_parameter(
    call: Call, shop: Shop, body: Any, parameter: str | None
) -> None:
    shop.errors["/customers"] = (422, body, {})
    error = call("PostCustomers", {"name": "Ada"}).error
    assert error is not None
    assert error.parameter == parameter


def test_no_connection(agent: Any) -> None:
    error = agent.call_tool("GetCustomer", {"id": "c1"}).error
    assert error.kind == "connection"
    assert "try again" in error.suggestion


def test_no_credentials(shop_package: ModuleType) -> None:
    agent = shop_package.tools.SyncAgent()
    agent.register_api("shop", base_url="http://127.0.0.1:1")
    error = agent.call_tool("GetCustomer", {"id": "c1"}).error
    assert error.kind == "credentials"
    assert "credentials" in error.suggestion


def test_response_that_does_not_fit_the_document(call: Call, shop: Shop) -> None:
    """The call was made, so its result is no error, which a model would repeat it for."""
    shop.errors["/customers"] = (200, ["c9"], {"Content_Type": "application/json"})
    result = call("PostCustomers", {"name": "Ada"})
    assert (result.error, result.value, result.data) == (None, None, ["c9"])


def test_response_with_numbers_that_json_lacks(call: Call, shop: Shop) -> None:
    headers = {"Content_Type": "application/json"}
    shop.errors["/customers/c1"] = (200, b'{"id": "c1", "size": NaN}', headers)
    result = call("GetCustomer", {"id": "c1"})
    assert json.loads(result.text()) == {"id": "c1", "size": "NaN"}


@pytest.mark.filterwarnings("ignore:DELETE:DeprecationWarning")
def test_response_without_content(call: Call) -> None:
    result = call("DeleteCustomer", {"id": "c1"})
    assert (result.error, result.data, result.status) == (None, None, 204)


def test_one_page(call: Call, shop: Shop) -> None:
    result = call("ListCustomers")
    assert [item["id"] for item in result.data["data"]] == ["c1", "c2"]
    assert result.has_more
    assert shop.paths == ["/customers"]


@pytest.mark.parametrize(
    ("pages", "items", "has_more"),
    [(2, ["c1", "c2", "c3", "c4"], True), (9, ["c1", "c2", "c3", "c4", "c5"], False)],
)
def test_pages(
    call: Call, shop: Shop, pages: int, items: list[str], has_more: bool
) -> None:
    result = call("ListCustomers", {}, pages=pages)
    assert [item["id"] for item in result.data["data"]] == items
    assert result.has_more is has_more
    assert len(shop.paths) == min(pages, 3)


def test_pages_backwards_are_in_order(call: Call) -> None:
    result = call("ListCustomers", {"ending_before": "c5"}, pages=2)
    assert [item["id"] for item in result.data["data"]] == ["c1", "c2", "c3", "c4"]


@pytest.mark.parametrize(
    ("pages", "items", "has_more"),
    [(1, ["o1"], True), (2, ["o1", "o2"], True), (9, ["o1", "o2", "o3"], False)],
)
def test_pages_that_are_lists(
    call: Call, shop: Shop, pages: int, items: list[str], has_more: bool
) -> None:
    result = call("ListOrders", {}, pages=pages)
    assert [item["id"] for item in result.data] == items
    assert result.has_more is has_more
    assert len(shop.paths) == len(items)


@pytest.mark.parametrize("pages", [0, -1, True, "2", 1.5, None])
def test_wrong_number_of_pages(call: Call, shop: Shop, pages: Any) -> None:
    error = call("ListCustomers", {}, pages=pages).error
    assert error is not None
    assert (error.kind, error.parameter) == ("arguments", "pages")
    assert shop.requests == []


def test_stream_is_bounded(call: Call) -> None:
    result = call("StreamEvents")
    assert result.data == [{"number": number} for number in range(200)]
    assert result.value[0].number == 0
    assert result.has_more


def test_streaming_variant(call: Call, shop: Shop) -> None:
    result = call("create_chat_stream", {"prompt": "Hi"})
    assert result.data[0] == {"number": 0}
    assert json.loads(shop.requests[0][2]) == {"prompt": "Hi", "stream": True}


def test_fields(call: Call) -> None:
    result = call("ListCustomers", {}, fields=["data.id", "missing"])
    assert result.data == {"data": [{"id": "c1"}, {"id": "c2"}]}
    assert call("ListCustomers", {}, fields="has_more").data == {"has_more": True}


def test_echoed_credentials_are_not_in_results(call: Call, shop: Shop) -> None:
    result = call("PostCustomers", {"name": "Ada"})
    assert result.data["headers"]["Authorization"] == "[secret]"
    assert SECRET not in result.text()
    body = {"error": {"message": f"bad key {SECRET}", "code": SECRET}}
    shop.errors["/customers"] = (401, body, {"Request_Id": SECRET})
    failed = call("PostCustomers", {"name": "Ada"})
    # The client replaces credentials in its errors itself.
    assert failed.error is not None
    assert failed.error.message == "bad key …"
    assert SECRET not in f"{failed.text()} {failed.error} {failed.request_id}"


def test_cancelled_call_closes_its_steps(
    shop_package: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    module = __import__(f"{shop_package.__name__}._runtime.tools.agent", fromlist=["x"])

    def steps(*_: object) -> Any:
        try:
            yield lambda: asyncio.sleep(60)
        finally:
            closed.append("closed")

    monkeypatch.setattr(module, "call_steps", steps)

    async def run() -> None:
        agent = shop_package.tools.Agent()
        await agent.register_api("shop", base_url="http://127.0.0.1:1")
        task = asyncio.create_task(agent.call_tool("ListOrders"))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert closed == ["closed"]

    asyncio.run(run())
