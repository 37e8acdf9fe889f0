"""A body in several media types: the first that takes what was given, files as files."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.cases.serving import Server


def test_json_is_sent_where_it_can_carry_everything(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    operations.post_message(client, text="hi", embed=models.Embed(title="t"))
    assert server.last.headers["content-type"] == "application/json"
    assert server.last.json == {"text": "hi", "embed": {"title": "t"}}


def test_files_are_sent_in_the_type_that_carries_files(
    client: Any, operations: Any, server: Server
) -> None:
    files = [b"one", ("two.txt", io.BytesIO(b"two"), "text/plain")]
    operations.post_message(client, text="hi", attachments=files)
    assert server.last.headers["content-type"].startswith("multipart/form-data; ")
    assert b'name="attachments"; filename="two.txt"' in server.last.body
    assert b"\r\n\r\none\r\n" in server.last.body


def test_an_argument_that_one_type_has_alone_chooses_it(
    client: Any, operations: Any, server: Server
) -> None:
    operations.post_message(client, text="hi", token="t")
    assert server.last.form == [("text", "hi"), ("token", "t")]


def test_arguments_that_no_type_takes_together_are_refused(
    client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(TypeError, match="token, attachments"):
        operations.post_message(client, token="t", attachments=[b"one"])
    assert server.requests == []
