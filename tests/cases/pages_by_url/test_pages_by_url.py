"""Paging by the URL of the next page."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.cases.serving import Server


def link(title: str) -> dict[str, str]:
    return {"title": title}


def test_url_paging(client: Any, operations: Any, models: Any, server: Server) -> None:
    server.answer({"links": [link("a")], "next_link": f"{server.url}/more?at=b&x=%2F"})
    server.answer({"links": [link("b")], "next_link": "/links?at=c"})
    server.answer({"links": [link("c")], "next_link": None})
    found = list(operations.list_links(client, order="up").auto_paging())
    assert found == [models.Link(title=letter) for letter in "abc"]
    assert [(request.path, request.query) for request in server.requests] == [
        ("/links", "order=up"),
        ("/more", "at=b&x=%2F"),
        ("/links", "at=c"),
    ]


def test_url_paging_with_several_lists(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"values": [link("a")], "boards": ["x"]})
    found = operations.search_board(client, "b1", words="x").auto_paging()
    assert [item.title for item in found] == ["a"]


def test_url_paging_keeps_credentials_on_origin(
    client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({"links": [link("a")], "next_link": "/links?at=b"})
    server.answer({"links": [link("b")], "next_link": "https://elsewhere.test/links"})
    with client_package.Client(base_url=server.url, headers={"X-A": "1"}) as client:
        first = operations.list_links(client, extra_headers={"X-B": "2"})
        with pytest.raises(client_package.ApiError, match="another server"):
            list(first.auto_paging())
    assert len(server.requests) == 2
    assert server.last.headers["x-a"] == "1"
    assert server.last.headers["x-b"] == "2"


def test_url_paging_async(client_package: Any, server: Server) -> None:
    server.answer({"links": [link("a")], "next_link": "?at=b"})
    server.answer({"links": [link("b")]})

    async def run() -> list[str]:
        async with client_package.AsyncClient(base_url=server.url) as client:
            first = await client.links.list()
            return [item.title async for item in first.auto_paging()]

    assert asyncio.run(run()) == ["a", "b"]
    assert (server.last.path, server.last.query) == ("/links", "at=b")
