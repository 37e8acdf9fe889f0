"""Paging by offsets, in the query and in the body."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def boxes(*ids: str) -> list[dict[str, str]]:
    return [{"id": id_} for id_ in ids]


def ids(items: Any) -> str:
    return "".join(item.id for item in items)


def queries(server: Server) -> list[str]:
    return [request.query for request in server.requests]


def test_offsets_up_to_the_total(client: Any, server: Server) -> None:
    server.answer({"crates": boxes("a", "b"), "total": 3})
    server.answer({"crates": boxes("c"), "total": 3})
    assert ids(client.crates.list(limit=2)) == "abc"
    assert queries(server) == ["limit=2", "offset=2&limit=2"]


@pytest.mark.parametrize("total", [None, 0, -1])
def test_offsets_without_total(total: int | None, client: Any, server: Server) -> None:
    server.answer({"crates": boxes("a"), "total": total})
    server.answer({"crates": [], "total": total})
    assert ids(client.crates.list(offset=5)) == "a"
    assert queries(server) == ["offset=5", "offset=6"]


def test_offset_in_body(client: Any, server: Server) -> None:
    server.answer({"items": boxes("a", "b"), "page": {"hasMoreTotalItems": True}})
    server.answer({"items": boxes("c"), "page": {"hasMoreTotalItems": False}})
    assert ids(client.crates.search(words="x", page={"limit": 2})) == "abc"
    assert [request.json for request in server.requests] == [
        {"words": "x", "page": {"limit": 2}},
        {"words": "x", "page": {"limit": 2, "from": 2}},
    ]


def test_required_flag_that_did_not_come_is_error(client: Any, server: Server) -> None:
    for page in ({"items": boxes("a"), "page": {}}, {"items": boxes("a")}):
        server.answer(page)
        with pytest.raises(Exception, match="which the document requires"):
            list(client.crates.search())
