"""Streams with item schemas (OpenAPI 3.2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_events_by_name(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(
        b'event: addString\ndata: 12\n\nevent: addPoint\ndata: {"x": 1}\nretry: 5\n\n',
        media_type="text/event-stream",
    )
    with operations.list_events(client) as events:
        text, point = events
    assert (text.event, text.data) == ("addString", "12")
    assert (point.event, point.data, point.retry) == (
        "addPoint",
        models.Point(x=1),
        5,
    )
    assert type(text) is not type(point)


def test_event_data_is_decoded(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(
        b'id: 1\ndata: {"x": 1}\n\ndata: none\n\n', media_type="text/event-stream"
    )
    with operations.list_payloads(client) as events:
        point, other = events
    assert (point.id, point.data) == ("1", models.Point(x=1))
    assert other.data == "none"


def test_json_lines_item_type(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(b'{"x": 1}\n{"x": 2}\n', media_type="application/jsonl")
    with operations.list_points(client) as points:
        assert list(points) == [models.Point(x=1), models.Point(x=2)]


def test_multipart_mixed_item_type(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(
        b'preamble\r\n--b c\r\nContent-Type: application/json\r\n\r\n{"x":\r\n1}\r\n'
        b'--b c\r\n\r\n{"x": 2}\r\n--b c--\r\nepilogue',
        media_type='multipart/mixed; boundary="b c"',
    )
    with operations.list_parts(client) as points:
        assert list(points) == [models.Point(x=1), models.Point(x=2)]


def test_item_of_other_type_is_error(
    client: Any, operations: Any, server: Server, client_package: Any
) -> None:
    server.answer(b'{"x": 1}\n[2]\n', media_type="application/jsonl")
    with operations.list_points(client) as points:
        assert next(points).x == 1
        with pytest.raises(client_package.ApiResponseError, match="expected an object"):
            next(points)
