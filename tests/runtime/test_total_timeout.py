"""`Timeout(total=…)`: a limit for a call with all of its attempts."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from generator.runtime.http.errors import ApiTimeoutError, ServerError
from generator.runtime.http.timeouts import Timeout
from generator.runtime.http.transport import Request, Response
from generator.runtime.streaming.stream import ItemStream
from generator.runtime.streaming.stream_endpoint import StreamContent, StreamEndpoint
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    put_blob,
)
from tests.runtime.little_client.operations.lists import get_report
from tests.runtime.local_server import send, serve
from tests.runtime.recording import Recorder, make_response

TOTAL = 0.3
# Far less than the server would take, and enough for a busy machine.
LIMIT = 2.0
NUMBERS: StreamEndpoint[ItemStream[int]] = StreamEndpoint(
    "numbers",
    "GET",
    "/dripping",
    responses={"200": StreamContent("text/event-stream", "int")},
)


def respond(handler: BaseHTTPRequestHandler) -> None:
    if "silent" in handler.path:
        time.sleep(5)
    elif "failing" in handler.path:
        send(handler, b"", 503)
    elif "refusing" in handler.path:
        send(handler, b"", 503, Retry_After="30")
    else:
        # Each piece arrives well within the read timeout.
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"data: 1\n\n ")
            time.sleep(0.05)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serve(respond) as url:
        yield url


@pytest.fixture
def client(server: str) -> Iterator[Client]:
    with Client("sk", base_url=server, timeout=Timeout(total=TOTAL)) as made:
        yield made


def elapsed(call: Callable[[], object], error: type[Exception]) -> float:
    began = time.perf_counter()
    with pytest.raises(error):
        call()
    return time.perf_counter() - began


@pytest.mark.parametrize("name", ["silent", "dripping"])
def test_total_timeout_of_a_call(client: Client, name: str) -> None:
    seconds = elapsed(lambda: get_customer(client, name), ApiTimeoutError)
    assert TOTAL <= seconds < LIMIT


@pytest.mark.parametrize("name", ["silent", "dripping"])
def test_total_timeout_of_an_async_call(server: str, name: str) -> None:
    async def run() -> None:
        async with AsyncClient(
            "sk", base_url=server, timeout=Timeout(total=TOTAL)
        ) as client:
            await get_customer_async(client, name)

    assert TOTAL <= elapsed(lambda: asyncio.run(run()), ApiTimeoutError) < LIMIT


def test_total_timeout_bounds_all_attempts(client: Client) -> None:
    timeout = Timeout(read=0.05, total=1.0)
    seconds = elapsed(
        lambda: get_customer(client, "silent", timeout=timeout, max_retries=1000),
        ApiTimeoutError,
    )
    assert seconds < LIMIT


@pytest.mark.parametrize("name", ["failing", "refusing"])
def test_response_is_final_without_time_for_another_attempt(
    client: Client, name: str
) -> None:
    seconds = elapsed(lambda: get_customer(client, name, max_retries=1000), ServerError)
    assert seconds < LIMIT


def test_total_timeout_of_a_download(client: Client) -> None:
    seconds = elapsed(
        lambda: client.save(io.BytesIO(), get_report, "dripping"), ApiTimeoutError
    )
    assert TOTAL <= seconds < LIMIT


def test_total_timeout_of_a_stream(client: Client) -> None:
    read: list[int] = []
    seconds = elapsed(
        lambda: read.extend(client.call(NUMBERS, {"client": client})), ApiTimeoutError
    )
    assert read
    assert TOTAL <= seconds < LIMIT


def test_total_timeout_of_an_async_stream(server: str) -> None:
    read: list[int] = []

    async def run() -> None:
        async with AsyncClient(
            "sk", base_url=server, timeout=Timeout(total=TOTAL)
        ) as client:
            async for number in await client.call(NUMBERS, {"client": client}):
                read.append(number)

    assert TOTAL <= elapsed(lambda: asyncio.run(run()), ApiTimeoutError) < LIMIT
    assert read


def test_total_timeout_of_an_upload(client: Client) -> None:
    class Endless:
        def read(self, size: int = -1, /) -> bytes:
            time.sleep(0.02)
            return b"x"

    assert elapsed(lambda: put_blob(client, Endless()), ApiTimeoutError) < LIMIT


def test_transport_gets_the_time_that_is_left() -> None:
    class Slow(Recorder):
        def send(self, request: Request) -> Response:
            time.sleep(0.05)
            return super().send(request)

    transport = Slow(make_response({}, 503), make_response({}))
    timeout = Timeout(connect=1, read=None, total=30)
    client = Client("sk", transport=transport, timeout=timeout, max_retries=1)
    get_customer(client, "x")
    first, second = (request.timeout for request in transport.requests)
    assert isinstance(first, Timeout)
    assert isinstance(second, Timeout)
    assert 29 < (first.total or 0) <= 30
    assert (second.total or 0) < (first.total or 0) - 0.05
    assert (second.connect, second.read) == (1, second.total)


def test_time_before_an_async_call_is_awaited_does_not_count(server: str) -> None:
    async def run() -> Response:
        async with AsyncClient(
            "sk", base_url=server, timeout=Timeout(total=TOTAL)
        ) as client:
            call = client.raw(get_customer_async, "failing", max_retries=0)
            await asyncio.sleep(2 * TOTAL)
            with pytest.raises(ServerError) as caught:
                await call
            return caught.value.response

    assert asyncio.run(run()).status == 503
