"""Paging by a token in a nested object."""

from __future__ import annotations

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
    with pytest.raises(
        error, match=r"response_metadata.*, which the document requires"
    ):
        next(items)


def test_absence_of_optional_token_ends_list(client: Any, server: Server) -> None:
    absent: list[dict[str, Any]] = [
        *({}, {"meta": {}}, {"meta": {"pagination": {}}}, {"meta": None}),
    ]
    for meta in absent:
        server.answer({"data": things("a"), **meta})
        assert ids(client.messages.list()) == "a"


def test_token_in_nested_objects(client: Any, server: Server) -> None:
    server.answer({"data": things("a"), "meta": {"pagination": {"next": "x"}}})
    server.answer({"data": things("b")})
    assert ids(client.messages.list()) == "ab"
    assert server.last.query == "page%5Bafter%5D=x"
