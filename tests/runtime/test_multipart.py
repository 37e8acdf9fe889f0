"""Multipart form bodies."""

from __future__ import annotations

import io
from collections.abc import Iterable
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from generator.runtime.http.uploads import UploadStream, is_file
from generator.runtime.models.encode import EncodingError
from generator.runtime.operations.multipart_bodies import encode_multipart
from generator.runtime.operations.parameters import Parameter, deep_object


def parts(fields: Iterable[tuple[Parameter, Any]]) -> list[Message]:
    """Parse the body with the standard library."""
    stream, boundary = encode_multipart(fields, "tests.runtime.little_client")
    body = b"".join(stream)
    assert stream.length == len(body)
    head = f"Content-Type: multipart/form-data; boundary={boundary}\r\n\r\n".encode()
    found = BytesParser().parsebytes(head + body).get_payload()
    assert isinstance(found, list)
    assert all(isinstance(part, Message) for part in found)
    return [part for part in found if isinstance(part, Message)]


def seen(part: Message) -> tuple[Any, ...]:
    name = part.get_param("name", header="content-disposition")
    kind = part.get("Content-Type")
    return name, part.get_filename(), kind, part.get_payload(decode=True)


FILE = Parameter("a", file=True)


class Pipe:
    """A file that can only be read from start to end."""

    def __init__(self, content: bytes) -> None:
        self.file = io.BytesIO(content)

    def read(self, size: int = -1, /) -> bytes:
        return self.file.read(size)


def test_multipart_file_types(tmp_path: Path) -> None:
    path = tmp_path / "evidence.pdf"
    path.write_bytes(b"on disk")
    file = io.BytesIO(b"skipped, open")
    file.seek(9)
    with path.open("rb") as opened:
        fields = [
            (Parameter("a", file=True), b"in memory"),
            (Parameter("b", file=True), path),
            (Parameter("c", file=True), file),
            (Parameter("d", file=None), opened),
            (Parameter("e", file=None), ("my.txt", b"named")),
            (Parameter("f", media_type="image/png", file=True), ("my.png", b"png")),
            (Parameter("g", file=True), ("my.gif", b"gif", "image/gif")),
        ]
        octets = "application/octet-stream"
        assert [seen(part) for part in parts(fields)] == [
            ("a", "upload", octets, b"in memory"),
            ("b", "evidence.pdf", octets, b"on disk"),
            ("c", "upload", octets, b"open"),
            ("d", "evidence.pdf", octets, b"on disk"),
            ("e", "my.txt", octets, b"named"),
            ("f", "my.png", "image/png", b"png"),
            ("g", "my.gif", "image/gif", b"gif"),
        ]


def test_multipart_values() -> None:
    fields: list[tuple[Parameter, Any]] = [
        (Parameter("purpose"), "identity"),
        (Parameter("tags"), ["a", "b"]),
        (deep_object("link"), {"create": True, "days": [1]}),
        (Parameter("payload_json"), {"content": "hi"}),
        (Parameter("list", media_type="application/json"), [1]),
        (Parameter("photos", file=True), [b"1", b"2"]),
        (Parameter("files", style="deepObject", file=True), [b"1", b"2"]),
        (Parameter("proof", type="Base64"), b"hi"),
    ]
    assert [(name, kind, text) for name, _, kind, text in map(seen, parts(fields))] == [
        ("purpose", None, b"identity"),
        ("tags", None, b"a"),
        ("tags", None, b"b"),
        ("link[create]", None, b"true"),
        ("link[days][0]", None, b"1"),
        ("payload_json", "application/json", b'{"content":"hi"}'),
        ("list", "application/json", b"[1]"),
        ("photos", "application/octet-stream", b"1"),
        ("photos", "application/octet-stream", b"2"),
        ("files[0]", "application/octet-stream", b"1"),
        ("files[1]", "application/octet-stream", b"2"),
        ("proof", None, b"aGk="),
    ]


@pytest.mark.parametrize("text", ["a\r\nX: y", "a\n", "a\x00b", "\x7f"])
def test_multipart_header_injection(text: str) -> None:
    for field, value in [
        (Parameter(text), "text"),
        (FILE, (text, b"")),
        (FILE, ("a.txt", b"", text)),
        (FILE, ("a.txt", b"", "text/plain", {"X-Kind": text})),
        (FILE, ("a.txt", b"", "text/plain", {text: "a"})),
    ]:
        with pytest.raises(ValueError, match=r"line break|header name"):
            encode_multipart([(field, value)], "")


