"""A request body of several media types: the first that accepts the arguments."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.cases.serving import Server


def test_json_is_preferred(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    operations.post_message(client, text="hi", embed=models.Embed(title="t"))
    assert server.last.headers["content-type"] == "application/json"
    assert server.last.json == {"text": "hi", "embed": {"title": "t"}}


def test_files_select_multipart(client: Any, operations: Any, server: Server) -> None:
    files = [b"one", ("two.txt", io.BytesIO(b"two"), "text/plain")]
    operations.post_message(client, text="hi", attachments=files)
    assert server.last.headers["content-type"].startswith("multipart/form-data; ")
    assert b'name="attachments"; filename="two.txt"' in server.last.body
    assert b"\r\n\r\none\r\n" in server.last.body


def test_argument_selects_media_type(
    client: Any, operations: Any, server: Server
) -> None:
    operations.post_message(client, text="hi", token="t")
    assert server.last.form == [("text", "hi"), ("token", "t")]


def test_incompatible_arguments(client: Any, operations: Any, server: Server) -> None:
    with pytest.raises(TypeError, match="token, attachments"):
        operations.post_message(client, token="t", attachments=[b"one"])
    assert server.requests == []
