"""Uploads that fail on the way: files that change, sources and hooks that raise, wrong lengths."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, nullcontext
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, BinaryIO

import httpx2
import pytest

from generator.runtime.http.errors import ApiConnectionError
from generator.runtime.operations.endpoint import Endpoint
from generator.runtime.operations.multipart_bodies import Multipart
from generator.runtime.operations.parameters import Parameter
from generator.runtime.operations.raw_bodies import Raw
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.local_server import send, serve

SIZE = 300_000
BODIES = {
    "raw": Raw("file", "application/octet-stream", required=True),
    "multipart": Multipart(Parameter("file", file=True), required=True),
}
ENDPOINTS = {
    name: Endpoint[Any]("upload", "POST", "/up", body=body, responses={"204": None})
    for name, body in BODIES.items()
}


def read_all(handler: BaseHTTPRequestHandler) -> None:
    """Read the whole request and respond with 204."""
    left = int(handler.headers.get("Content-Length") or 0)
    while left:
        chunk = handler.rfile.read(min(left, 65536))
        if not chunk:
            return
        left -= len(chunk)
    while handler.headers.get("Transfer-Encoding"):
        size = int(handler.rfile.readline() or b"0", 16)
        handler.rfile.read(size + 2)
        if not size:
            break
    send(handler, b"", 204)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve(read_all) as running:
        yield running


class ChangingFile(io.BytesIO):
    """A file that somebody else truncates or extends once it has been read from."""

    def __init__(self, change: int) -> None:
        super().__init__(b"x" * SIZE)
        self.name = "log.txt"
        self._change = change

    def read(self, size: int | None = -1, /) -> bytes:
        chunk = super().read(size)
        if self._change < 0:
            self.truncate(self.tell())
        elif self._change > 0:
            position = self.tell()
            self.seek(0, os.SEEK_END)
            self.write(b"y" * self._change)
            self.seek(position)
            self._change = 0
        return chunk


def upload(url: str, kind: str, file: Any, *, is_async: bool, **settings: Any) -> None:
    """Upload a file, sync or async, and check that the client works afterwards."""
    endpoint = ENDPOINTS[kind]
    settings = {"base_url": url, "max_retries": 0, "timeout": 20, **settings}
    options = settings.pop("options", {})
    arguments = {"file": file, "options": options}

    async def run() -> None:
        async with AsyncClient("sk", **settings) as client:
            try:
                await client.call(endpoint, {"client": client, **arguments})
            finally:
                await client.call(endpoint, {"client": client, "file": b"x"})

    if is_async:
        asyncio.run(run())
        return
    with Client("sk", **settings) as client:
        try:
            client.call(endpoint, {"client": client, **arguments})
        finally:
            client.call(endpoint, {"client": client, "file": b"x"})


both_bodies = pytest.mark.parametrize("kind", BODIES)
sync_and_async = pytest.mark.parametrize("is_async", [False, True])


@both_bodies
@sync_and_async
@pytest.mark.parametrize(
    ("change", "word"), [(-1, "shorter"), (1, "longer"), (SIZE, "longer")]
)
def test_open_file_that_changes_its_length(
    url: str, kind: str, is_async: bool, change: int, word: str
) -> None:
    with pytest.raises(OSError, match=f"was {SIZE} bytes long, and became {word}"):
        upload(url, kind, ChangingFile(change), is_async=is_async)


class Changing(os.PathLike[str]):
    """A path whose file changes after its size is determined, as it is opened."""

    def __init__(self, path: Path, change: Callable[[Path], object]) -> None:
        self._path = path
        self._change = change
        self._asked = 0

    def __fspath__(self) -> str:
        if not self._path.exists():
            return str(self._path)
        self._asked += 1
        # The name of the file and its size are looked up first.
        if self._asked > 2:
            self._change(self._path)
        return str(self._path)


@both_bodies
@sync_and_async
@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda path: path.write_bytes(b"x"), "became shorter"),
        (lambda path: path.write_bytes(b"x" * SIZE * 2), "became longer"),
        (lambda path: path.unlink(), "No such file"),
    ],
)
def test_path_whose_file_changes(
    url: str, kind: str, is_async: bool, change: Any, error: str, tmp_path: Path
) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"x" * SIZE)
    with pytest.raises(OSError, match=error):
        upload(url, kind, Changing(path, change), is_async=is_async)


class OwnError(Exception):
    """An exception of the caller."""


def failing_iterator(error: Exception) -> Iterator[bytes]:
    yield b"x" * 100
    raise error


class FailingFile(io.RawIOBase):
    """A file that raises when it is read for the second time."""

    def __init__(self, error: Exception) -> None:
        self._error = error
        self._reads = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        self._reads += 1
        if self._reads > 1:
            raise self._error
        return b"x" * 100


async def failing_async_iterator(error: Exception) -> AsyncIterator[bytes]:
    yield b"x" * 100
    raise error


ERRORS = [
    OwnError("mine"),
    ValueError("mine"),
    OSError(5, "mine"),
    RuntimeError("mine"),
    httpx2.ReadTimeout("mine"),
    KeyError("mine"),
]


@both_bodies
@sync_and_async
@pytest.mark.parametrize("source", [failing_iterator, FailingFile])
@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_error_of_the_source_is_passed_on(
    url: str, kind: str, is_async: bool, source: Any, error: Exception
) -> None:
    cause = OwnError("cause")
    error.__cause__ = cause
    with pytest.raises(type(error)) as caught:
        upload(url, kind, source(error), is_async=is_async)
    assert caught.value is error
    assert error.__cause__ is cause


@both_bodies
@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_error_of_an_async_source_is_passed_on(
    url: str, kind: str, error: Exception
) -> None:
    with pytest.raises(type(error)) as caught:
        upload(url, kind, failing_async_iterator(error), is_async=True)
    assert caught.value is error


@sync_and_async
def test_error_of_the_source_shows_no_frames_of_httpx2(
    url: str, is_async: bool
) -> None:
    with pytest.raises(OwnError) as caught:
        upload(url, "raw", failing_iterator(OwnError("mine")), is_async=is_async)
    modules = {
        str(entry.frame.f_globals["__name__"]).partition(".")[0]
        for entry in caught.traceback
    }
    assert modules.isdisjoint({"httpx2", "httpcore2", "h11"})


@both_bodies
@sync_and_async
@pytest.mark.parametrize("chunk", ["text", 5, None])
def test_source_of_something_else_than_bytes(
    url: str, kind: str, is_async: bool, chunk: Any
) -> None:
    with pytest.raises(TypeError, match="must return bytes"):
        upload(url, kind, iter([b"x", chunk]), is_async=is_async)


@both_bodies
@sync_and_async
@pytest.mark.parametrize("length", ["5", "100000000", "-1", "x", "5, 6", "9" * 50])
def test_wrong_content_length_of_the_caller(
    url: str, kind: str, is_async: bool, length: str
) -> None:
    with pytest.raises(ApiConnectionError):
        upload(
            url,
            kind,
            io.BytesIO(b"x" * SIZE),
            is_async=is_async,
            timeout=2,
            options={"extra_headers": {"Content-Length": length}},
        )


@pytest.mark.parametrize("length", ["5", "100000000", "-1", "x"])
def test_wrong_content_length_of_bytes(url: str, length: str) -> None:
    headers = {"Content-Length": length}
    with pytest.raises(ApiConnectionError):
        upload(
            url, "raw", b"x" * 99, is_async=False, options={"extra_headers": headers}
        )


def closed_file(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        return file


@both_bodies
@sync_and_async
@pytest.mark.parametrize(
    ("file_of", "error"),
    [
        (closed_file, ValueError),
        (lambda path: path.open(encoding="utf-8"), TypeError),
        (lambda path: path.parent, OSError),
        (lambda path: path / "missing", OSError),
        (lambda path: path.with_name("written").open("wb"), OSError),
        (lambda path: io.StringIO("x"), TypeError),
        (lambda path: 5, TypeError),
        (lambda path: object(), TypeError),
    ],
    ids=[
        "closed",
        "text",
        "folder",
        "missing",
        "write-only",
        "StringIO",
        "int",
        "object",
    ],
)
def test_wrong_file(
    url: str,
    kind: str,
    is_async: bool,
    file_of: Any,
    error: type[Exception],
    tmp_path: Path,
) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(b"x")
    file = file_of(path)
    with (
        closing(file) if hasattr(file, "close") else nullcontext(),
        pytest.raises(error),
    ):
        upload(url, kind, file, is_async=is_async)


def raise_own_error(*arguments: object) -> None:
    raise OwnError("mine")


async def raise_own_error_async(*arguments: object) -> None:
    raise OwnError("mine")


@pytest.mark.parametrize("hook", ["on_request", "on_response"])
@sync_and_async
def test_error_of_a_hook_is_passed_on(url: str, hook: str, is_async: bool) -> None:
    with pytest.raises(OwnError):
        upload(url, "raw", b"x", is_async=is_async, **{hook: raise_own_error})


@pytest.mark.parametrize("event", ["request", "response"])
def test_error_of_an_event_hook_is_passed_on(url: str, event: str) -> None:
    with (
        httpx2.Client(event_hooks={event: [raise_own_error]}) as http_client,
        pytest.raises(OwnError),
    ):
        upload(url, "raw", b"x", is_async=False, http_client=http_client)


@pytest.mark.parametrize("event", ["request", "response"])
def test_error_of_an_async_event_hook_is_passed_on(url: str, event: str) -> None:
    http_client = httpx2.AsyncClient(event_hooks={event: [raise_own_error_async]})
    with pytest.raises(OwnError):
        upload(url, "raw", b"x", is_async=True, http_client=http_client)


class BrokenTransport(httpx2.BaseTransport):
    """A transport of the user's with a defect."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        raise OwnError("mine")


def test_error_of_a_transport_is_passed_on(url: str) -> None:
    with (
        httpx2.Client(transport=BrokenTransport()) as http_client,
        pytest.raises(OwnError),
    ):
        upload(url, "raw", b"x", is_async=False, http_client=http_client)


def test_error_of_a_library_with_a_client_of_the_user(url: str) -> None:
    options = {"extra_headers": {"Content-Length": "5"}}
    with httpx2.Client() as http_client, pytest.raises(ApiConnectionError):
        upload(
            url, "raw", b"x", is_async=False, http_client=http_client, options=options
        )


@sync_and_async
@pytest.mark.parametrize("host", ["a" * 70 + ".example", "xn--a", "xn--\xe9"])
def test_host_that_cannot_be_looked_up(host: str, is_async: bool) -> None:
    with pytest.raises(ApiConnectionError):
        upload(f"http://{host}:1", "raw", b"x", is_async=is_async)
