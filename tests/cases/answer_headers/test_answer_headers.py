"""Declared response headers, and media types in every spelling."""

from __future__ import annotations

import typing
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.cases.serving import Server


def test_declared_headers_are_decoded(
    client: Any, operations: Any, server: Server
) -> None:
    told = operations.list_pets.__doc__
    assert "- `X-Rate-Limit` (int): Calls that are left." in told
    assert "- `X-Rate-Reset` (datetime): When it starts over." in told
    assert "- `X-Next` (str)" in told
    assert "- `X-Count` (int)" in told
    assert "Content-Type" not in told
    sent = {"X-Rate-Limit": "5", "X-Rate-Reset": "2024-05-01T00:00:00Z"}
    server.answer(["Rex"], headers=sent)
    headers = client.raw(operations.list_pets).headers
    assert headers.read("x-rate-limit", int) == 5
    assert headers.read("X-Rate-Reset", datetime) == datetime(2024, 5, 1, tzinfo=UTC)
    assert headers.read("X-Next", str) is None
    with pytest.raises(ValueError, match="'X-Rate-Reset' is not a valid int"):
        headers.read("X-Rate-Reset", int)


def test_json_is_preferred(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"name": "Rex"}, media_type="application/json")
    assert operations.get_pet(client, 1) == models.Pet(name="Rex")
    assert server.last.headers["accept"] == "application/json; charset=utf-8"
    assert "`application/xml`, `application/vnd.pet+json`" in operations.get_pet.__doc__


def test_other_media_types_by_accept_header(
    client: Any, operations: Any, server: Server, tmp_path: Any
) -> None:
    server.answer(b"<pet/>", media_type="application/xml")
    accept = {"Accept": "application/xml"}
    client.save(tmp_path / "pet", operations.get_pet, 1, extra_headers=accept)
    assert (tmp_path / "pet").read_bytes() == b"<pet/>"
    assert server.last.headers["accept"] == "application/xml"


@pytest.mark.parametrize("media_type", ["image/png", "text/html", ""])
def test_bytes_ignore_content_type(
    media_type: str, client: Any, operations: Any, server: Server
) -> None:
    server.answer(b"\x89PNG", media_type=media_type)
    assert operations.get_picture(client, 1) == b"\x89PNG"
    assert server.last.headers["accept"] == "image/*"
    assert operations.get_blob(client) == b"\x89PNG"


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", ""])
def test_json_ignores_content_type(
    media_type: str, client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"name": "Rex"}, media_type=media_type)
    assert operations.get_pet(client, 1) == models.Pet(name="Rex")
    server.answer(5, media_type=media_type)
    assert operations.get_value(client) == 5


def test_text_by_content_type(client: Any, operations: Any, server: Server) -> None:
    server.answer("Rex")
    assert operations.get_text(client) == "Rex"
    server.answer(b'"Rex"', media_type="text/plain")
    assert operations.get_text(client) == '"Rex"'


def test_invalid_json_is_error_with_content(
    client: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer(b"<html>", media_type="text/html")
    with pytest.raises(client_package.ApiResponseError, match="text/html") as error:
        operations.get_pet(client, 1)
    assert error.value.text == "<html>"


def test_undeclared_response_by_content_type(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"a": 1})
    assert operations.get_anything(client) == {"a": 1}
    server.answer("é".encode("latin-1"), media_type='text/plain; charset="latin-1"')
    assert operations.get_anything(client) == "é"


def test_annotations(operations: Any) -> None:
    def returned(name: str) -> str:
        function = getattr(operations, name)
        return typing.cast(dict[str, str], function.__annotations__)["return"]

    assert returned("get_pet") == "Pet"
    assert returned("get_anything") == "Any"
    assert returned("get_blob") == "bytes | str"
    assert returned("get_value") == "int"
