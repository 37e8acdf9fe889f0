"""Paging by a URL in a nested object, and lists in an envelope."""

from __future__ import annotations

from typing import Any

from tests.cases.serving import Server


def things(*ids: str) -> list[dict[str, str]]:
    return [{"id": id_} for id_ in ids]


def ids(items: Any) -> str:
    return "".join(item.id for item in items)


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
