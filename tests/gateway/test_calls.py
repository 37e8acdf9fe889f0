"""Calls through the gateway send the same bytes as the functions of the client."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from generator.agent.import_client import import_client
from generator.serving.request import CredentialsSource
from tests.gateway.conftest import COOKIE, HEADER_KEY, KEY, PASSWORD
from tests.gateway.recording_api import Received, RecordingApi, Reply, as_json
from tests.gateway.served import (
    API_KEY,
    TOKEN,
    ServedGateway,
    request_for,
    serve,
)

CUSTOMER = {
    "name": "Ada & Co",
    "address": {"city": "Zürich", "line1": "Straße 1"},
    "tax_ids": [{"type": "eu_vat", "value": "DE1"}, {"type": "gb_vat", "value": "+1"}],
}
CALLS: Mapping[str, Mapping[str, Any]] = {
    "createCustomer": CUSTOMER,
    "listCustomers": {"created": {"gte": 1, "lte": 2}, "limit": 3},
    "getCustomer": {"customer": "cus/1 ü"},
    "deleteCustomer": {"customer": "cus_1"},
    "createEvent": {"name": "é", "payload": {"a": [1, None, {"b": True}]}},
    "postByKey": {},
    "getByHeader": {},
    "getByCookie": {},
    "getByLogin": {},
}
# Different in each call.
_BOUNDARY = re.compile(rb"[0-9a-f]{32}")


def _sent(received: Received) -> tuple[Any, ...]:
    return received.method, received.target, sorted(received.headers), received.body


def function_of(client: Path, key: str) -> tuple[Any, Any]:
    """Return the package of a client, and the function of an operation."""
    package = import_client(client)
    catalogue = json.loads((client / "tools.json").read_text())
    (name,) = (
        operation["function"]
        for operation in catalogue["operations"]
        if operation["key"] == key
    )
    return package, getattr(import_module(f"{package.__name__}.operations"), name)


def call_function(
    client: Path, url: str, key: str, arguments: Mapping[str, Any]
) -> None:
    """Call the function of an operation of the shop, as a program does."""
    package, function = function_of(client, key)
    credentials = package.Credentials(
        token=API_KEY,
        key=KEY,
        header_key=HEADER_KEY,
        cookie=COOKIE,
        login=package.Basic("ada", PASSWORD),
    )
    with package.Client(credentials, base_url=url) as client:
        function(client, **arguments)


@pytest.mark.parametrize("key", CALLS)
def test_bytes_are_those_of_the_function(
    shop: ServedGateway, shop_client: Path, api: RecordingApi, key: str
) -> None:
    api.replies["/v1/customers"] = lambda _: as_json({"has_more": False, "data": []})
    if key == "createCustomer":
        del api.replies["/v1/customers"]
    result = shop.call(key, CALLS[key])
    assert result.get("status") == 200, result
    call_function(shop_client, api.url, key, CALLS[key])
    through_gateway, direct = api.requests
    assert _sent(through_gateway) == _sent(direct)
    assert TOKEN not in str(through_gateway)


def test_upload(
    shop: ServedGateway, shop_client: Path, api: RecordingApi, tmp_path: Path
) -> None:
    path = tmp_path / "räport.pdf"
    path.write_bytes(b"%PDF\x00\xff")
    call = json.dumps({"operation": "createFile", "arguments": {"purpose": "test"}})
    with path.open("rb") as file:
        response = shop.http.post(
            "/call", data={"call": call}, files={"file": (path.name, file, "x/y")}
        )
    assert response.json()["status"] == 200
    call_function(shop_client, api.url, "createFile", {"purpose": "test", "file": path})
    through_gateway, direct = api.requests
    assert b"%PDF\x00\xff" in through_gateway.body
    assert _BOUNDARY.sub(b"", through_gateway.body) == _BOUNDARY.sub(b"", direct.body)


def test_path_in_the_name_of_an_upload_is_ignored(
    shop: ServedGateway, api: RecordingApi
) -> None:
    call = json.dumps({"operation": "createFile", "arguments": {}})
    for name in ("../../evil", "..\\evil", "/etc/evil", ".."):
        shop.http.post("/call", data={"call": call}, files={"file": (name, b"x")})
        assert b"/" not in re.findall(rb'filename="(.*?)"', api.last.body)[0]
        assert b'filename=".."' not in api.last.body


def test_file_as_an_argument_is_refused(shop: ServedGateway, api: RecordingApi) -> None:
    response = shop.post("call", "createFile", {"file": "/etc/passwd"})
    assert response.status_code == 400
    assert "send it as a part of a form" in response.json()["error"]["message"]
    assert api.requests == []


def test_result(shop: ServedGateway, api: RecordingApi) -> None:
    result = shop.call("getCustomer", {"customer": "cus_1"})
    assert result["status"] == 200
    assert result["reason"] == "OK"
    assert result["type"] == "Customer"
    assert result["request_id"] == "req_1"
    assert result["elapsed_ms"] > 0
    assert ["content-type", "application/json"] in result["headers"]
    assert result["data"] == {"id": "cus_1", "name": "Ada"}


def test_content_that_does_not_fit_the_document(
    shop: ServedGateway, api: RecordingApi
) -> None:
    api.replies["/v1/customers/cus_1"] = lambda _: as_json([1])
    result = shop.call("getCustomer", {"customer": "cus_1"})
    assert result["data"] == [1]
    assert result["type"] is None
    assert "mismatch" in result


def test_error_of_the_api(shop: ServedGateway, api: RecordingApi) -> None:
    error = {"error": {"message": "No such customer", "code": "missing", "param": "id"}}
    api.replies["/v1/customers/cus_1"] = lambda _: as_json(error, 404)
    response = shop.post("call", "getCustomer", {"customer": "cus_1"})
    # The gateway has done its part.
    assert response.status_code == 200
    result = response.json()
    assert result["status"] == 404
    assert result["data"] == error
    assert result["error"]["type"] == "NotFoundError"
    assert result["error"]["code"] == "missing"
    assert result["error"]["parameter"] == "id"


def test_api_that_cannot_be_reached(start: Any) -> None:
    shop = start(base_url="http://127.0.0.1:9")
    response = shop.post("call", "createCustomer", {})
    assert response.status_code == 502
    assert response.json()["error"]["type"] == "ApiConnectionError"


def test_missing_credentials(start: Any, api: RecordingApi, tmp_path: Path) -> None:
    shop = start(credentials=CredentialsSource())
    response = shop.post("call", "getCustomer", {"customer": "cus_1"})
    assert response.status_code == 400
    assert response.json()["error"]["type"] == "ApiCredentialsError"
    assert api.requests == []


def test_wrong_arguments(shop: ServedGateway, api: RecordingApi) -> None:
    response = shop.post("call", "createCustomer", {"nam": "x", "address": {"city": 1}})
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["type"] == "WrongArguments"
    assert {problem["argument"] for problem in error["problems"]} == {
        "nam",
        "address.city",
    }
    assert api.requests == []


@pytest.mark.parametrize("name", ["base_url", "credentials", "extra_headers", "client"])
def test_options_of_calls_are_no_arguments(
    shop: ServedGateway, api: RecordingApi, name: str
) -> None:
    response = shop.post("call", "createCustomer", {name: {"Host": "evil.example"}})
    assert response.status_code == 400
    assert api.requests == []


def test_unknown_operation(shop: ServedGateway) -> None:
    response = shop.post("call", "createCustomers", {})
    assert response.status_code == 404
    assert "createCustomer" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"operation": 1}',
        b'{"operation": "getCustomer", "arguments": []}',
        b'{"operation": "getCustomer", "pages": 0}',
        b'{"operation": "getCustomer", "url": "http://evil.example"}',
        b"[" * 100_000,
    ],
)
def test_malformed_body(shop: ServedGateway, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = shop.http.post("/call", content=body, headers=headers)
    assert response.status_code == 400
    assert response.json()["error"]["type"] == "InvalidBody"


def test_download(shop: ServedGateway, api: RecordingApi) -> None:
    content = [b"%PDF" + b"x" * 100_000, b"end"]
    api.replies["/v1/quotes/q_1/pdf"] = lambda _: Reply(
        content, media_type="application/pdf"
    )
    response = shop.post("call", "getQuotePdf", {"quote": "q_1"})
    assert response.content == b"".join(content)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == "attachment"
    result = json.loads(response.headers["Codegen-Result"])
    assert result["status"] == 200
    assert "data" not in result


def test_download_with_an_error(shop: ServedGateway, api: RecordingApi) -> None:
    api.replies["/v1/quotes/q_1/pdf"] = lambda _: as_json({"error": "no"}, 404)
    result = shop.call("getQuotePdf", {"quote": "q_1"})
    assert result["status"] == 404
    assert result["error"]["type"] == "NotFoundError"


def test_event_stream(shop: ServedGateway, api: RecordingApi) -> None:
    events = [b'data: {"n": 1}\n\n', b'data: {"n": 2}\n\n', b"data: [1]\n\n"]
    api.replies["/v1/ticks"] = lambda _: Reply(events, media_type="text/event-stream")
    response = shop.post("call", "getTicks")
    assert response.headers["Content-Type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in response.text.splitlines()]
    assert lines[:2] == [{"item": {"n": 1}}, {"item": {"n": 2}}]
    assert lines[-1]["end"]["items"] == 2
    assert lines[-1]["end"]["error"]["type"] == "ApiStreamError"
    assert json.loads(response.headers["Codegen-Result"])["status"] == 200


def test_items_arrive_one_by_one(shop: ServedGateway, api: RecordingApi) -> None:
    is_read = Event()

    def events(received: Received) -> Reply:
        def chunks() -> Any:
            yield b'data: {"n": 1}\n\n'
            assert is_read.wait(20)
            yield b'data: {"n": 2}\n\n'

        return Reply(chunks(), media_type="text/event-stream")

    api.replies["/v1/ticks"] = events
    body = {"operation": "getTicks"}
    with shop.http.stream("POST", "/call", json=body) as response:
        lines = response.iter_lines()
        assert json.loads(next(lines)) == {"item": {"n": 1}}
        is_read.set()
        assert json.loads(next(lines)) == {"item": {"n": 2}}


def _customers(received: Received) -> Reply:
    pages = {"": ["a", "b"], "b": ["c"]}
    after = re.search(r"starting_after=(\w+)", received.query)
    items = pages[after[1] if after else ""]
    data = [{"id": item} for item in items]
    return as_json({"has_more": after is None, "data": data})


def test_paged_list(shop: ServedGateway, api: RecordingApi) -> None:
    api.replies["/v1/customers"] = _customers
    first = shop.call("listCustomers", {"limit": 2})
    assert first["next"] == {"arguments": {"limit": 2, "starting_after": "b"}}
    second = shop.call("listCustomers", first["next"]["arguments"])
    assert second["data"]["data"] == [{"id": "c"}]
    assert "next" not in second


def test_several_pages_at_once(shop: ServedGateway, api: RecordingApi) -> None:
    api.replies["/v1/customers"] = _customers
    result = shop.call("listCustomers", {"limit": 2}, pages=5)
    assert [item["id"] for item in result["data"]["data"]] == ["a", "b", "c"]
    assert "next" not in result
    assert len(api.requests) == 2


def test_session(shop: ServedGateway, api: RecordingApi) -> None:
    session = shop.http.get("/session").json()
    assert session["api"] == "shop"
    assert session["base_url"] == api.url
    assert session["servers"] == [api.url]
    assert session["read_only"] is False
    assert session["credentials"]["is_set"] is True
    assert session["credentials"]["environment"] == ["SHOP_API_KEY"]
    assert session["credentials"]["parts"] == [
        ["token"],
        ["key"],
        ["header_key"],
        ["cookie"],
        ["oauth"],
        ["login.username", "login.password"],
    ]


def test_stripe_form(
    stripe_client: Path, api: RecordingApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRIPE_API_KEY", API_KEY)
    arguments = {
        "name": "Ada",
        "address": {"city": "London", "line1": "1 Main St"},
        "tax_id_data": [{"type": "eu_vat", "value": "DE1"}],
        "metadata": {"a": "b"},
        "expand": ["sources"],
    }
    with serve(request_for(stripe_client, api.url, None)) as stripe:
        assert stripe.call("PostCustomers", arguments)["status"] == 200
    package, function = function_of(stripe_client, "PostCustomers")
    with package.Client(API_KEY, base_url=api.url) as client:
        function(client, **arguments)
    through_gateway, direct = api.requests
    assert through_gateway.body == direct.body
    assert through_gateway.target == direct.target
    assert through_gateway.header("authorization") == f"Bearer {API_KEY}"
