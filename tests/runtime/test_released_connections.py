"""Whatever interrupts a call releases its connection: a pool of one keeps working."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx2
import pytest

from generator.runtime.http.transport import Request, Response
from generator.runtime.streaming.events import ApiStreamError
from generator.runtime.streaming.stream import ItemStream
from generator.runtime.streaming.stream_endpoint import StreamContent, StreamEndpoint
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
)
from tests.runtime.little_client.operations.lists import (
    get_customers,
    get_customers_async,
    get_report,
    get_report_async,
)
from tests.runtime.local_server import send, serve

NUMBERS: StreamEndpoint[ItemStream[int]] = StreamEndpoint(
    "numbers",
    "GET",
    "/numbers",
    responses={"200": StreamContent("text/event-stream", "int")},
)
TIMES = 5
ONE: Mapping[str, Any] = {
    "limits": httpx2.Limits(max_connections=1),
    "timeout": 5.0,
    "max_retries": 0,
}


class Interruption(Exception):
    """Raised by a hook or by the caller's own code."""


class Break(BaseException):
    """As `KeyboardInterrupt`, which would end the test run."""


def respond(handler: BaseHTTPRequestHandler) -> None:
    if "numbers" in handler.path or "report" in handler.path:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        for item in (b"1", b"2", b'"no"', b"3"):
            handler.wfile.write(b"data: %b\n\n" % item)
        handler.wfile.flush()
        # More would come; the client does not wait for it.
        handler.rfile.read(1)
    elif "slow" in handler.path:
        time.sleep(0.5)
        send(handler, b"{}")
    else:
        data = [{"id": str(n), "object": "customer"} for n in range(2)]
        content = {"object": "list", "data": data, "has_more": True, "id": "x"}
        send(handler, json.dumps(content).encode())


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serve(respond) as url:
        yield url


class RaisingHooks:
    """Hooks that raise as long as they are `armed`."""

    def __init__(self, error: BaseException) -> None:
        self.armed = True
        self._error = error

    def on_request(self, request: Request) -> None:
        if self.armed:
            raise self._error

    def on_response(self, request: Request, response: Response, seconds: float) -> None:
        self.on_request(request)


def open_stream(client: Client) -> None:
    with client.stream(get_report, "report"):
        pass


async def open_stream_async(client: AsyncClient) -> None:
    async with client.stream(get_report_async, "report"):
        pass


CALLS: Mapping[str, Callable[[Client], object]] = {
    "call": lambda client: get_customer(client, "x"),
    "raw": lambda client: client.raw(get_customer, "x"),
    "save": lambda client: client.save(io.BytesIO(), get_customer, "x"),  # type: ignore[type-var]  # its content is not bytes
    "stream": open_stream,
    "events": lambda client: client.call(NUMBERS, {"client": client}),
    "pages": lambda client: list(get_customers(client)),
}
ASYNC_CALLS: Mapping[str, Callable[[AsyncClient], Awaitable[object]]] = {
    "call": lambda client: get_customer_async(client, "x"),
    "raw": lambda client: client.raw(get_customer_async, "x"),
    "stream": open_stream_async,
    "events": lambda client: client.call(NUMBERS, {"client": client}),
    "pages": lambda client: anext(aiter(get_customers_async(client))),
}


@pytest.mark.parametrize("hook", ["on_request", "on_response"])
@pytest.mark.parametrize("error", [Interruption(), Break()], ids=["error", "break"])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_hook_raises(
    server: str, call: Callable[[Client], object], error: BaseException, hook: str
) -> None:
    hooks = RaisingHooks(error)
    settings: Any = {**ONE, hook: getattr(hooks, hook)}
    with Client("sk", base_url=server, **settings) as client:
        for _ in range(TIMES):
            with pytest.raises(type(error)):
                call(client)
        hooks.armed = False
        assert get_customer(client, "x").id == "x"


@pytest.mark.parametrize("hook", ["on_request", "on_response"])
@pytest.mark.parametrize("call", ASYNC_CALLS.values(), ids=ASYNC_CALLS)
def test_hook_raises_in_async_client(
    server: str, call: Callable[[AsyncClient], Awaitable[object]], hook: str
) -> None:
    hooks = RaisingHooks(Interruption())
    settings: Any = {**ONE, hook: getattr(hooks, hook)}

    async def run() -> None:
        async with AsyncClient("sk", base_url=server, **settings) as client:
            for _ in range(TIMES):
                with pytest.raises(Interruption):
                    await call(client)
            hooks.armed = False
            assert (await get_customer_async(client, "x")).id == "x"

    asyncio.run(run())


