"""Whatever a server answers, a call gives a value or one of the errors that are its own."""

from __future__ import annotations

import asyncio
import gzip
import io
import logging
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any

import pytest

from generator.runtime.http import live_responses
from generator.runtime.http.errors import (
    ApiConnectionError,
    ApiError,
    ApiResponseError,
    ApiStatusError,
)
from generator.runtime.models.encode import EncodingError
from generator.runtime.models.model import Model
from generator.runtime.paging.page import Page
from tests.hostile.answering import RawServer, http, raw_server
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
)
from tests.runtime.little_client.operations.lists import get_customers

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
BODIES: Mapping[str, bytes] = {
    "null": b"null",
    "a number": b"1",
    "text": b'"x"',
    "lists": b"[[[]]]",
    "no finite numbers": b'{"id": NaN, "created": Infinity, "address": -Infinity}',
    "a number too long": b'{"id": ' + b"9" * 5000 + b"}",
    "a long number": b'{"id": %b, "created": %b, "code": %b}' % ((b"9" * 4300,) * 3),
    "a large number": b'{"created": 1e308, "balance": -1e308}',
    "far too deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep": b'{"a":' * 450 + b"1" + b"}" * 450,
    "deep lists": b"[" * 900 + b"]" * 900,
    "deep errors": b'{"error":' * 450 + b"1" + b"}" * 450,
    "errors in lists": b'[{"error":' * 300 + b"1" + b"}]" * 300,
    "half a character": b'{"id": "\\ud800", "message": "\\ud800"}',
    "no UTF-8": b'{"id": "\xff\xfe"}',
    "UTF-16": '{"id": "x"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"id": "x"}',
    "nothing": b"",
    "a name twice": b'{"id": 1, "id": 2}',
    "wrong types": b'{"id": [1], "object": {}, "address": 5, "created": {}, "data": 5,'
    b' "metadata": [1], "error": {"code": {}, "type": [1], "message": {}}, "errors": 1}',
    "what a terminal does": b'{"message": "\\u001b[2J\\u0007\\u202e\\ud800", "code": "\\u001b"}',
    "odd pages": b'{"object": "list", "data": [1, null, [], {"id": {}}], "has_more": true}',
    "odd cursors": b'{"object": "list", "data": [{"id": {"a": [1]}}], "has_more": true}',
    "no text": bytes(range(256)) * 9,
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
    "silence": b"",
    "noise": b"\x00\xff\x13\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH\r\n",
    "another version": b"HTTP/9.9 200 OK\r\n\r\n",
    "no status": b"HTTP/1.1 abc OK\r\n\r\n",
    "a status too small": b"HTTP/1.1 099 OK\r\n\r\n",
    "a status too large": b"HTTP/1.1 999 OK\r\nContent-Length: 2\r\n\r\n{}",
    "status after status": b"HTTP/1.1 100 Continue\r\n\r\n" * 1000,
    "other switches": b"HTTP/1.1 101 Switch\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "less than said": http(b"{}", Content_Length="200"),
    "more than said": http(b'{"a": 1}', Content_Length="2"),
    "less than nothing": http(b"{}", Content_Length="-2"),
    "a length without end": http(b"{}", Content_Length="9" * 5000),
    "two lengths": http(b"{}", Content_LENGTH="5"),
    "chunks of no size": CHUNKED + b"zz\r\n{}",
    "chunks too large": CHUNKED + b"f" * 20 + b"\r\n{}",
    "half a chunk": CHUNKED + b"5\r\n{}",
    "no gzip": http(b"{}", Content_Encoding="gzip"),
    "half of gzip": http(gzip.compress(b"{}" * 999)[:20], Content_Encoding="gzip"),
    "gzip in gzip": http(b"{}", Content_Encoding=", ".join(["gzip"] * 500)),
    "an unknown coding": http(b"{}", Content_Encoding="made-up"),
    "many headers": http(b"{}", **{f"X{n}": "y" for n in range(20_000)}),
    "a long header": http(b"{}", X="y" * 1_000_000),
    "a NUL in a header": http(b"{}", X="a\0b"),
    "a header without a name": http(b"{}", **{"": "x"}),
    "a header that is none": b"HTTP/1.1 200 OK\r\nfoo\r\n\r\n",
    "odd letters in headers": http(b"{", kind="\xff", Request_Id="\xe9\x85\x9b[31m"),
    **{
        f"try again: {when[:12]}": http(b"{}", "503 Busy", Retry_After=when)
        for when in (
            "1e99",
            "9" * 5000,
            "-1",
            "NaN",
            "Sun, 06 Nov 9e99 08:49:37 GMT",
            "\xb2",
        )
    },
    **{
        f"characters of {charset}": http(
            b"-\\d\\x\xff" * 99, "400 No", f"text/plain;charset={charset}"
        )
        for charset in CHARSETS
    },
    **{
        f"go to {where}": http(b"", "307 Over There", Location=where)
        for where in (
            "http://127.0.0.2/",
            "file:///etc/passwd",
            "//x",
            "http://[",
            "\x01",
        )
    },
    **{name: http(content) for name, content in BODIES.items()},
    **{f"{name}, refused": http(content, "400 No") for name, content in BODIES.items()},
}


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    with raw_server() as started:
        yield started


