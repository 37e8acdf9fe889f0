"""Paging by page numbers."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.cases.serving import Server


def boxes(*ids: str) -> list[dict[str, str]]:
    return [{"id": id_} for id_ in ids]


def ids(items: Any) -> str:
    return "".join(item.id for item in items)


def queries(server: Server) -> list[str]:
    return [request.query for request in server.requests]


def test_pages_up_to_their_number(client: Any, server: Server) -> None:
    for letter in "abc":
        server.answer({"boxes": boxes(letter), "meta": {"total_pages": 3}})
    assert ids(client.boxes.list(per_page=1)) == "abc"
    assert queries(server) == ["per_page=1", "page=2&per_page=1", "page=3&per_page=1"]


def test_pages_from_a_given_one(client: Any, server: Server) -> None:
    server.answer({"boxes": boxes("b"), "meta": {"total_pages": 3}})
    server.answer({"boxes": boxes("c"), "meta": {"total_pages": 3}})
    assert ids(client.boxes.list(page=2)) == "bc"
    assert queries(server) == ["page=2", "page=3"]


def test_pages_up_to_an_empty_one(client: Any, server: Server) -> None:
    # A short page is not the last: servers may return fewer items than were asked for.
    for page in (boxes("a", "b"), boxes("c"), boxes("d"), []):
        server.answer({"boxes": page})
    assert ids(client.boxes.list(per_page=2)) == "abcd"
    assert len(server.requests) == 4


def test_pages_of_plain_lists_from_zero(client: Any, server: Server) -> None:
    for page in (boxes("a"), boxes("b"), []):
        server.answer(page)
    assert ids(client.slots.list(size=1)) == "ab"
    assert queries(server) == ["size=1", "page=1&size=1", "page=2&size=1"]


def test_undocumented_number_of_first_page(client: Any, server: Server) -> None:
    # Whether page 1 is the last is unknown, so another one is requested.
    for page in (boxes("a"), boxes("b"), []):
        server.answer({"shelves": page, "total": 2})
    assert ids(client.shelves.list()) == "ab"
    assert queries(server) == ["", "page=1", "page=2"]
    # The same page again: the list starts at 1.
    for letter in "aab":
        server.answer({"shelves": boxes(letter), "total": 2})
    assert ids(client.shelves.list()) == "ab"
    assert queries(server)[3:] == ["", "page=1", "page=2"]


def test_repeated_page_is_error(client: Any, server: Server) -> None:
    server.answer({"boxes": boxes("a")})
    with pytest.raises(Exception, match="the same page twice"):
        list(client.boxes.list())


def test_numbers_async(client_package: Any, server: Server) -> None:
    async def run() -> str:
        async with client_package.AsyncClient(base_url=server.url) as client:
            return "".join([box.id async for box in client.shelves.list()])

    for letter in "aab":
        server.answer({"shelves": boxes(letter), "total": 2})
    assert asyncio.run(run()) == "ab"
