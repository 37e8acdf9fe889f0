"""Servers that send or accept a byte now and then: `timeout` ends an attempt nevertheless."""

from __future__ import annotations

import asyncio
import gzip
import io
import socket
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

import httpx2
import pytest

from generator.runtime.client.async_twin import asynchronous
from generator.runtime.http.errors import ApiConnectionError, ApiTimeoutError
from generator.runtime.http.timeouts import Timeout
from generator.runtime.streaming.stream import ItemStream
from generator.runtime.streaming.stream_endpoint import StreamContent, StreamEndpoint
from tests.hostile.dripping_server import (
    PAUSE,
    Converse,
    drip,
    dripping,
    dripping_server,
    receive_head,
)
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    put_blob,
)
from tests.runtime.little_client.operations.lists import get_report, get_report_async

put_blob_async = asynchronous(put_blob)

TIMEOUT = 0.25
# Far less than the servers take, and enough for a busy machine.
LIMIT = 3.0
NUMBERS: StreamEndpoint[ItemStream[int]] = StreamEndpoint(
    "numbers",
    "GET",
    "/numbers",
    responses={"200": StreamContent("text/event-stream", "int")},
)
OK = b"HTTP/1.1 200 OK\r\n"
FULL = OK + b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
GZIP = OK + b"Content-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n"
HEADS: Mapping[str, Converse] = {
    "status line": dripping(b"HTTP/1.1 200 ", b"x"),
    "headers": dripping(OK + b"X: ", b"y"),
    "interim responses": dripping(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "error": dripping(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 999\r\n\r\n", b" "),
}
BODIES: Mapping[str, Converse] = {
    "body": dripping(FULL, b" "),
    "chunks": dripping(CHUNKED, b"1\r\n \r\n"),
    "size of a chunk": dripping(CHUNKED, b"0"),
    "chunk extension": dripping(CHUNKED + b"5;", b"x"),
    "trailers": dripping(CHUNKED + b"2\r\n{}\r\n0\r\nX: ", b"y"),
    "compressed": dripping(
        GZIP, *(gzip.compress(bytes(range(250)))[n : n + 1] for n in range(30)), b"\0"
    ),
    "body until close": dripping(OK + b"\r\n", b" "),
    "silence in the body": dripping(FULL, b" ", b""),
}


def accept_slowly(connection: socket.socket) -> None:
    """Read a request a few bytes at a time."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    for _ in range(400):
        if not connection.recv(2000):
            break
        time.sleep(PAUSE)


def shake_hands_slowly(connection: socket.socket) -> None:
    """Begin a TLS record and never end it."""
    connection.recv(1 << 16)
    drip(connection, [b"\x16\x03\x03\x3f\xff\x02", *([b"\0"] * 400)])


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    with dripping_server(request.param) as address:
        yield f"http://{address}"


def assert_ends(call: Callable[[], object], seconds: float = TIMEOUT) -> None:
    began = time.perf_counter()
    with pytest.raises(ApiTimeoutError):
        call()
    elapsed = time.perf_counter() - began
    assert 0.9 * seconds <= elapsed < LIMIT


def assert_ends_async(
    call: Callable[[AsyncClient], Awaitable[object]], url: str, **settings: Any
) -> None:
    async def run() -> None:
        settings.setdefault("timeout", TIMEOUT)
        async with AsyncClient("sk", base_url=url, max_retries=0, **settings) as client:
            await call(client)

    assert_ends(lambda: asyncio.run(run()))


def client_of(url: str, **settings: Any) -> Client:
    settings.setdefault("timeout", TIMEOUT)
    return Client("sk", base_url=url, max_retries=0, **settings)


def parametrized(*tables: Mapping[str, Converse]) -> pytest.MarkDecorator:
    conversations = {
        name: converse for table in tables for name, converse in table.items()
    }
    return pytest.mark.parametrize(
        "url", conversations.values(), ids=conversations.keys(), indirect=True
    )


@parametrized(HEADS, BODIES)
def test_call_ends(url: str) -> None:
    with client_of(url) as client:
        assert_ends(lambda: get_customer(client, "x"))


@parametrized(HEADS, BODIES)
def test_async_call_ends(url: str) -> None:
    assert_ends_async(lambda client: get_customer_async(client, "x"), url)


@parametrized(HEADS, BODIES)
def test_total_timeout_ends_call(url: str) -> None:
    with client_of(url, timeout=Timeout(total=TIMEOUT)) as client:
        assert_ends(lambda: get_customer(client, "x"))
    total = Timeout(total=TIMEOUT)
    assert_ends_async(
        lambda client: get_customer_async(client, "x"), url, timeout=total
    )


def open_stream(client: Client) -> None:
    with client.stream(get_customer, "x"):
        pass


async def open_stream_async(client: AsyncClient) -> None:
    async with client.stream(get_customer_async, "x"):
        pass


@parametrized(HEADS)
def test_download_or_stream_begins_in_time(url: str) -> None:
    with client_of(url) as client:
        assert_ends(lambda: client.save(io.BytesIO(), get_report, "x"))
        assert_ends(lambda: open_stream(client))
        assert_ends(lambda: client.call(NUMBERS, {"client": client}))


@parametrized(HEADS)
def test_async_download_or_stream_begins_in_time(url: str) -> None:
    assert_ends_async(lambda c: c.save(io.BytesIO(), get_report_async, "x"), url)
    assert_ends_async(open_stream_async, url)
    assert_ends_async(lambda c: c.call(NUMBERS, {"client": c}), url)


LONG = OK + b"Content-Type: text/event-stream\r\nContent-Length: 200\r\n\r\n"
# Twenty items take longer than the timeout of an attempt; then the server is silent.
LONG_CONTENT = {"long": dripping(LONG, *([b"data: 1\n\n"] * 20), b"")}


@parametrized(LONG_CONTENT)
def test_timeout_bounds_silence_in_long_content(url: str) -> None:
    with client_of(url) as client:
        file, numbers = io.BytesIO(), list[int]()
        assert_ends(lambda: client.save(file, get_report, "x"), 20 * PAUSE + TIMEOUT)
        assert len(file.getvalue()) == 20 * len(b"data: 1\n\n")
        assert_ends(
            lambda: numbers.extend(client.call(NUMBERS, {"client": client})),
            20 * PAUSE + TIMEOUT,
        )
        assert numbers == [1] * 20


@parametrized(LONG_CONTENT)
def test_timeout_bounds_silence_in_async_stream(url: str) -> None:
    numbers: list[int] = []

    async def read(client: AsyncClient) -> None:
        async for number in await client.call(NUMBERS, {"client": client}):
            numbers.append(number)

    assert_ends_async(read, url)
    assert numbers == [1] * 20


@pytest.mark.parametrize("url", [accept_slowly], indirect=True)
def test_server_that_accepts_a_body_slowly(url: str) -> None:
    body = bytes(20_000_000)
    with client_of(url) as client:
        assert_ends(lambda: put_blob(client, body))
    assert_ends_async(lambda client: put_blob_async(client, body), url)


class Slow:
    """A file whose content takes longer to read than the timeout of an attempt."""

    def __init__(self) -> None:
        self._chunks = iter([b"x"] * 10)

    def read(self, size: int = -1, /) -> bytes:
        time.sleep(TIMEOUT / 5)
        return next(self._chunks, b"")


def respond_to_upload(connection: socket.socket) -> None:
    receive_head(connection)
    while not connection.recv(1 << 16).endswith(b"0\r\n\r\n"):
        pass
    connection.sendall(OK + b"Content-Length: 2\r\n\r\n{}")


@pytest.mark.parametrize("url", [respond_to_upload], indirect=True)
def test_upload_from_a_slow_file_takes_its_time(url: str) -> None:
    began = time.perf_counter()
    with client_of(url) as client:
        put_blob(client, Slow())
    assert time.perf_counter() - began > TIMEOUT


@pytest.mark.parametrize("url", [shake_hands_slowly], indirect=True)
def test_tls_handshake_ends(url: str) -> None:
    secure = url.replace("http:", "https:")
    began = time.perf_counter()
    with client_of(secure) as client, pytest.raises(ApiConnectionError) as caught:
        get_customer(client, "x")
    assert time.perf_counter() - began < LIMIT
    assert not caught.value.request_sent
    assert_ends_async(lambda client: get_customer_async(client, "x"), secure)


@pytest.mark.parametrize("url", [dripping(OK + b"X: ", b"y")], indirect=True)
def test_proxy_that_drips(url: str) -> None:
    for server in ("http://127.0.0.2:1", "https://127.0.0.2:1"):
        with client_of(server, proxy=url) as client:
            assert_ends(lambda client=client: get_customer(client, "x"))  # type: ignore[misc]  # bound in the loop
        assert_ends_async(
            lambda client: get_customer_async(client, "x"), server, proxy=url
        )


@parametrized({"body": BODIES["body"]})
def test_http_client_of_the_user(url: str) -> None:
    with (
        httpx2.Client() as http_client,
        client_of(url, http_client=http_client) as client,
    ):
        assert_ends(lambda: get_customer(client, "x"))


@parametrized({"body": BODIES["body"]})
def test_each_attempt_has_the_timeout(url: str) -> None:
    with Client("sk", base_url=url, max_retries=1, timeout=TIMEOUT) as client:
        began = time.perf_counter()
        with pytest.raises(ApiTimeoutError) as caught:
            get_customer(client, "x")
    assert caught.value.attempts == 2
    assert time.perf_counter() - began < 2 * LIMIT
