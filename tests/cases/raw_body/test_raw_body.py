"""Bodies of bytes or text, sent unchanged."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from tests.cases.serving import Server

_CONTENT = bytes(range(256))


def test_raw_body_types(
    client: Any, operations: Any, server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "blob"
    path.write_bytes(_CONTENT)
    for body in (_CONTENT, path, io.BytesIO(_CONTENT)):
        operations.put_blob(client, "a/b", body=body)
        assert server.last.body == _CONTENT
        assert server.last.path == "/blobs/a%2Fb"
        assert server.last.headers["content-type"] == "application/octet-stream"
        assert server.last.headers["content-length"] == "256"


def test_raw_body_media_type(client: Any, operations: Any, server: Server) -> None:
    operations.put_blob(client, "a", body=("a.png", _CONTENT, "image/png"))
    assert server.last.headers["content-type"] == "image/png"
    assert server.last.body == _CONTENT


def test_text_body(client: Any, operations: Any, server: Server) -> None:
    operations.post_note(client, body="Grüße\n")
    assert server.last.headers["content-type"] == "text/plain"
    assert server.last.body == "Grüße\n".encode()
