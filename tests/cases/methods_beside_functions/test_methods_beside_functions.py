"""Methods of resources next to functions of the same name."""

from __future__ import annotations

import asyncio
from operator import attrgetter
from typing import Any

import pytest

from tests.cases.serving import Server

CALLS = [
    ("docs.list", "straße", (), "GET /docs"),
    ("docs.create", "strasse", (), "POST /docs"),
    ("docs.retrieve", "pages", ("a",), "GET /docs/a"),
    ("docs.update", "retrieve", ("a",), "PUT /docs/a"),
    ("docs.delete", "update", ("a",), "DELETE /docs/a"),
    ("docs.publish", "publish", ("a",), "POST /docs/a/asynchronous"),
    ("docs.pages.retrieve", "lazy_names_", ("a", 1), "GET /docs/a/pages/1"),
]
every_call = pytest.mark.parametrize(("method", "function", "given", "sent"), CALLS)


@every_call
def test_method_sends_same_request(
    method: str,
    function: str,
    given: tuple[Any, ...],
    sent: str,
    client: Any,
    operations: Any,
    server: Server,
) -> None:
    attrgetter(method)(client)(*given)
    getattr(operations, function)(client, *given)
    assert [f"{request.method} {request.path}" for request in server.requests] == [
        sent
    ] * 2


@every_call
def test_async_method_sends_same_request(
    method: str,
    function: str,
    given: tuple[Any, ...],
    sent: str,
    client_package: Any,
    operations: Any,
    server: Server,
) -> None:
    async def call() -> None:
        twin = getattr(operations, f"{function.rstrip('_')}_async")
        nobody = client_package.Anonymous()
        async with client_package.AsyncClient(nobody, base_url=server.url) as client:
            await attrgetter(method)(client)(*given)
            await twin(client, *given)

    asyncio.run(call())
    assert [f"{request.method} {request.path}" for request in server.requests] == [
        sent
    ] * 2
