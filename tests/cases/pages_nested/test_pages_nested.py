"""Paging by properties of nested objects, and by cursors in request bodies."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server


def things(*ids: str) -> list[dict[str, str]]:
    return [{"id": id_} for id_ in ids]


def ids(items: Any) -> str:
    return "".join(item.id for item in items)


def test_token_in_object(client: Any, server: Server) -> None:
    server.answer({"channels": things("a"), "response_metadata": {"next_cursor": "x"}})
    server.answer({"channels": things("b"), "response_metadata": {"next_cursor": ""}})
    assert ids(client.channels.list()) == "ab"
    assert server.last.query == "cursor=x"


def test_null_token_ends_list(client: Any, server: Server) -> None:
    server.answer({"channels": things("a"), "response_metadata": {"next_cursor": None}})
    assert ids(client.channels.list()) == "a"


@pytest.mark.parametrize("metadata", [{}, {"response_metadata": {}}])
def test_absence_of_required_token_is_error(
    metadata: dict[str, Any], client_package: Any, client: Any, server: Server
) -> None:
    server.answer({"channels": things("a"), **metadata})
    items = iter(client.channels.list())
    assert next(items).id == "a"
    error = import_module(f"{client_package.__name__}.errors").ApiPagingError
    with pytest.raises(error, match=r"response_metadata.*, which the document requires"):
        next(items)


def test_absence_of_optional_token_ends_list(client: Any, server: Server) -> None:
    for meta in ({}, {"meta": {}}, {"meta": {"pagination": {}}}, {"meta": None}):
        server.answer({"data": things("a"), **meta})
        assert ids(client.messages.list()) == "a"


def test_token_in_nested_objects(client: Any, server: Server) -> None:
    server.answer({"data": things("a"), "meta": {"pagination": {"next": "x"}}})
    server.answer({"data": things("b")})
    assert ids(client.messages.list()) == "ab"
    assert server.last.query == "page%5Bafter%5D=x"


def test_cursor_in_body(client: Any, server: Server) -> None:
    server.answer({"messages": things("a"), "next_cursor": "x"})
    server.answer({"messages": things("b"), "next_cursor": None})
    assert ids(client.messages.search(text="hi")) == "ab"
    bodies = [request.json for request in server.requests]
    assert bodies == [{"text": "hi"}, {"text": "hi", "cursor": "x"}]


@pytest.mark.parametrize("is_model", [False, True])
def test_cursor_in_object_of_body(
    is_model: bool, client: Any, models: Any, server: Server
) -> None:
    server.answer({"items": things("a"), "page": {"endCursor": "x"}})
    server.answer({"items": things("b"), "page": {"endCursor": "y"}})
    server.answer({"items": things("c"), "page": {}})
    page: Any = models.PageRequest(limit=1) if is_model else {"limit": 1}
    assert ids(client.messages.filter(filter={"text": "hi"}, page=page)) == "abc"
    assert [request.json["page"] for request in server.requests] == [
        {"limit": 1},
        {"limit": 1, "after": "x"},
        {"limit": 1, "after": "y"},
    ]


def test_url_in_alternatives_of_object(client: Any, server: Server) -> None:
    url = f"{server.url}/droplets?page=2"
    server.answer({"droplets": things("a"), "links": {"pages": {"next": url}}})
    server.answer({"droplets": things("b"), "links": {"pages": {"prev": url}}})
    assert ids(client.droplets.list()) == "ab"
    assert server.last.query == "page=2"


def test_list_in_envelope(client: Any, server: Server) -> None:
    url = f"{server.url}/releases?offset=1"
    server.answer({"albums": {"items": things("a"), "next": url}})
    server.answer({"albums": {"items": things("b"), "next": None}})
    assert ids(client.releases.list()) == "ab"
    assert server.last.query == "offset=1"


def test_link_with_href(client: Any, server: Server) -> None:
    server.answer({"results": things("a"), "_links": {"next": {"href": "/things?p=2"}}})
    server.answer({"results": things("b"), "_links": {}})
    assert ids(client.things.list()) == "ab"
    assert server.last.query == "p=2"


def test_credential_is_no_token_of_a_page(client: Any, server: Server) -> None:
    server.answer({"scopes": ["x"], "refresh_token": "secret"})
    assert not hasattr(client.tokens.create(refresh_token="r"), "auto_paging")


def test_cursor_in_body_async(client_package: Any, server: Server) -> None:
    server.answer({"messages": things("a"), "next_cursor": "x"})
    server.answer({"messages": things("b"), "next_cursor": None})

    async def run() -> str:
        async with client_package.AsyncClient(base_url=server.url) as client:
            found = client.messages.search(text="hi")
            return "".join([message.id async for message in found])

    assert asyncio.run(run()) == "ab"
