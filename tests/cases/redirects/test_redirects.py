"""Redirects that a document declares are results; others are errors unless they are followed."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import pytest

from tests.cases.serving import Server


def test_declared_redirect_is_a_result(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(b"", status=302, headers={"Location": "/files/1"})
    assert operations.get_latest(client) is None
    found = client.raw(operations.get_latest)
    assert (found.status, found.headers["Location"]) == (302, "/files/1")
    assert operations.get_file(client, "1") is None
    server.answer({"to": "/pets/2"}, status=301, headers={"Location": "/pets/2"})
    assert operations.get_pet(client, "1") == models.Moved(to="/pets/2")
    server.answer(b"", status=304)
    assert operations.get_pet(client, "1") is None


def test_annotations_include_declared_redirects(operations: Any) -> None:
    def returned(name: str) -> Any:
        return inspect.get_annotations(getattr(operations, name))["return"]

    assert returned("get_latest") == "None"
    assert returned("get_file") == "bytes | None"
    # Without the 304, which only those receive who ask for it with a condition.
    assert returned("get_pet") == "Pet | Moved"


def test_undeclared_redirect_is_an_error(
    client: Any, operations: Any, server: Server, client_package: Any
) -> None:
    server.answer(b"", status=303, headers={"Location": "/owners/1?key=s3cret"})
    with pytest.raises(client_package.ApiStatusError) as caught:
        operations.post_owner(client, name="Ada")
    assert f"303 See Other: redirect to {server.url}/owners/1?…;" in str(caught.value)


def test_redirects_are_followed_on_request(
    client: Any, operations: Any, models: Any, server: Server, client_package: Any
) -> None:
    server.answer(b"", status=303, headers={"Location": "/owners/1"})
    server.answer({"id": "1"})
    owner = operations.post_owner(client, name="Ada", follow_redirects=True)
    assert owner == models.Pet(id="1")
    assert [(request.method, request.body) for request in server.requests] == [
        ("POST", b'{"name":"Ada"}'),
        ("GET", b""),
    ]

    async def run() -> Any:
        async with client_package.AsyncClient(
            client_package.Anonymous(), base_url=server.url, follow_redirects=True
        ) as following:
            return await operations.get_file_async(following, "1")

    server.answer(b"", status=302, headers={"Location": "/elsewhere"})
    server.answer(b"%PDF", media_type="application/pdf")
    assert asyncio.run(run()) == b"%PDF"
    assert server.last.path == "/elsewhere"
