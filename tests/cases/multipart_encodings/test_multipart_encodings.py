"""Encoding Objects of multipart bodies."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.cases.building import document_of
from tests.cases.parts import parts_of, summary
from tests.cases.serving import Server


def sent(server: Server) -> list[tuple[object, ...]]:
    """Return the name, file name, media type and content of every part received."""
    return list(map(summary, parts_of(server.last)))


def test_multipart_list_of_files(client: Any, operations: Any, server: Server) -> None:
    operations.post_album(
        client,
        photos=[("a.png", b"1"), ("b.gif", io.BytesIO(b"2")), ("c", b"3", "image/x")],
    )
    assert sent(server) == [
        ("photos", "a.png", "image/png", b"1"),
        ("photos", "b.gif", "image/gif", b"2"),
        ("photos", "c", "image/x", b"3"),
    ]


def test_multipart_file_without_media_type(
    client: Any, operations: Any, server: Server
) -> None:
    problem = r"cover: cannot infer the media type; pass .* one of image"
    with pytest.raises(TypeError, match=problem):
        operations.post_album(client, cover=b"png")
    assert server.requests == []


def test_multipart_part_headers(client: Any, operations: Any, server: Server) -> None:
    cover = ("a.jpg", b"1", "image/jpeg", {"X-Camera": "Leica"})
    operations.post_album(client, cover=cover)
    [part] = parts_of(server.last)
    assert (part["X-Camera"], part["Content-Type"]) == ("Leica", "image/jpeg")


@pytest.mark.parametrize("bad", ["a\r\nX-Evil: 1", "a\nb", "a\0"])
def test_multipart_header_injection(
    bad: str, client: Any, operations: Any, server: Server
) -> None:
    for file in [
        (bad, b"", "image/png"),
        ("a", b"", bad),
        ("a", b"", "image/png", {"X-Camera": bad}),
        ("a", b"", "image/png", {bad: ""}),
    ]:
        with pytest.raises(ValueError, match=r"line break|not a valid header name"):
            operations.post_album(client, cover=file)
    assert server.requests == []


def test_multipart_value_media_type(
    client: Any, operations: Any, server: Server
) -> None:
    operations.post_album(
        client,
        details={"title": "Ada"},
        labels={"a": "b"},
        notes="n",
        latin="ü",
        history="<year>1</year>",
        thumb=b"hi",
        tags=["a", "b"],
        log='{"a":1}\n{"a":2}\n',
    )
    assert sent(server) == [
        ("details", None, "application/json", b'{"title":"Ada"}'),
        ("labels[a]", None, None, b"b"),
        ("notes", None, None, b"n"),
        ("latin", None, "text/plain; charset=iso-8859-1", "ü".encode("latin-1")),
        ("history", None, "application/xml; charset=utf-8", b"<year>1</year>"),
        ("thumb", None, None, b"aGk="),
        ("tags", None, None, b"a,b"),
        ("log", None, "application/x-ndjson", b'{"a":1}\n{"a":2}\n'),
    ]


def test_multipart_raw_body(client: Any, operations: Any, server: Server) -> None:
    kind = "multipart/mixed; boundary=x"
    operations.post_mixed(client, body=("body", b"--x--\r\n", kind))
    assert server.last.headers["content-type"] == kind
    with pytest.raises(TypeError, match="body: cannot infer the media type"):
        operations.post_mixed(client, body=b"--x--\r\n")


def test_multipart_warnings(document_warnings: Any) -> None:
    assert document_warnings(document_of("multipart_encodings")) == [
        ("part-headers", "the part 'notes' is sent without its headers"),
        ("unnamed-parts", "the parts of 'multipart/mixed' have no names"),
    ]
