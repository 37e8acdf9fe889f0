"""Malformed and malicious responses: a call returns a value or raises an `ApiError`."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import logging
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any

import pytest

from generator.runtime.http import response_content
from generator.runtime.http.errors import (
    ApiConnectionError,
    ApiError,
    ApiResponseError,
    ApiStatusError,
)
from generator.runtime.models.encode import EncodingError
from generator.runtime.models.model import Model
from generator.runtime.paging.origin import ApiPagingError
from generator.runtime.paging.page import Page
from tests.hostile.raw_server import RawServer, http_response, raw_server
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    post_value,
)
from tests.runtime.little_client.operations.lists import get_customers

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
BODIES: Mapping[str, bytes] = {
    "null": b"null",
    "number": b"1",
    "string": b'"x"',
    "lists": b"[[[]]]",
    "NaN and infinity": b'{"id": NaN, "created": Infinity, "address": -Infinity}',
    "number with too many digits": b'{"id": ' + b"9" * 5000 + b"}",
    "number with many digits": b'{"id": %b, "created": %b, "code": %b}'
    % ((b"9" * 4300,) * 3),
    "large number": b'{"created": 1e308, "balance": -1e308}',
    "nested too deeply": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "nested deeply": b'{"a":' * 450 + b"1" + b"}" * 450,
    "nested lists": b"[" * 900 + b"]" * 900,
    "nested errors": b'{"error":' * 450 + b"1" + b"}" * 450,
    "errors in lists": b'[{"error":' * 300 + b"1" + b"}]" * 300,
    "lone surrogate": b'{"id": "\\ud800", "message": "\\ud800"}',
    "invalid UTF-8": b'{"id": "\xff\xfe"}',
    "UTF-16": '{"id": "x"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"id": "x"}',
    "empty": b"",
    "duplicate name": b'{"id": 1, "id": 2}',
    "wrong types": b'{"id": [1], "object": {}, "address": 5, "created": {}, "data": 5,'
    b' "metadata": [1], "error": {"code": {}, "type": [1], "message": {}}, "errors": 1}',
    "terminal escapes": b'{"message": "\\u001b[2J\\u0007\\u202e\\ud800", "code": "\\u001b"}',
    "malformed page": b'{"object": "list", "data": [1, null, [], {"id": {}}], "has_more": true}',
    "malformed cursor": b'{"object": "list", "data": [{"id": {"a": [1]}}], "has_more": true}',
    "binary": bytes(range(256)) * 9,
}
CHARSETS = (
    "punycode",
    "idna",
    "unicode_escape",
    "utf-7",
    "hex",
    "undefined",
    "x\ty",
    "",
    "\xe9",
)
RAW: Mapping[str, bytes] = {
    "no response": b"",
    "not HTTP": b"\x00\xff\x13\r\n\r\n",
    "SSH": b"SSH-2.0-OpenSSH\r\n",
    "unknown HTTP version": b"HTTP/9.9 200 OK\r\n\r\n",
    "status is not a number": b"HTTP/1.1 abc OK\r\n\r\n",
    "status 099": b"HTTP/1.1 099 OK\r\n\r\n",
    "status 999": b"HTTP/1.1 999 OK\r\nContent-Length: 2\r\n\r\n{}",
    "many interim responses": b"HTTP/1.1 100 Continue\r\n\r\n" * 1000,
    "protocol switch": b"HTTP/1.1 101 Switch\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "body shorter than Content-Length": http_response(b"{}", Content_Length="200"),
    "body longer than Content-Length": http_response(b'{"a": 1}', Content_Length="2"),
    "negative Content-Length": http_response(b"{}", Content_Length="-2"),
    "Content-Length with too many digits": http_response(
        b"{}", Content_Length="9" * 5000
    ),
    "two Content-Lengths": http_response(b"{}", Content_LENGTH="5"),
    "invalid chunk size": CHUNKED + b"zz\r\n{}",
    "chunk size too large": CHUNKED + b"f" * 20 + b"\r\n{}",
    "truncated chunk": CHUNKED + b"5\r\n{}",
    "invalid gzip": http_response(b"{}", Content_Encoding="gzip"),
    "truncated gzip": http_response(
        gzip.compress(b"{}" * 999)[:20], Content_Encoding="gzip"
    ),
    "nested gzip": http_response(b"{}", Content_Encoding=", ".join(["gzip"] * 500)),
    "unknown Content-Encoding": http_response(b"{}", Content_Encoding="made-up"),
    "many headers": http_response(b"{}", **{f"X{n}": "y" for n in range(20_000)}),
    "long header": http_response(b"{}", X="y" * 1_000_000),
    "NUL in a header": http_response(b"{}", X="a\0b"),
    "header without a name": http_response(b"{}", **{"": "x"}),
    "header without a colon": b"HTTP/1.1 200 OK\r\nfoo\r\n\r\n",
    "non-ASCII headers": http_response(
        b"{", media_type="\xff", Request_Id="\xe9\x85\x9b[31m"
    ),
    **{
        f"Retry-After {value[:12]}": http_response(b"{}", "503 Busy", Retry_After=value)
        for value in (
            "1e99",
            "9" * 5000,
            "-1",
            "NaN",
            "Sun, 06 Nov 9e99 08:49:37 GMT",
            "\xb2",
        )
    },
    **{
        f"charset {charset}": http_response(
            b"-\\d\\x\xff" * 99, "400 No", f"text/plain;charset={charset}"
        )
        for charset in CHARSETS
    },
    **{
        f"redirect to {location}": http_response(
            b"", "307 Over There", Location=location
        )
        for location in (
            "http://127.0.0.2/",
            "file:///etc/passwd",
            "//x",
            "http://[",
            "\x01",
        )
    },
    **{name: http_response(content) for name, content in BODIES.items()},
    **{
        f"{name}, status 400": http_response(content, "400 No")
        for name, content in BODIES.items()
    },
}


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    with raw_server() as running:
        yield running


def read_pages(client: Client) -> list[Any]:
    page: Any = get_customers(client)
    # A response that is not a JSON object is not decoded to a page.
    return list(islice(page.auto_paging(), 9)) if isinstance(page, Page) else page


CALLS: Mapping[str, Callable[[Client], Any]] = {
    "call": lambda client: get_customer(client, "cus_1"),
    "raw": lambda client: client.raw(get_customer, "cus_1"),
    "save": lambda client: client.save(io.BytesIO(), get_customer, "cus_1"),  # type: ignore[type-var]  # any response can be saved
    "pages": read_pages,
}


def outcome(call: Callable[[], Any]) -> Any:
    """The value that a call returns, or its `ApiError`, whose message is short and printable."""
    result: Any
    try:
        result = call()
    except ApiError as error:
        result = error
    if isinstance(result, ApiError):
        assert str(result).isprintable()
        assert len(str(result)) < 3000
        assert str(pickle.loads(pickle.dumps(result))) == str(result)
    return result


def assert_usable(value: Any) -> None:
    """A value has a repr, and can be encoded unless it is nested too deeply."""
    assert repr(value)
    if isinstance(value, Model):
        with suppress(EncodingError):
            value.to_dict()


@pytest.mark.parametrize("name", RAW)
def test_call_returns_value_or_raises_api_error(
    server: RawServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.response = RAW[name]
    caplog.set_level(logging.INFO)
    with Client("sk_secret", base_url=server.url, max_retries=0, timeout=30) as client:
        for call in CALLS.values():
            assert_usable(outcome(partial(call, client)))
    assert "sk_secret" not in caplog.text


@pytest.mark.parametrize("name", RAW)
def test_async_call_returns_value_or_raises_api_error(
    server: RawServer, name: str
) -> None:
    server.response = RAW[name]

    async def call() -> Any:
        async with AsyncClient(
            "sk_secret", base_url=server.url, max_retries=0, timeout=30
        ) as client:
            return await get_customer_async(client, "cus_1")

    outcome(lambda: asyncio.run(call()))


@pytest.mark.parametrize("status", ["200 OK", "400 No"])
def test_decompression_bomb_raises_response_error(
    server: RawServer, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_content, "_MAX_BYTES", 1 << 20)
    packed = gzip.compress(b" " * (1 << 21))
    server.response = http_response(packed, status, Content_Encoding="gzip")

    async def call_async() -> Any:
        async with AsyncClient("k", base_url=server.url, max_retries=0) as client:
            return await get_customer_async(client, "cus_1")

    with Client("k", base_url=server.url, max_retries=0) as client:
        calls = [
            lambda: get_customer(client, "cus_1"),
            lambda: asyncio.run(call_async()),
        ]
        for call in calls:
            error = outcome(call)
            assert isinstance(error, ApiResponseError)
            assert "exceeds 1 MiB" in str(error)
        if status.startswith("200"):
            file = io.BytesIO()
            client.save(file, get_customer, "cus_1")  # type: ignore[type-var]  # any response can be saved
            assert len(file.getvalue()) == 1 << 21


def test_redirect_is_not_followed(
    server: RawServer,
) -> None:
    with raw_server() as other:
        other.response = http_response(b"{}")
        server.response = http_response(
            b"", "307 Over There", Location=f"{other.url}/x"
        )
        with Client("sk_secret", base_url=server.url, max_retries=0) as client:
            error = outcome(lambda: get_customer(client, "cus_1"))
        assert isinstance(error, ApiStatusError)
        assert other.requests == []


def test_stalled_response_times_out(server: RawServer) -> None:
    server.response = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
    with Client("k", base_url=server.url, max_retries=0, timeout=0.2) as client:
        error = outcome(lambda: get_customer(client, "cus_1"))
    assert isinstance(error, ApiConnectionError)


def test_lone_surrogate_of_a_server_is_kept_in_json(server: RawServer) -> None:
    server.response = http_response(b'{"id": "\\ud800"}')
    with Client("k", base_url=server.url, max_retries=0) as client:
        customer = get_customer(client, "cus_1")
        assert customer.id == "\ud800"
        assert json.loads(customer.to_json()) == {"id": "\ud800"}
        with pytest.raises(ValueError, match=r"value.id: contains .ud800"):
            post_value(client, customer)
        with pytest.raises(ValueError, match=r"customer: contains .ud800"):
            get_customer(client, customer.id)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_to_json_writes_no_numbers_that_are_not_finite(
    server: RawServer, constant: str
) -> None:
    server.response = http_response(f'{{"id": "c", "x": [{constant}]}}'.encode())
    with Client("k", base_url=server.url, max_retries=0) as client:
        customer = get_customer(client, "cus_1")
    with pytest.raises(EncodingError, match="not a finite number"):
        customer.to_json()


def test_lone_surrogate_as_cursor_is_a_paging_error(server: RawServer) -> None:
    server.response = http_response(
        b'{"object": "list", "data": [{"id": "\\ud800"}], "has_more": true}'
    )
    with Client("k", base_url=server.url, max_retries=0) as client:
        error = outcome(lambda: read_pages(client))
    assert isinstance(error, ApiPagingError)
    assert "surrogate" in str(error)
