"""Requests are limited in size, time and number, and end when the caller disconnects."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import httpx2
import pytest

from generator.gateway.request import Limits
from tests.gateway.recording_api import Received, RecordingApi, Reply
from tests.gateway.served import SECONDS, TOKEN, ServedGateway

_DOORS = ["call", "proxy"]


def _get(shop: ServedGateway, door: str) -> httpx2.Response:
    if door == "proxy":
        return shop.http.get("/proxy/v1/customers/cus_1")
    return shop.post("call", "getCustomer", {"customer": "cus_1"})


@pytest.mark.parametrize("path", ["/call", "/preview", "/proxy/v1/customers"])
@pytest.mark.parametrize("is_announced", [True, False])
def test_large_request(
    start: Any, api: RecordingApi, path: str, is_announced: bool
) -> None:
    shop = start(limits=Limits(request_bytes=1000))
    body = b'{"a": "' + b"x" * 1000 + b'"}'
    content = body if is_announced else iter([body[:500], body[500:]])
    headers = {"Content-Type": "application/json"}
    response = shop.http.post(path, content=content, headers=headers)
    assert response.status_code == 413
    assert response.json()["error"]["type"] == "RequestTooLarge"
    # Of what the proxy forwards while it arrives, the start may have been sent.
    assert path.startswith("/proxy") or api.requests == []


@pytest.mark.parametrize("length", ["-1", "x", "1" * 30])
def test_length_that_is_none(shop: ServedGateway, length: str) -> None:
    with socket.create_connection(("127.0.0.1", shop.port), 10) as connection:
        head = (
            f"POST /call HTTP/1.1\r\nHost: 127.0.0.1:{shop.port}\r\n"
            f"Authorization: Bearer {TOKEN}\r\nContent-Length: {length}\r\n\r\n"
        )
        connection.sendall(head.encode())
        assert connection.recv(100).split()[1] in (b"400", b"413")


@pytest.mark.parametrize("door", _DOORS)
def test_large_response(start: Any, api: RecordingApi, door: str) -> None:
    shop = start(limits=Limits(response_bytes=10_000))
    api.replies["/v1/customers/cus_1"] = lambda _: Reply([b" " * 8_000] * 2)
    if door == "call":
        response = _get(shop, door)
        assert response.status_code == 502
        assert len(response.content) < 10_000
    else:
        # It has begun: an incomplete body is an error of the connection.
        with pytest.raises(httpx2.RemoteProtocolError):
            _get(shop, door)


@pytest.mark.parametrize("door", _DOORS)
def test_slow_api(start: Any, api: RecordingApi, door: str) -> None:
    shop = start(limits=Limits(seconds=0.3))
    is_done = Event()

    def wait(received: Received) -> Reply:
        is_done.wait(SECONDS)
        return Reply()

    api.replies["/v1/customers/cus_1"] = wait
    response = _get(shop, door)
    is_done.set()
    assert response.status_code == 504
    assert response.json()["error"]["type"] == "Timeout"


@pytest.mark.parametrize("door", _DOORS)
def test_many_requests(start: Any, api: RecordingApi, door: str) -> None:
    shop = start(limits=Limits(concurrent=2))
    is_done = Event()

    def wait(received: Received) -> Reply:
        is_done.wait(SECONDS)
        return Reply()

    api.replies["/v1/customers/cus_1"] = wait
    statuses: list[int] = []
    threads = [
        Thread(target=lambda: statuses.append(_get(shop, door).status_code))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    while len(api.requests) < 2:
        time.sleep(0.01)
    response = _get(shop, door)
    assert response.status_code == 503
    assert response.json()["error"]["type"] == "TooManyRequests"
    is_done.set()
    for thread in threads:
        thread.join()
    assert statuses == [200, 200]
    assert _get(shop, door).status_code == 200


@pytest.mark.parametrize("door", _DOORS)
def test_stream_ends_when_the_caller_disconnects(
    shop: ServedGateway, api: RecordingApi, door: str
) -> None:
    is_closed = Event()

    def ticks(received: Received) -> Reply:
        def chunks() -> Iterator[bytes]:
            try:
                for _ in range(3000):
                    yield b'data: {"n": 1}\n\n'
                    time.sleep(0.01)
            finally:
                is_closed.set()

        return Reply(chunks(), media_type="text/event-stream")

    api.replies["/v1/ticks"] = ticks
    method, path, body = (
        ("GET", "/proxy/v1/ticks", None)
        if door == "proxy"
        else ("POST", "/call", {"operation": "getTicks"})
    )
    with shop.http.stream(method, path, json=body) as response:
        next(response.iter_raw())
    assert is_closed.wait(10)


def test_hundred_files_at_most(shop: ServedGateway, api: RecordingApi) -> None:
    files = [("file", (f"{number}.txt", b"x")) for number in range(101)]
    response = shop.http.post("/call", files=files)
    assert response.status_code == 400
    assert api.requests == []


def test_failure_of_the_gateway_shows_nothing(
    shop: ServedGateway, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    def fail(server: str) -> None:
        raise RuntimeError(f"failed with {TOKEN}")

    monkeypatch.setattr(shop.gateway, "client_for", fail)
    response = shop.post("call", "getTicks")
    assert response.status_code == 500
    assert "RuntimeError" not in response.text
    error = capfd.readouterr().err
    assert "RuntimeError: failed with [redacted]" in error
    assert TOKEN not in error


def test_websockets_are_refused(shop: ServedGateway) -> None:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    assert shop.http.get("/call", headers=headers).status_code == 405
