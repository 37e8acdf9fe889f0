"""File uploads with other fields."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cases.parts import parts_of, summary
from tests.cases.serving import Server


def test_multipart_file_types(
    client: Any, operations: Any, server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"content")
    binary = "application/octet-stream"
    with path.open("rb") as file:
        for given, name, kind in [
            (b"content", "upload", binary),
            (path, "a.txt", binary),
            (file, "a.txt", binary),
            (io.BytesIO(b"content"), "upload", binary),
            (("b.pdf", b"content"), "b.pdf", binary),
            (("b.pdf", path, "application/pdf"), "b.pdf", "application/pdf"),
        ]:
            operations.post_file(client, file=given, purpose="logo")
            sent, purpose = map(summary, parts_of(server.last))
            assert sent == ("file", name, kind, b"content")
            assert purpose == ("purpose", None, None, b"logo")


def test_multipart_value_types(client: Any, operations: Any, server: Server) -> None:
    server.answer({"id": "file_1", "size": 7}, status=201)
    created = datetime(2026, 1, 1, tzinfo=UTC)
    answer = operations.post_file(
        client,
        file=b"content",
        purpose="logo",
        notes=["one", "two"],
        thumbnail=b"png",
        details={"author": "Ada", "created": created},
    )
    assert answer.size == 7
    assert [summary(part) for part in parts_of(server.last)][2:] == [
        ("notes", None, None, b"one"),
        ("notes", None, None, b"two"),
        ("thumbnail", "upload", "image/png", b"png"),
        (
            "details",
            None,
            "application/json",
            b'{"author":"Ada","created":1767225600}',
        ),
    ]


def test_text_mode_file_is_rejected(
    client: Any, operations: Any, server: Server
) -> None:
    with (
        io.TextIOWrapper(io.BytesIO(b"content")) as text,
        pytest.raises(TypeError, match="binary mode"),
    ):
        operations.post_file(client, file=text, purpose="logo")
    assert server.requests == []


def test_file_and_text_are_not_interchangeable(
    client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(
        TypeError, match=r"^file: a value of type str is not a file; pass"
    ):
        operations.post_file(client, file="a.txt", purpose="logo")
    with pytest.raises(TypeError, match=r"^purpose: .* is not a file .*; pass a str$"):
        operations.post_file(client, file=b"content", purpose=b"logo")
    assert server.requests == []
