"""Optional, null and empty bodies, and bodies of several media types."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_optional_body_with_required_property(
    client: Any, operations: Any, server: Server
) -> None:
    operations.post_order(client)
    assert server.last.body == b""
    assert "content-type" not in server.last.headers
    operations.post_order(client, item="a")
    assert server.last.json == {"item": "a"}
    server.requests.clear()
    with pytest.raises(
        TypeError, match="missing in the application/json request body: 'item'"
    ):
        operations.post_order(client, count=1)
    assert server.requests == []


def test_absent_null_and_empty_bodies(
    client: Any, operations: Any, server: Server
) -> None:
    operations.put_settings(client)
    assert server.last.body == b""
    operations.put_settings(client, body=None)
    assert server.last.body == b"null"
    operations.put_settings(client, body={})
    assert server.last.body == b"{}"


def test_get_with_body(client: Any, operations: Any, server: Server) -> None:
    operations.search_orders(client, item="a")
    assert (server.last.method, server.last.json) == ("GET", {"item": "a"})


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/json", b'{"title":"a"}'),
        ("application/x-www-form-urlencoded", b"title=a"),
    ],
)
def test_media_type_argument(
    media_type: str, body: bytes, client: Any, operations: Any, server: Server
) -> None:
    # A property has the name `media_type`, so the argument is renamed.
    operations.post_draft(client, title="a", media_type_=media_type)
    assert server.last.headers["content-type"] == media_type
    assert server.last.body == body


def test_media_type_argument_for_text(
    client: Any, operations: Any, server: Server
) -> None:
    for given, sent in [
        ({}, "text/plain"),
        ({"media_type_": "application/xml"}, "application/xml"),
    ]:
        operations.post_draft(client, body="<a/>", **given)
        assert server.last.headers["content-type"] == sent
        assert server.last.body == b"<a/>"


def test_media_type_argument_with_incompatible_arguments(
    client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(TypeError, match="accepts these arguments together: title"):
        operations.post_draft(client, title="a", media_type_="text/plain")
    with pytest.raises(ValueError, match="cannot be sent as 'text/csv'; use one of"):
        operations.post_draft(client, title="a", media_type_="text/csv")
    assert server.requests == []


def test_required_body_is_sent_empty(
    client: Any, operations: Any, server: Server
) -> None:
    operations.post_draft(client)
    assert server.last.json == {}