def leave_stream(client: Client) -> None:
    with client.stream(get_report, "report") as response:
        for _ in response.iter_bytes():
            raise Interruption


def abandon_stream(client: Client) -> None:
    with client.stream(get_report, "report") as response:
        for _ in response.iter_bytes():
            break


def leave_events(client: Client) -> None:
    with client.call(NUMBERS, {"client": client}) as numbers:
        for _ in numbers:
            raise Interruption


def fail_to_decode(client: Client) -> None:
    with client.call(NUMBERS, {"client": client}) as numbers:
        list(numbers)


def abandon_events(client: Client) -> None:
    for _ in client.call(NUMBERS, {"client": client}):
        break
    gc.collect()


def abandon_pages(client: Client) -> None:
    for _ in get_customers(client):
        break


class FullDisk(io.BytesIO):
    def write(self, data: Any) -> int:
        raise Interruption


LEAVING: Mapping[str, Callable[[Client], object]] = {
    "stream left by an error": leave_stream,
    "stream left early": abandon_stream,
    "events left by an error": leave_events,
    "events left early": abandon_events,
    "event that cannot be decoded": fail_to_decode,
    "pages left early": abandon_pages,
    "download that cannot be written": lambda client: client.save(
        FullDisk(), get_report, "report"
    ),
}


@pytest.mark.parametrize("call", LEAVING.values(), ids=LEAVING)
def test_caller_leaves(server: str, call: Callable[[Client], object]) -> None:
    with Client("sk", base_url=server, **ONE) as client:
        for _ in range(TIMES):
            with suppress(Interruption, ApiStreamError):
                call(client)
        assert get_customer(client, "x").id == "x"


async def leave_stream_async(client: AsyncClient) -> None:
    async with client.stream(get_report_async, "report") as response:
        async for _ in response.aiter_bytes():
            raise Interruption


async def leave_events_async(client: AsyncClient) -> None:
    async with await client.call(NUMBERS, {"client": client}) as numbers:
        async for _ in numbers:
            raise Interruption


async def fail_to_decode_async(client: AsyncClient) -> None:
    async with await client.call(NUMBERS, {"client": client}) as numbers:
        async for _ in numbers:
            pass


async def abandon_events_async(client: AsyncClient) -> None:
    async for _ in await client.call(NUMBERS, {"client": client}):
        break
    gc.collect()
    # The event loop closes abandoned iterators soon.
    await asyncio.sleep(0.05)


async def cancel_call(client: AsyncClient) -> None:
    task = asyncio.create_task(get_customer_async(client, "slow"))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def cancel_reading(client: AsyncClient) -> None:
    async def read() -> None:
        async with await client.call(NUMBERS, {"client": client}) as numbers:
            async for _ in numbers.events:
                pass

    task = asyncio.create_task(read())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def cancel_download(client: AsyncClient) -> None:
    task = asyncio.create_task(client.save(io.BytesIO(), get_report_async, "report"))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


ASYNC_LEAVING: Mapping[str, Callable[[AsyncClient], Awaitable[object]]] = {
    "stream left by an error": leave_stream_async,
    "events left by an error": leave_events_async,
    "events left early": abandon_events_async,
    "event that cannot be decoded": fail_to_decode_async,
    "call that is canceled": cancel_call,
    "events that are canceled": cancel_reading,
    "download that is canceled": cancel_download,
}


@pytest.mark.parametrize("call", ASYNC_LEAVING.values(), ids=ASYNC_LEAVING)
def test_caller_leaves_async_client(
    server: str, call: Callable[[AsyncClient], Awaitable[object]]
) -> None:
    async def run() -> None:
        async with AsyncClient("sk", base_url=server, **ONE) as client:
            for _ in range(TIMES):
                with suppress(Interruption, ApiStreamError):
                    await call(client)
            assert (await get_customer_async(client, "x")).id == "x"

    asyncio.run(run())
