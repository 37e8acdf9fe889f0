"""`client.stream`: responses whose content is read in chunks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from generator.runtime.client.resource import Resource
from generator.runtime.http.errors import (
    ApiConnectionError,
    ApiStatusError,
    NotFoundError,
)
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import get_customer
from tests.runtime.little_client.operations.lists import get_report, get_report_async
from tests.runtime.recording import AsyncRecorder, Recorder, make_response

HALF = bytes(range(256)) * 400


class Reports(BaseHTTPRequestHandler):
    """Sends half of a report, and the rest when the client has received the first half."""

    received: Event
    attempts: list[str]

    def do_GET(self) -> None:
        self.attempts.append(self.path)
        if self.path.endswith("/missing"):
            self.reply(404, b'{"message": "No such report."}')
        elif self.path.endswith("/busy") and len(self.attempts) == 1:
            self.reply(503, b"")
        elif self.path.endswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "/v1/reports/r")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("Content-Length", str(2 * len(HALF)))
            self.send_header("Request-Id", "r_1")
            self.end_headers()
            self.wfile.write(HALF)
            self.wfile.flush()
            if self.path.endswith("/breaks"):
                return
            assert self.received.wait(20)
            # A client may have closed the connection.
            with suppress(ConnectionError):
                self.wfile.write(HALF)

    def reply(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Reports.received, Reports.attempts = Event(), []
    with ThreadingHTTPServer(("127.0.0.1", 0), Reports) as http:
        Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        Reports.received.set()
        http.shutdown()


@pytest.fixture
def real(server: str) -> Iterator[Client]:
    with Client("sk", base_url=server) as client:
        client._pause = lambda seconds: None
        yield client


def test_content_in_chunks_while_it_arrives(real: Client) -> None:
    with real.stream(get_report, "r") as response:
        assert (response.status, response.request_id, response.attempts) == (
            200,
            "r_1",
            1,
        )
        assert response.headers["content-length"] == str(2 * len(HALF))
        assert response.request.url.endswith("/v1/reports/r")
        chunks = response.iter_bytes()
        received = b""
        while len(received) < len(HALF):
            received += next(chunks)
        assert received == HALF
        Reports.received.set()
        assert b"".join(chunks) == HALF
        assert list(response.iter_bytes()) == []


def test_content_in_chunks_async(server: str) -> None:
    async def run() -> bytes:
        async with AsyncClient("sk", base_url=server) as client:
            async with client.stream(get_report_async, "r") as response:
                assert (response.status, response.request_id) == (200, "r_1")
                received = b""
                async for chunk in response.aiter_bytes():
                    received += chunk
                    if len(received) >= len(HALF):
                        Reports.received.set()
            with pytest.raises(NotFoundError, match="No such report"):
                async with client.stream(get_report_async, "missing"):
                    pytest.fail("there is no content")
            async with client.stream(get_report_async, "r") as response:
                return received + await response.aread()

    assert asyncio.run(run()) == 4 * HALF


def test_read_whole_content(real: Client) -> None:
    Reports.received.set()
    with real.stream(get_report, "r") as response:
        next(response.iter_bytes())
        rest = response.read()
    assert 0 < len(rest) < 2 * len(HALF)
    assert (2 * HALF).endswith(rest)


def test_end_of_block_releases_connection(real: Client) -> None:
    with real.stream(get_report, "r") as response:
        chunks = response.iter_bytes()
        next(chunks)
    with pytest.raises(RuntimeError, match="the response is closed: read it inside"):
        next(chunks)
    with pytest.raises(RuntimeError, match="the response is closed"):
        response.read()
    Reports.received.set()
    with real.stream(get_report, "r") as response:
        assert response.read() == 2 * HALF


def test_request_is_sent_when_block_begins(real: Client) -> None:
    opened = real.stream(get_report, "r")
    assert Reports.attempts == []
    Reports.received.set()
    with opened:
        assert Reports.attempts == ["/v1/reports/r"]


def test_request_is_retried_until_response_begins(real: Client) -> None:
    Reports.received.set()
    with real.stream(get_report, "busy") as response:
        assert response.attempts == 2
    with (
        real.stream(get_report, "breaks") as response,
        pytest.raises(ApiConnectionError),
    ):
        response.read()
    assert Reports.attempts.count("/v1/reports/breaks") == 1


def test_error_response_raises(real: Client) -> None:
    with (
        pytest.raises(NotFoundError, match="No such report"),
        real.stream(get_report, "missing"),
    ):
        pytest.fail("there is no content")


def test_redirect_is_a_response(real: Client) -> None:
    with real.stream(get_report, "moved") as response:
        assert (response.status, response.read()) == (302, b"")
    Reports.received.set()
    with real.stream(get_report, "moved", follow_redirects=True) as response:
        assert (response.status, response.read()) == (200, 2 * HALF)


def test_wrong_argument_raises_at_the_call(client: Client, recorder: Recorder) -> None:
    stream: Any = client.stream
    with pytest.raises(TypeError, match="unexpected keyword argument 'reprot'"):
        stream(get_report, "r", reprot="r")
    assert recorder.requests == []


def test_stream_of_resource_method_and_json(client: Client, recorder: Recorder) -> None:
    class Customers(Resource):
        get = get_customer

    recorder.responses = [make_response({"id": "x"}), make_response({}, 400)]
    stream: Any = client.stream
    with stream(Customers(client).get, "x") as response:
        assert response.read() == b'{"id": "x"}'
    with pytest.raises(ApiStatusError), client.stream(get_customer, "x"):
        pytest.fail("there is no content")


def test_stream_with_buffering_transport() -> None:
    async def run() -> bytes:
        transport = AsyncRecorder(make_response(b"report"))
        client = AsyncClient("sk", transport=transport)
        async with client.stream(get_report_async, "r") as response:
            return b"".join([chunk async for chunk in response.aiter_bytes()])

    assert asyncio.run(run()) == b"report"
