"""The HTTP library under a client: a client of the user's, and common settings."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import ssl
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Literal

import httpx2
import pytest

from generator.runtime.auth.api_key import ApiKey
from generator.runtime.http.errors import ApiConnectionError
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    get_open,
)
from tests.runtime.little_client.operations.lists import get_report
from tests.runtime.local_server import send, serve
from tests.runtime.recording import Recorder

ROOT = Path(__file__).parents[2]


def mirror(handler: BaseHTTPRequestHandler) -> None:
    """Respond with the request."""
    if "/moved" in handler.path:
        send(handler, b"", 302, Location="/v1/customers/elsewhere")
        return
    headers = {name.lower(): value for name, value in handler.headers.items()}
    received = {"id": handler.path, "object": "customer", "headers": headers}
    send(handler, json.dumps(received).encode(), Request_Id="req_1")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serve(mirror) as url:
        yield url


def headers_sent(client: Client) -> dict[str, str]:
    sent: dict[str, str] = get_customer(client, "x").additional_properties["headers"]
    return sent


def test_given_http_client_sends_the_requests(server: str) -> None:
    seen: list[str] = []
    hooks = {"request": [lambda request: seen.append(str(request.url))]}
    defaults = {"traceparent": "00-1", "User-Agent": "mine"}
    with httpx2.Client(headers=defaults, event_hooks=hooks) as http_client:
        with Client("sk", base_url=server, http_client=http_client) as client:
            sent = headers_sent(client)
            file = io.BytesIO()
            client.save(file, get_report, "r")
        assert not http_client.is_closed
    assert sent["traceparent"] == "00-1"
    assert sent["authorization"] == "Bearer sk"
    assert sent["user-agent"].startswith("Little-API-test/")
    assert seen == [f"{server}/v1/customers/x", f"{server}/v1/reports/r"]
    assert b"00-1" in file.getvalue()


def test_given_async_http_client_sends_the_requests(server: str) -> None:
    async def run() -> Any:
        async with httpx2.AsyncClient(headers={"traceparent": "00-1"}) as http_client:
            async with AsyncClient(
                "sk", base_url=server, http_client=http_client
            ) as client:
                customer = await get_customer_async(client, "x")
            assert not http_client.is_closed
        return customer.additional_properties["headers"]

    assert asyncio.run(run())["traceparent"] == "00-1"


def test_given_http_client_does_not_follow_redirects(server: str) -> None:
    with httpx2.Client(follow_redirects=True) as http_client:
        client = Client("sk", base_url=server, http_client=http_client)
        assert client.raw(get_open).status == 200
        with pytest.raises(Exception, match="302"):
            get_customer(client, "moved")


def test_given_http_client_keeps_query_and_its_own_parameters(server: str) -> None:
    key = ApiKey("s3cret", "key", "query")
    with httpx2.Client(params={"tenant": "7"}) as http_client:
        client = Client(key, base_url=server, http_client=http_client)
        path = get_customer(client, "x", created={"gte": 5}).id
    assert path == "/v1/customers/x?created%5Bgte%5D=5&key=s3cret&tenant=7"


def test_secret_in_query_reaches_a_transport_that_ignores_extensions() -> None:
    def respond(request: httpx2.Request) -> httpx2.Response:
        content = {"id": request.url.query.decode(), "object": "customer"}
        return httpx2.Response(200, json=content)

    key = ApiKey("s3cret", "key", "query")
    with httpx2.Client(transport=httpx2.MockTransport(respond)) as http_client:
        client = Client(key, base_url="http://a.example", http_client=http_client)
        assert get_customer(client, "x").id == "key=s3cret"


@pytest.mark.parametrize("location", ["query", "header", "cookie"])
def test_cause_from_given_http_client_has_no_secrets(
    location: Literal["query", "header", "cookie"],
) -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        raised.append(httpx2.ConnectError("no route"))
        raise raised[-1] from OSError(f"{len(str(request.url))} characters")

    raised: list[httpx2.ConnectError] = []
    key = ApiKey("s3cret", "key", location)
    with httpx2.Client(transport=httpx2.MockTransport(fail)) as http_client:
        client = Client(
            key, base_url="http://a.example", http_client=http_client, max_retries=0
        )
        with pytest.raises(ApiConnectionError, match="no route") as caught:
            get_customer(client, "x", created={"gte": 5})
    cause = caught.value.__cause__
    assert cause is raised[0]
    assert isinstance(cause.__cause__, OSError)
    assert cause.__traceback__ is None
    request = cause.request
    assert str(request.url) == "http://a.example/v1/customers/x?created%5Bgte%5D=5"
    assert "s3cret" not in repr([*request.headers.raw, request.extensions])


def test_error_of_an_event_hook_is_not_a_connection_error(server: str) -> None:
    hooks = {"response": [lambda response: response.raise_for_status()]}
    with httpx2.Client(event_hooks=hooks) as http_client:
        client = Client("sk", base_url=server, http_client=http_client)
        with pytest.raises(httpx2.HTTPStatusError):
            get_customer(client, "moved")


def test_proxy_setting() -> None:
    with (
        serve(mirror) as proxy,
        Client("sk", base_url="http://a.example", proxy=proxy) as client,
    ):
        assert get_customer(client, "x").id == "http://a.example/v1/customers/x"


def test_async_proxy_setting() -> None:
    async def run(proxy: str) -> Any:
        async with AsyncClient(
            "sk", base_url="http://a.example", proxy=proxy
        ) as client:
            return (await get_customer_async(client, "x")).id

    with serve(mirror) as proxy:
        assert asyncio.run(run(proxy)) == "http://a.example/v1/customers/x"


def test_verify_setting_takes_paths(tmp_path: Path) -> None:
    with Client("sk", verify=tmp_path), Client("sk", verify=str(tmp_path)):
        pass
    file = tmp_path / "ca.pem"
    file.write_text("not a certificate")
    with pytest.raises(ssl.SSLError):
        Client("sk", verify=file)


@pytest.mark.parametrize("client_class", [Client, AsyncClient])
def test_invalid_setting_raises_when_the_client_is_created(client_class: Any) -> None:
    with pytest.raises(ValueError, match="unknown://"):
        client_class("sk", proxy="unknown://127.0.0.1")
    with pytest.raises(FileNotFoundError):
        client_class("sk", verify="/absent.pem")


def test_limits_setting(server: str) -> None:
    limits = httpx2.Limits(max_connections=1)
    with Client("sk", base_url=server, limits=limits, verify=False) as client:
        assert get_customer(client, "x").id == "/v1/customers/x"


def test_keep_cookies_setting() -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Set-Cookie", "a=1; Path=/")
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"{}")
        cookies.append(handler.headers["Cookie"])

    cookies: list[str | None] = []
    with serve(respond) as url:
        for keep in (True, None):
            with Client("sk", base_url=url, keep_cookies=keep) as client:
                get_open(client)
                get_open(client)
    assert cookies == [None, "a=1", None, None]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"proxy": "http://p.example", "http_client": httpx2.Client()},
            "proxy cannot be combined with http_client: configure the http_client instead",
        ),
        (
            {"keep_cookies": False, "http_client": httpx2.Client()},
            "keep_cookies cannot be combined with http_client",
        ),
        (
            {"verify": False, "transport": Recorder()},
            "verify cannot be combined with transport: configure the transport instead",
        ),
        (
            {"http_client": httpx2.Client(), "transport": Recorder()},
            "http_client cannot be combined with transport",
        ),
        (
            {"http_client": httpx2.AsyncClient()},
            r"http_client must be an httpx2\.Client, not httpx2\.AsyncClient",
        ),
        (
            {"http_client": httpx2.HTTPTransport()},
            r"http_client must be an httpx2\.Client, not httpx2\.HTTPTransport",
        ),
        (
            {"transport": httpx2.Client()},
            r"transport is an httpx2\.Client: pass it as http_client",
        ),
    ],
)
def test_settings_that_exclude_each_other(
    settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        Client("sk", **settings)


def test_async_client_takes_no_sync_http_client() -> None:
    http_client: Any = httpx2.Client()
    with pytest.raises(TypeError, match=r"must be an httpx2\.AsyncClient, not httpx2"):
        AsyncClient("sk", http_client=http_client)


def test_missing_http_library_raises_when_a_client_is_created() -> None:
    program = """
import sys
sys.modules["httpx2"] = None
from generator.runtime.http.errors import ApiConnectionError
from tests.runtime.little_client.client import AsyncClient, Client
for create in (Client, AsyncClient):
    create("sk", transport=object())
    try:
        create("sk")
    except ImportError as error:
        print(error.name, "pip install httpx2" in str(error))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.splitlines() == ["httpx2 True"] * 2


def test_one_log_line_per_request(
    server: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    key = ApiKey("s3cret", "key", "query")
    with Client(key, base_url=server) as client:
        get_customer(client, "x", created={"gte": 5})
    with httpx2.Client() as http_client:
        given = Client(key, base_url=server, http_client=http_client)
        get_customer(given, "x", created={"gte": 5})
        messages = [record.getMessage() for record in caplog.records]
        # Requests of the user's own are logged as before.
        http_client.get(server)
    assert [record.name for record in caplog.records][2:] == ["httpx2"]
    assert len(messages) == 2
    for message in messages:
        assert message.startswith(f"GET {server}/v1/customers/x: 200 in ")
        assert "req_1" in message
