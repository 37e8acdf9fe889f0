"""The default transports, with a server on this machine."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import logging
import pickle
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from traceback import walk_tb
from typing import Any, Literal

import httpx2
import pytest

from generator.runtime.auth.api_key import ApiKey
from generator.runtime.http.errors import (
    ApiConnectionError,
    ApiStatusError,
    ApiTimeoutError,
)
from generator.runtime.http.timeouts import Timeout
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    get_open,
    post_customers,
    post_file,
    post_file_async,
    put_blob,
)
from tests.runtime.little_client.operations.lists import get_report
from tests.runtime.recording import plain_text


class Mirror(BaseHTTPRequestHandler):
    """Responds with the request as JSON."""

    protocol_version = "HTTP/1.1"

    def respond(self) -> None:
        length = self.headers.get("Content-Length")
        body = self.rfile.read(int(length)) if length else self.chunks()
        if "/slow" in self.path:
            return
        if "/broken" in self.path:
            self.close_connection = True
            return
        if "/moved" in self.path:
            self.reply(302, b"", {"Location": "/elsewhere"})
            return
        received = {
            "id": self.path,
            "object": "customer",
            "method": self.command,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": body.decode("latin-1"),
        }
        content = gzip.compress(json.dumps(received).encode())
        self.reply(200, content, {"Content-Encoding": "gzip"})

    do_GET = do_POST = do_PUT = respond

    def chunks(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return b""
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def reply(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for pair in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(*pair)
        self.send_header("Set-Cookie", "a=1")
        self.send_header("Set-Cookie", "b=2")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


@pytest.fixture
def real(server: str) -> Iterator[Client]:
    with Client("sk", base_url=server, max_retries=0) as client:
        yield client


class Pipe:
    """A file that can only be read from start to end."""

    def __init__(self, content: bytes) -> None:
        self.file = io.BytesIO(content)

    def read(self, size: int = -1, /) -> bytes:
        return self.file.read(size)


def test_request_and_response(real: Client) -> None:
    received = post_customers(real, address={"city": "São Paulo"}).additional_properties
    assert received["method"] == "POST"
    assert received["body"] == "address[city]=S%C3%A3o+Paulo"
    assert received["headers"]["authorization"] == "Bearer sk"
    assert received["headers"]["content-type"] == "application/x-www-form-urlencoded"
    assert received["headers"]["user-agent"].startswith("Little-API-test/")
    assert "sk" not in received["body"]


def test_url_is_not_reencoded(real: Client) -> None:
    path = "a/b?c#d%2F%e é;=,+[]"
    written = "a%2Fb%3Fc%23d%252F%25e%20%C3%A9%3B%3D%2C%2B%5B%5D"
    customer = get_customer(real, path, created={"gte": 5})
    assert customer.id == f"/v1/customers/{written}?created%5Bgte%5D=5"


def test_post_without_body_has_content_length_zero(real: Client) -> None:
    received = post_customers(real).additional_properties
    assert received["headers"]["content-length"] == "0"
    media_type = received["headers"]["content-type"]
    assert media_type == "application/x-www-form-urlencoded"


def test_upload_has_content_length(real: Client, tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    path.write_bytes(bytes(300_000))
    received = json.loads(post_file(real, path))
    assert int(received["headers"]["content-length"]) == len(received["body"]) > 300_000
    assert "transfer-encoding" not in received["headers"]


def test_upload_of_unknown_length_is_chunked(real: Client) -> None:
    received = json.loads(put_blob(real, Pipe(b"x" * 100_000)))
    assert received["body"] == "x" * 100_000
    assert received["headers"]["transfer-encoding"] == "chunked"


def test_async_transport(server: str, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"on disk")

    async def run() -> Any:
        async with AsyncClient("sk", base_url=server) as client:
            return await asyncio.gather(
                get_customer_async(client, "x"),
                post_file_async(client, path),
                get_customer_async(client, "y"),
            )

    first, upload, last = asyncio.run(run())
    assert (first.id, last.id) == ("/v1/customers/x", "/v1/customers/y")
    assert "on disk" in json.loads(upload)["body"]


def test_redirects_are_not_followed(real: Client) -> None:
    with pytest.raises(ApiStatusError) as caught:
        get_customer(real, "moved")
    assert caught.value.status == 302
    assert caught.value.headers["location"] == "/elsewhere"


def test_repeated_header(real: Client) -> None:
    with pytest.raises(ApiStatusError) as caught:
        get_customer(real, "moved")
    assert caught.value.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert caught.value.headers["Set-Cookie"] == "a=1, b=2"


def test_cookies_are_not_stored(real: Client) -> None:
    get_customer(real, "x")
    received = get_customer(real, "y", session="1").additional_properties
    assert received["headers"]["cookie"] == "session=1"
    assert "cookie" not in get_customer(real, "z").additional_properties["headers"]


@pytest.fixture
def closed() -> Iterator[str]:
    """The URL of a port that no server listens on."""
    with socket.socket() as unused:
        # Bound, so that no other process can use it, but not listening.
        unused.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{unused.getsockname()[1]}"


def test_refused_connection(closed: str) -> None:
    client = Client("s3cret", base_url=closed, max_retries=0)
    with client, pytest.raises(ApiConnectionError) as caught:
        get_customer(client, "x", limit=1)
    message = str(caught.value)
    assert message.startswith(f"GET {closed}/v1/customers/x: ")
    assert caught.value.request is not None
    assert "s3cret" not in plain_text(caught.value.request)
    assert "refused" in message


def test_post_is_retried_after_refused_connection(closed: str) -> None:
    async def pause(seconds: float) -> None:
        """Do not wait."""

    async def run() -> ApiConnectionError:
        async with AsyncClient("sk", base_url=closed) as client:
            client._pause = pause
            with pytest.raises(ApiConnectionError) as caught:
                await post_file_async(client, b"x")
            return caught.value

    with Client("sk", base_url=closed) as client:
        client._pause = lambda seconds: None
        with pytest.raises(ApiConnectionError) as caught:
            post_customers(client, name="Ada")
    for error in (caught.value, asyncio.run(run())):
        assert (error.attempts, error.request_sent) == (3, False)
        assert pickle.loads(pickle.dumps(error)).request_sent is False


def contents_of(error: BaseException | None) -> str:
    """All that can be found in an exception, its request, its traceback and its causes."""
    contents: list[object] = []
    while error is not None:
        contents += [*error.args, *vars(error).values()]
        frames = walk_tb(error.__traceback__)
        contents += [frame.f_locals.values() for frame, _ in frames]
        if isinstance(error, httpx2.RequestError):
            request = error.request
            contents += [request.url, *request.headers.raw, request.extensions]
            contents.append(request.content)
        error = error.__cause__ or error.__context__
    return repr(contents)


@pytest.mark.parametrize("location", ["query", "header", "cookie"])
def test_logs_and_exceptions_have_no_secrets(
    server: str,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    location: Literal["query", "header", "cookie"],
) -> None:
    caplog.set_level(logging.DEBUG)
    key = ApiKey("s3cret", "key", location)
    errors: list[ApiConnectionError] = []
    with Client(key, base_url=server, max_retries=0) as client:
        assert "s3cret" in repr(get_customer(client, "x").to_dict())
        for customer in ("broken", "slow"):
            with pytest.raises(ApiConnectionError) as caught:
                get_customer(client, customer, timeout=0.05)
            errors.append(caught.value)
        with pytest.raises(ApiConnectionError) as saved:
            client.save(tmp_path / "a", get_report, "broken")
        errors.append(saved.value)

    async def run() -> None:
        async with AsyncClient(key, base_url=server, max_retries=0) as client:
            await get_customer_async(client, "x")
            with pytest.raises(ApiConnectionError) as caught:
                await get_customer_async(client, "broken")
            errors.append(caught.value)

    asyncio.run(run())
    assert any(record.name.startswith("httpcore2") for record in caplog.records)
    for record in caplog.records:
        assert "s3cret" not in f"{record.getMessage()} {record.args!r}"
    for error in errors:
        assert isinstance(error.__cause__, httpx2.RequestError)
        assert str(error.__cause__) in str(error)
        assert "s3cret" not in contents_of(error.__cause__)
        assert b"s3cret" not in pickle.dumps(error)


def test_broken_connection(real: Client, server: str) -> None:
    with pytest.raises(ApiConnectionError) as caught:
        get_customer(real, "broken")
    assert not isinstance(caught.value, ApiTimeoutError)
    assert caught.value.request_sent

    async def run() -> None:
        async with AsyncClient("sk", base_url=server, max_retries=0) as client:
            await get_customer_async(client, "broken")

    with pytest.raises(ApiConnectionError):
        asyncio.run(run())


@pytest.mark.parametrize("timeout", [0.05, Timeout(connect=5, read=0.05)])
def test_timeout(real: Client, timeout: Any) -> None:
    with pytest.raises(ApiTimeoutError) as caught:
        get_customer(real, "slow", timeout=timeout)
    assert caught.value.request_sent


def test_client_is_thread_safe(real: Client) -> None:
    names = [f"cus_{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        paths = threads.map(lambda name: get_customer(real, name).id, names)
    assert list(paths) == [f"/v1/customers/{name}" for name in names]


def test_closed_client(server: str) -> None:
    client = Client("sk", base_url=server)
    get_open(client)
    client.close()
    with pytest.raises(RuntimeError, match="the client is closed"):
        get_open(client)
