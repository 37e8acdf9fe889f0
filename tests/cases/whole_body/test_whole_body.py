"""Bodies without fixed properties are one argument, `body`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.cases.serving import Server

_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def test_list_body(client: Any, operations: Any, models: Any, server: Server) -> None:
    operations.put_points(client, body=[models.Point(x=1), {"x": 2, "seen": _TIME}])
    assert server.last.json == [{"x": 1}, {"x": 2, "seen": 1767225600}]
    operations.put_points(client, body=[])
    assert server.last.json == []


def test_union_body(client: Any, operations: Any, models: Any, server: Server) -> None:
    operations.put_shape(client, body=models.Line(from_=models.Point(x=1)))
    assert server.last.json == {"from": {"x": 1}}
    operations.put_shape(client, body={"from": {"x": 1, "seen": _TIME}})
    assert server.last.json == {"from": {"x": 1, "seen": 1767225600}}


def test_map_body(client: Any, operations: Any, server: Server) -> None:
    operations.put_labels(client, body={"de": "Köln"})
    assert server.last.json == {"de": "Köln"}
    operations.post_filters(client, body={"a b": "c&d"})
    assert server.last.form == [("a b", "c&d")]


def test_null_and_omitted_body(client: Any, operations: Any, server: Server) -> None:
    operations.put_number(client, body=None)
    assert server.last.body == b"null"
    operations.put_number(client, body=0)
    assert server.last.body == b"0"
    operations.put_number(client)
    assert server.last.body == b""
    assert "content-type" not in server.last.headers
