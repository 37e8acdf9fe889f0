"""Cursor paging, forwards and backwards."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.cases.serving import Server


def debit(identifier: str) -> dict[str, Any]:
    return {"id": identifier, "kind": "debit", "owed": 1}


def credit(identifier: str) -> dict[str, Any]:
    return {"id": identifier, "kind": "credit", "given": 2}


def page(*entries: dict[str, Any], more: bool) -> dict[str, Any]:
    return {"entries": list(entries), "has_more": more}


def test_cursor_paging(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(page(debit("e1"), credit("e2"), more=True))
    server.answer(page(debit("e3"), more=False))
    first = operations.list_entries(client, kind="any")
    found = list(first.auto_paging())
    assert [item.id for item in found] == ["e1", "e2", "e3"]
    assert [type(item) for item in found] == [models.Debit, models.Credit, models.Debit]
    assert [request.arguments for request in server.requests] == [
        [("kind", "any")],
        [("after", "e2"), ("kind", "any")],
    ]


def test_cursor_paging_backwards(client: Any, operations: Any, server: Server) -> None:
    server.answer(page(debit("e3"), debit("e4"), more=True))
    server.answer(page(debit("e1"), debit("e2"), more=False))
    entries = operations.list_entries(client, before="e5").auto_paging()
    assert [item.id for item in entries] == ["e4", "e3", "e2", "e1"]
    assert [request.arguments for request in server.requests] == [
        [("before", "e5")],
        [("before", "e3")],
    ]


def test_cursor_paging_keeps_path_arguments(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"badges": [{"id": "b1"}], "hasMore": True})
    server.answer({"badges": [{"id": "b2"}], "hasMore": None})
    badges = operations.list_badges(client, "u/1").auto_paging()
    assert [item.id for item in badges] == ["b1", "b2"]
    assert [(request.path, request.query) for request in server.requests] == [
        ("/users/u%2F1/badges", ""),
        ("/users/u%2F1/badges", "after_id=b1"),
    ]


def test_cursor_paging_async(client_package: Any, server: Server) -> None:
    server.answer(page(debit("e1"), more=True))
    server.answer(page(debit("e2"), more=False))

    async def run() -> list[str]:
        async with client_package.AsyncClient(base_url=server.url) as client:
            first = await client.entries.list()
            return [item.id async for item in first.auto_paging()]

    assert asyncio.run(run()) == ["e1", "e2"]


def test_repeated_page_is_error(
    client: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer(page(debit("e1"), more=True))
    with pytest.raises(client_package.ApiError, match="the same page twice"):
        list(operations.list_entries(client).auto_paging())
