"""Responses that lack one feature of a page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    "name",
    [
        "more_without_cursor",
        "cursor_is_a_header",
        "only_backwards",
        "items_are_texts",
        "more_is_a_count",
        "two_answers",
        "token_is_another",
        "two_lists",
        "no_list",
    ],
)
def test_incomplete_page_is_not_paged(
    name: str, client: Any, operations: Any, server: Server
) -> None:
    answer = getattr(operations, name)(client)
    assert answer.to_dict() == {}
    assert not hasattr(answer, "auto_paging")
    assert len(server.requests) == 1