def follow(client: Client) -> list[Any]:
    page: Any = get_customers(client)
    # What is no object at all stays as it came.
    return list(islice(page.auto_paging(), 9)) if isinstance(page, Page) else page


CALLS: Mapping[str, Callable[[Client], Any]] = {
    "call": lambda client: get_customer(client, "cus_1"),
    "raw": lambda client: client.raw(get_customer, "cus_1"),
    "save": lambda client: client.save(io.BytesIO(), get_customer, "cus_1"),  # type: ignore[arg-type]  # any answer can be written
    "pages": follow,
}


def outcome(call: Callable[[], Any]) -> Any:
    """What a call gives, or the error of its own, which is fit to be shown."""
    found: Any
    try:
        found = call()
    except ApiError as error:
        found = error
    if isinstance(found, ApiError):
        assert str(found).isprintable()
        assert len(str(found)) < 3000
        assert str(pickle.loads(pickle.dumps(found))) == str(found)
    return found


def assert_usable(found: Any) -> None:
    """It can be looked at, and sent back but for what is nested too deeply."""
    assert repr(found)
    if isinstance(found, Model):
        with suppress(EncodingError):
            found.to_dict()


@pytest.mark.parametrize("name", RAW)
def test_a_call_gives_a_value_or_an_error_of_its_own(
    server: RawServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.answer = RAW[name]
    caplog.set_level(logging.INFO)
    with Client("sk_secret", base_url=server.url, max_retries=0, timeout=30) as client:
        for call in CALLS.values():
            assert_usable(outcome(partial(call, client)))
    assert "sk_secret" not in caplog.text


@pytest.mark.parametrize("name", RAW)
def test_a_call_that_is_awaited_does_too(server: RawServer, name: str) -> None:
    server.answer = RAW[name]

    async def call() -> Any:
        async with AsyncClient(
            "sk_secret", base_url=server.url, max_retries=0, timeout=30
        ) as client:
            return await get_customer_async(client, "cus_1")

    outcome(lambda: asyncio.run(call()))


@pytest.mark.parametrize("status", ["200 OK", "400 No"])
def test_an_answer_that_unpacks_to_more_than_can_be_held_is_an_error(
    server: RawServer, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_responses, "_MAX_BYTES", 1 << 20)
    packed = gzip.compress(b" " * (1 << 21))
    server.answer = http(packed, status, Content_Encoding="gzip")

    async def awaited() -> Any:
        async with AsyncClient("k", base_url=server.url, max_retries=0) as client:
            return await get_customer_async(client, "cus_1")

    with Client("k", base_url=server.url, max_retries=0) as client:
        calls = [lambda: get_customer(client, "cus_1"), lambda: asyncio.run(awaited())]
        for call in calls:
            found = outcome(call)
            assert isinstance(found, ApiResponseError)
            assert "larger than 1 MiB" in str(found)
        if status.startswith("200"):
            written = io.BytesIO()
            client.save(written, get_customer, "cus_1")  # type: ignore[arg-type]  # any answer can be written
            assert len(written.getvalue()) == 1 << 21


def test_a_redirect_is_not_followed_and_nobody_else_gets_the_credentials(
    server: RawServer,
) -> None:
    with raw_server() as other:
        other.answer = http(b"{}")
        server.answer = http(b"", "307 Over There", Location=f"{other.url}/x")
        with Client("sk_secret", base_url=server.url, max_retries=0) as client:
            found = outcome(lambda: get_customer(client, "cus_1"))
        assert isinstance(found, ApiStatusError)
        assert other.requests == []


def test_a_server_that_says_nothing_is_not_waited_for(server: RawServer) -> None:
    server.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
    with Client("k", base_url=server.url, max_retries=0, timeout=0.2) as client:
        found = outcome(lambda: get_customer(client, "cus_1"))
    assert isinstance(found, ApiConnectionError)
