"""Bodies whose media type the caller chooses, and bodies read while they are sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.cases.serving import Server


def kind(server: Server) -> str:
    """Return the media type of the last request."""
    return server.last.headers["content-type"]


def test_bytes_with_media_type_of_caller(
    client: Any, operations: Any, server: Server
) -> None:
    for operation in (operations.put_anything, operations.put_bytes):
        operation(client, body=b"x")
        assert kind(server) == "application/octet-stream"
        operation(client, body=("a.pdf", b"x"))
        assert kind(server) == "application/pdf"
        operation(client, body=("a", b"x", "text/csv"))
        assert (kind(server), server.last.body) == ("text/csv", b"x")


def test_media_range_of_object_is_json(
    client: Any, operations: Any, server: Server
) -> None:
    operations.put_object(client, a=1)
    assert (kind(server), server.last.json) == ("application/json", {"a": 1})


def test_media_range_requires_media_type(
    client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(
        TypeError, match=r"cannot infer the media type; pass .* one of image/\*"
    ):
        operations.put_image(client, body=b"x")
    with pytest.raises(TypeError, match="cannot infer the media type"):
        operations.put_image(client, body=("a.txt", b"x"))
    assert server.requests == []
    operations.put_image(client, body=("a.webp", b"x", "image/webp"))
    assert kind(server) == "image/webp"


def test_media_type_argument(client: Any, operations: Any, server: Server) -> None:
    operations.put_images(client, body=b"x")
    assert kind(server) == "image/png"
    operations.put_images(client, body=b"x", media_type="image/jpeg")
    assert kind(server) == "image/jpeg"


def test_text_body_charset(client: Any, operations: Any, server: Server) -> None:
    operations.put_latin(client, body="é")
    assert (kind(server), server.last.body) == (
        "text/plain; charset=iso-8859-1",
        b"\xe9",
    )
    with pytest.raises(TypeError, match=r"^body: cannot be sent as text/plain; cha"):
        operations.put_latin(client, body="漢")
    operations.put_text(client, body="é")
    assert (kind(server), server.last.body) == ("text/plain", "é".encode())


def test_xml_body(client: Any, operations: Any, server: Server) -> None:
    operations.put_xml(client, body="<a>1</a>")
    assert (kind(server), server.last.body) == ("application/xml", b"<a>1</a>")


def test_iterator_body(client: Any, operations: Any, server: Server) -> None:
    operations.put_anything(client, body=iter([b"one ", b"two"]))
    assert server.last.body == b"one two"
    with pytest.raises(TypeError, match="must return bytes, not str"):
        operations.put_anything(client, body=iter(["text"]))


async def pieces() -> AsyncIterator[bytes]:
    yield b"one "
    await asyncio.sleep(0)
    yield b"two"


def test_async_iterator_body_requires_async_client(
    client: Any, operations: Any, server: Server, client_package: Any
) -> None:
    with pytest.raises(TypeError, match="can only be uploaded with AsyncClient"):
        operations.put_anything(client, body=pieces())
    assert server.requests == []

    async def upload() -> None:
        async with client_package.AsyncClient(base_url=server.url) as awaited:
            await operations.put_anything_async(awaited, body=pieces())

    asyncio.run(upload())
    assert server.last.body == b"one two"
