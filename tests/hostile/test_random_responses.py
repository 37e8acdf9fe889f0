"""Random bytes in place of responses: calls return a value or raise an `ApiError`."""

from __future__ import annotations

import asyncio
import io
import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any

import pytest

from generator.runtime.http.errors import ApiError
from generator.runtime.models.encode import EncodingError
from generator.runtime.models.model import Model
from generator.runtime.paging.page import Page
from generator.runtime.streaming.stream_endpoint import StreamContent, StreamEndpoint
from tests.hostile.raw_server import RawServer, http_response, raw_server
from tests.hostile.test_hostile_responses import BODIES, RAW
from tests.property_settings import example_count
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
)
from tests.runtime.little_client.operations.lists import get_customers

MEDIA_TYPES = ("text/event-stream", "application/jsonl", "application/json-seq")
STREAMS = [
    StreamEndpoint[Any](
        "stream",
        "GET",
        "/stream",
        responses={"200": StreamContent(media_type, "Customer")},
    )
    for media_type in MEDIA_TYPES
]
# What random responses consist of, beside random bytes.
TOKENS = [
    *(
        b"\r\n",
        b"\n",
        b": ",
        b"HTTP/1.1 ",
        b"200 OK",
        b"500",
        b"Content-Length: ",
        b"\r\n\r\n",
    ),
    *(b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"0\r\n\r\n"),
    *(
        b"Content-Encoding: deflate\r\n",
        b"Content-Type: text/event-stream\r\n",
        b"data: ",
    ),
    *(
        b"Location: http://\xff/",
        b"Retry-After: 0",
        b"Set-Cookie: a=\x00",
        b"\x1e",
        b"5\r\n",
    ),
    *(
        b'{"id": "\\ud800"}',
        b'{"object": "list", "data": [{}], "has_more": true}',
        b"NaN",
    ),
    *(
        b"[" * 5000,
        b'{"a":' * 2000,
        b"1" * 5000,
        b"1e999999999",
        b"\xed\xa0\x80",
        b"\x1f\x8b\x08",
    ),
]


def random_response(chance: random.Random) -> bytes:
    """A damaged response, or one of random tokens and bytes."""
    if chance.random() < 0.3:
        return b"".join(
            chance.choice(TOKENS) if chance.random() < 0.8 else chance.randbytes(9)
            for _ in range(chance.randrange(30))
        )
    response = bytearray(
        chance.choice(list(RAW.values()))
        if chance.random() < 0.5
        else http_response(
            chance.choice([*BODIES.values(), *TOKENS]),
            chance.choice(["200 OK", "200 OK", "404 No", "302 Found"]),
            chance.choice(
                ["application/json", *MEDIA_TYPES, "text/plain;charset=utf-16"]
            ),
        )
    )
    for _ in range(chance.choice([0, 1, 1, 2, 9])):
        at = chance.randrange(min(len(response), 400) + 1)
        match chance.randrange(4):
            case 0:
                response[at : at + 1] = chance.randbytes(1)
            case 1:
                response[at:at] = chance.choice(TOKENS)
            case 2:
                del response[at : at + chance.randrange(9)]
            case _:
                del response[at:]
    return bytes(response)


def read_pages(client: Client) -> Any:
    page: Any = get_customers(client)
    return list(islice(page.auto_paging(), 5)) if isinstance(page, Page) else page


def save(client: Client) -> Any:
    return client.save(io.BytesIO(), get_customer, "cus_1")  # type: ignore[type-var]  # any response can be saved


def read_chunks(client: Client) -> Any:
    with client.stream(get_customer, "cus_1") as response:
        return list(response.iter_bytes())


def read_stream(endpoint: StreamEndpoint[Any], client: Client) -> Any:
    with client.call(endpoint, {"client": client}) as items:
        return list(islice(items, 5))


CALLS: Mapping[str, Callable[[Client], Any]] = {
    "call": lambda client: get_customer(client, "cus_1"),
    "redirects": lambda client: get_customer(client, "cus_1", follow_redirects=True),
    "raw": lambda client: client.raw(get_customer, "cus_1").value,
    "request": lambda client: client.request("GET", "/x"),
    "save": save,
    "chunks": read_chunks,
    "pages": read_pages,
    **{
        media_type: partial(read_stream, endpoint)
        for media_type, endpoint in zip(MEDIA_TYPES, STREAMS, strict=True)
    },
}


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    with raw_server() as running:
        yield running


def check_error(error: ApiError) -> None:
    assert str(error).isprintable()


def check_value(value: Any) -> None:
    """A value has a repr, can be sent again or raises `EncodingError`, and makes no `NaN`."""
    assert repr(value)
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Model):
            with suppress(EncodingError):
                json.loads(item.to_json(), parse_constant=pytest.fail)


@pytest.mark.parametrize("name", CALLS)
def test_random_response_is_value_or_api_error(server: RawServer, name: str) -> None:
    chance = random.Random(name)
    with Client("sk", base_url=server.url, max_retries=0, timeout=20) as client:
        for _ in range(example_count(40, 1000)):
            server.response = random_response(chance)
            try:
                value = CALLS[name](client)
            except ApiError as error:
                check_error(error)
            else:
                check_value(value)


def test_random_response_is_value_or_api_error_async(server: RawServer) -> None:
    async def run() -> None:
        chance = random.Random("async")
        async with AsyncClient("sk", base_url=server.url, max_retries=0) as client:
            for _ in range(example_count(40, 1000)):
                server.response = random_response(chance)
                try:
                    value = await get_customer_async(client, "cus_1")
                except ApiError as error:
                    check_error(error)
                else:
                    check_value(value)
                with suppress(ApiError):
                    async with await client.call(
                        STREAMS[0], {"client": client}
                    ) as items:
                        async for _item in items:
                            pass

    asyncio.run(run())
