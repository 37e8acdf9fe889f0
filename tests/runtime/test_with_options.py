"""Copies of a client with other settings, which share its connections."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import httpx2
import pytest

from generator.runtime.client.client_settings import ClientSettings
from generator.runtime.http.timeouts import Timeout
from generator.runtime.operations.servers import Server
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
)
from tests.runtime.recording import AsyncRecorder, Recorder, headers_of, make_response


def test_settings_are_the_arguments_of_clients() -> None:
    _, *parameters, unknown = inspect.signature(Client.__init__).parameters.values()
    assert unknown.kind is inspect.Parameter.VAR_KEYWORD
    assert {each.name for each in parameters} == set(ClientSettings.__annotations__)


def test_copy_has_changed_settings_and_the_others(recorder: Recorder) -> None:
    client = Client(
        "sk", transport=recorder, timeout=7, headers={"X-A": "1"}, query={"v": 1}
    )
    copy = client.with_options(
        credentials="other",
        timeout=Timeout(read=1),
        headers={"X-B": "2"},
        query={"w": 2},
    )
    assert type(copy) is Client
    get_customer(copy, "x")
    assert recorder.headers["authorization"] == "Bearer other"
    assert recorder.headers["x-a"] == "1"
    assert recorder.headers["x-b"] == "2"
    assert recorder.last.url.endswith("?v=1&w=2")
    assert recorder.last.timeout == Timeout(read=1)
    get_customer(client, "x")
    assert recorder.headers["authorization"] == "Bearer sk"
    assert "x-b" not in recorder.headers
    assert recorder.last.url.endswith("?v=1")
    assert recorder.requests[1].timeout == 7


def test_resources_of_a_copy_use_the_copy(client: Client, recorder: Recorder) -> None:
    client.customers.retrieve("x")
    copy = client.with_options(credentials="other")
    copy.customers.retrieve("x")
    copy.customers.cards.list("x")
    client.customers.retrieve("x")
    assert [headers_of(each)["authorization"] for each in recorder.requests] == [
        "Bearer sk_test_123",
        "Bearer other",
        "Bearer other",
        "Bearer sk_test_123",
    ]


def test_none_leaves_a_setting_as_it_is_but_disables_the_timeout(
    recorder: Recorder,
) -> None:
    client = Client("sk", transport=recorder, headers={"X-A": "1"}, max_retries=0)
    copy = client.with_options(
        credentials=None, headers=None, query=None, max_retries=None, base_url=None
    )
    get_customer(copy, "x")
    assert recorder.headers["authorization"] == "Bearer sk"
    assert recorder.headers["x-a"] == "1"
    assert recorder.last.timeout == 80.0
    get_customer(copy.with_options(timeout=None), "x")
    assert recorder.last.timeout is None
    recorder.responses = [make_response({}, 503)]
    with pytest.raises(Exception, match="503"):
        get_customer(copy, "x")


def test_server_of_a_copy_replaces_the_base_url(recorder: Recorder) -> None:
    client = Client("sk", transport=recorder, base_url="https://a.example")
    get_customer(client.with_options(server=Server("https://b.example")), "x")
    assert recorder.last.url == "https://b.example/v1/customers/x"
    get_customer(client.with_options(base_url="https://c.example"), "x")
    assert recorder.last.url == "https://c.example/v1/customers/x"


def test_hooks_of_a_copy(client: Client) -> None:
    seen: list[str] = []
    copy = client.with_options(on_request=lambda request: seen.append(request.method))
    get_customer(client, "x")
    assert seen == []
    get_customer(copy, "x")
    assert seen == ["GET"]


def test_copy_of_a_copy(client: Client, recorder: Recorder) -> None:
    get_customer(client.with_options(timeout=1).with_options(max_retries=1), "x")
    assert recorder.last.timeout == 1


def test_subclass_keeps_its_attributes(recorder: Recorder) -> None:
    class Tenant(Client):
        def __init__(self, name: str, recorder: Recorder) -> None:
            super().__init__("sk", transport=recorder)
            self.name = name

    copy = Tenant("acme", recorder).with_options(timeout=1)
    assert type(copy) is Tenant
    assert copy.name == "acme"
    get_customer(copy, "x")
    assert recorder.last.timeout == 1


class CountingClient(Client):
    """A client that counts the transports that it opens."""

    opened: list[Recorder]

    def _default_transport(self) -> Any:
        self.opened.append(Recorder())
        return self.opened[-1]


@pytest.mark.parametrize("copy_first", [False, True])
def test_copies_share_connections(copy_first: bool) -> None:
    client = CountingClient("sk")
    client.opened = []
    copy = client.with_options(timeout=1)
    pair = (copy, client) if copy_first else (client, copy)
    for each in (*pair, copy.with_options(timeout=2)):
        get_customer(each, "x")
    assert len(client.opened) == 1


@pytest.mark.parametrize("close_copy", [False, True])
def test_closing_either_closes_both(recorder: Recorder, close_copy: bool) -> None:
    client = Client("sk", transport=recorder)
    copy = client.with_options(timeout=1)
    (copy if close_copy else client).close()
    assert recorder.closed
    for each in (client, copy):
        with pytest.raises(RuntimeError, match="the client is closed"):
            get_customer(each, "x")


def test_copy_with_another_transport_has_connections_of_its_own(
    client: Client, recorder: Recorder
) -> None:
    other = Recorder()
    with client.with_options(transport=other) as copy:
        get_customer(copy, "x")
    assert other.closed
    assert len(other.requests) == 1
    get_customer(client, "x")
    assert len(recorder.requests) == 1


def test_copy_with_other_settings_of_connections() -> None:
    client = Client("sk", verify=False)
    copy = client.with_options(limits=httpx2.Limits(max_connections=1))
    assert copy._lender is None
    assert copy._http_settings.verify is False
    transport = Recorder()
    get_customer(client.with_options(transport=transport), "x")
    assert len(transport.requests) == 1
    with httpx2.Client() as http_client:
        other = client.with_options(http_client=http_client)
        assert other._http_settings.http_client is http_client
        # A copy that shares connections has none of its own.
        shared = other.with_options(timeout=1)
        assert shared._transport is None
        assert shared._open_transport() is other._open_transport()
        with pytest.raises(TypeError, match="cannot be combined with http_client"):
            shared.with_options(proxy="http://127.0.0.1:9")
    for each in (client, copy):
        each.close()


def test_async_copy() -> None:
    recorder = AsyncRecorder()

    async def run() -> None:
        client = AsyncClient("sk", transport=recorder)
        await client.customers.retrieve("x")
        async with client.with_options(credentials="other") as copy:
            await copy.customers.retrieve("x")
        with pytest.raises(RuntimeError, match="the client is closed"):
            await get_customer_async(client, "x")

    asyncio.run(run())
    assert recorder.closed
    sent = [headers_of(each)["authorization"] for each in recorder.requests]
    assert sent == ["Bearer sk", "Bearer other"]


@pytest.mark.parametrize(
    "changes", [{"timeout": 0}, {"max_retries": -1}, {"base_url": "ftp://x"}]
)
def test_invalid_change(client: Client, changes: Any) -> None:
    with pytest.raises(ValueError, match="must"):
        client.with_options(**changes)


def test_unknown_change(client: Client) -> None:
    change: Any = {"time_out": 1}
    with pytest.raises(TypeError, match=r"'time_out' \(did you mean 'timeout'\?\)"):
        client.with_options(**change)