def test_multipart_quoted_and_unicode_names() -> None:
    stream, _ = encode_multipart([(Parameter('a"b', file=True), ('n"ü漢', b""))], "")
    head = b"".join(stream).split(b"\r\n\r\n")[0].decode()
    assert 'name="a%22b"; filename="n%22ü漢"' in head


def test_multipart_file_headers() -> None:
    value = ("a.txt", b"x", "text/plain", {"X-Kind": "note"})
    [part] = parts([(FILE, value)])
    assert part["X-Kind"] == "note"
    with pytest.raises(ValueError, match="Content-Type of a part cannot be set"):
        encode_multipart([(FILE, ("a", b"", "a/b", {"Content-Type": "c/d"}))], "")


def test_multipart_file_media_type() -> None:
    field = Parameter("a", media_type="image/png, image/jpeg", file=True)
    for value, kind in [
        (("a.jpg", b""), "image/jpeg"),
        (("a.png", b""), "image/png"),
        (("a", b"", "image/webp"), "image/webp"),
    ]:
        assert seen(parts([(field, value)])[0])[2] == kind
    with pytest.raises(
        EncodingError, match=r"a: cannot infer the media type; pass .* one of image"
    ):
        encode_multipart([(field, ("a.txt", b""))], "")
    any_file = Parameter("a", media_type="*/*", file=True)
    assert seen(parts([(any_file, b"")])[0])[2] == "application/octet-stream"


def test_multipart_boundaries_are_unique() -> None:
    assert encode_multipart([], "")[1] != encode_multipart([], "")[1]


def test_multipart_replayable_body() -> None:
    file = io.BytesIO(b"content")
    stream, _ = encode_multipart([(FILE, file)], "")
    assert stream.replayable
    assert b"".join(stream) == b"".join(stream)
    pipe, _ = encode_multipart([(FILE, Pipe(b"content"))], "")
    assert not pipe.replayable
    assert pipe.length is None
    assert b"content" in b"".join(pipe)


def test_multipart_large_file_is_read_in_chunks(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(bytes(1_000_000))
    stream, _ = encode_multipart([(FILE, path)], "")
    assert isinstance(stream, UploadStream)
    assert max(map(len, stream)) < 100_000


def test_multipart_errors_before_sending(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        encode_multipart([(FILE, tmp_path / "missing")], "")
    with pytest.raises(TypeError, match="opened in binary mode"):
        encode_multipart([(FILE, io.StringIO("text"))], "")
    with pytest.raises(EncodingError, match="a: a value of type object"):
        encode_multipart([(Parameter("a"), object())], "")


@pytest.mark.parametrize("value", ["text", ("a",), (1, b""), ("a", "b"), ["a", b""], 5])
def test_is_file_rejects_other_values(value: Any) -> None:
    assert not is_file(value)


@pytest.mark.parametrize("value", ["a.txt", 5, {"a": 1}, [b"", "a.txt"]])
def test_multipart_file_property_rejects_other_values(value: Any) -> None:
    with pytest.raises(
        EncodingError, match=r"^a: a value of type \w+ is not a file; pass"
    ):
        encode_multipart([(FILE, value)], "")


def test_multipart_null_file_is_empty_part() -> None:
    assert [seen(part)[-1] for part in parts([(FILE, None)])] == [b""]


@pytest.mark.parametrize("value", [b"text", Path("a.txt"), [b"text"], {"a": b"text"}])
def test_multipart_text_property_rejects_files(value: Any) -> None:
    problem = (
        r"(not a file in the OpenAPI document|no format for bytes here); pass a str$"
    )
    with pytest.raises(EncodingError, match=problem):
        encode_multipart([(Parameter("a"), value)], "")


def test_multipart_optional_file_property() -> None:
    field = Parameter("a", file=None)
    assert [seen(part)[1:] for part in parts([(field, "hi"), (field, b"hi")])] == [
        (None, None, b"hi"),
        ("upload", "application/octet-stream", b"hi"),
    ]
