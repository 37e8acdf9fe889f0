"""Paging by a cursor in the JSON body of the request."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.cases.serving import Server


def things(*ids: str) -> list[dict[str, str]]:
    return [{"id": id_} for id_ in ids]


def ids(items: Any) -> str:
    return "".join(item.id for item in items)


def test_cursor_in_body(client: Any, operations: Any, server: Server) -> None:
    server.answer({"messages": things("a"), "next_cursor": "x"})
    server.answer({"messages": things("b"), "next_cursor": None})
    assert ids(operations.search_messages(client, text="hi")) == "ab"
    bodies = [request.json for request in server.requests]
    assert bodies == [{"text": "hi"}, {"text": "hi", "cursor": "x"}]


@pytest.mark.parametrize("is_model", [False, True])
def test_cursor_in_object_of_body(
    is_model: bool, client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"items": things("a"), "page": {"endCursor": "x"}})
    server.answer({"items": things("b"), "page": {"endCursor": "y"}})
    server.answer({"items": things("c"), "page": {}})
    page: Any = models.PageRequest(limit=1) if is_model else {"limit": 1}
    assert (
        ids(operations.filter_messages(client, filter={"text": "hi"}, page=page))
        == "abc"
    )
    assert [request.json["page"] for request in server.requests] == [
        {"limit": 1},
        {"limit": 1, "after": "x"},
        {"limit": 1, "after": "y"},
    ]


def test_cursor_in_body_async(
    client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({"messages": things("a"), "next_cursor": "x"})
    server.answer({"messages": things("b"), "next_cursor": None})

    async def run() -> str:
        async with client_package.AsyncClient(base_url=server.url) as client:
            found = operations.search_messages_async(client, text="hi")
            return "".join([message.id async for message in found])

    assert asyncio.run(run()) == "ab"
