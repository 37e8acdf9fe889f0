"""JSON objects whose properties are arguments."""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.cases.serving import Server


def test_json_body_arguments(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    operations.post_ticket(
        client,
        title="It leaks",
        reporter=models.Reporter(from_="Ada", since=date(2026, 1, 1)),
        watchers=[{"from": "Bo", "phone": None}],
    )
    assert server.last.headers["content-type"] == "application/json"
    assert server.last.json == {
        "title": "It leaks",
        "reporter": {"from": "Ada", "since": "2026-01-01"},
        "watchers": [{"from": "Bo", "phone": None}],
    }


def test_json_body_null_and_omitted(
    client: Any, operations: Any, server: Server
) -> None:
    operations.post_ticket(client, title="", reporter={"from": ""}, assignee=None)
    assert server.last.json == {
        "title": "",
        "reporter": {"from": ""},
        "assignee": None,
    }


def test_read_only_property_is_not_an_argument(operations: Any) -> None:
    parameters = inspect.signature(operations.post_ticket).parameters
    assert "id" not in parameters
    assert "secret" in parameters


def test_required_property_is_required_argument(
    client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(TypeError, match="'title'"):
        operations.post_ticket(client, reporter={"from": "Ada"})
    assert server.requests == []


def test_optional_json_body(client: Any, operations: Any, server: Server) -> None:
    operations.close_ticket(client, 7)
    assert server.last.path == "/tickets/7/close"
    assert server.last.body == b""


def test_json_body_media_type(client: Any, operations: Any, server: Server) -> None:
    time = datetime(2026, 1, 1, tzinfo=UTC)
    operations.close_ticket(client, 7, reason="fixed", remind_at=time)
    assert server.last.headers["content-type"] == "application/merge-patch+json"
    assert server.last.json == {"reason": "fixed", "remind_at": "2026-01-01T00:00:00Z"}
