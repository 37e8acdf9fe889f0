"""Token paging, with various names of the token."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.cases.serving import Server


def test_token_paging(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"nextCursor": "c/2", "results": [{"text": "a"}]})
    server.answer({"cursor": "c/2", "nextCursor": "c3", "results": [{"text": "b"}]})
    server.answer({"cursor": "c3", "nextCursor": None, "results": [{"text": "c"}]})
    logs = list(operations.list_logs(client, size=1).auto_paging())
    assert logs == [models.Log(text=letter) for letter in "abc"]
    assert [request.query for request in server.requests] == [
        "size=1",
        "cursor=c%2F2&size=1",
        "cursor=c3&size=1",
    ]


def test_token_paging_with_equal_names(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"tags": ["red"], "next_token": "t2"})
    server.answer({"tags": ["blue"]})
    assert list(operations.list_tags(client).auto_paging()) == ["red", "blue"]
    assert [request.query for request in server.requests] == ["", "next_token=t2"]


def test_token_names_ignore_case_style(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"parts": [{"text": "a"}], "nextPageToken": "p2"})
    server.answer({"parts": [{"text": "b"}], "nextPageToken": ""})
    parts = operations.list_parts(client).auto_paging()
    assert [item.text for item in parts] == ["a", "b"]
    assert server.last.query == "Page-Token=p2"


def test_token_paging_starts_at_given_token(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"nextCursor": "c3", "results": [{"text": "b"}]})
    server.answer({"results": [{"text": "c"}]})
    following = operations.list_logs(client, cursor="c2").get_next_page()
    assert [item.text for item in following.results] == ["c"]
    assert following.get_next_page() is None
    assert [request.query for request in server.requests] == ["cursor=c2", "cursor=c3"]


def test_token_paging_async(client_package: Any, server: Server) -> None:
    server.answer({"tags": ["red"], "next_token": "t2"})
    server.answer({"tags": ["blue"]})

    async def run() -> list[str]:
        async with client_package.AsyncClient(base_url=server.url) as client:
            first = await client.tags.list()
            return [item async for item in first.auto_paging()]

    assert asyncio.run(run()) == ["red", "blue"]
