"""A response in one of several declared media types is decoded by its own `Content-Type`."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("content", "media_type", "expected"),
    [
        (b'{"id": "r"}', "application/json", "model"),
        (b'{"id": "r"}', "application/vnd.report+json", "model"),
        (b'{"id": "r"}', "text/plain", "model"),
        ("é;1".encode("latin-1"), "text/csv; charset=iso-8859-1", "é;1"),
        (b"%PDF\xff", "application/pdf", b"%PDF\xff"),
        (b"not found", "text/plain", "not found"),
    ],
)
def test_response_is_decoded_by_its_media_type(
    content: bytes,
    media_type: str,
    expected: Any,
    client: Any,
    operations: Any,
    models: Any,
    server: Server,
) -> None:
    server.answer(content, media_type=media_type)
    value = models.Report(id="r") if expected == "model" else expected
    assert operations.get_report(client) == value
    accept = {"extra_headers": {"Accept": media_type}}
    found = client.raw(operations.get_report, **accept)
    assert (found.value, found.content) == (value, content)
    assert server.last.headers["accept"] == media_type


def test_undeclared_media_type_is_an_error(
    client: Any, operations: Any, server: Server, client_package: Any
) -> None:
    server.answer(b"<html>", media_type="text/html")
    with pytest.raises(client_package.ApiResponseError, match="text/html"):
        operations.get_report(client)
    found = client.raw(operations.get_report)
    assert (found.text, found.headers["Content-Type"]) == ("<html>", "text/html")


def test_binary_operation_always_returns_bytes(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(b"no photo", media_type="text/plain")
    assert operations.get_photo(client) == b"no photo"


def test_content_in_chunks(
    client: Any, operations: Any, server: Server, client_package: Any
) -> None:
    server.answer(b"\xff" * 100_000, media_type="image/jpeg")
    with client.stream(operations.get_photo) as response:
        assert isinstance(response, client_package.StreamedResponse)
        assert response.headers["Content-Type"] == "image/jpeg"
        assert sum(map(len, response.iter_bytes())) == 100_000
    file = io.BytesIO()
    client.save(file, operations.get_photo)
    assert len(file.getvalue()) == 100_000

    async def run() -> int:
        nobody = client_package.Anonymous()
        async with (
            client_package.AsyncClient(nobody, base_url=server.url) as asynchronous,
            asynchronous.stream(operations.get_photo_async) as response,
        ):
            assert isinstance(response, client_package.AsyncStreamedResponse)
            return sum([len(chunk) async for chunk in response.aiter_bytes()])

    assert asyncio.run(run()) == 100_000
