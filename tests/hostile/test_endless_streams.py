"""Streams without an end: an item, or what is between items, has a limit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import repeat

import pytest

from generator.runtime.http.headers import Headers
from generator.runtime.http.retries import Exchange
from generator.runtime.http.transport import Request, Response
from generator.runtime.streaming import framing
from generator.runtime.streaming.events import ApiStreamError, StreamEvent
from generator.runtime.streaming.framings import framing_for
from generator.runtime.streaming.stream import AsyncEventSource, EventSource

MAX_BYTES = 10_000
CHUNK = 1000
SSE = "text/event-stream"
LINES = "application/jsonl"
SEQUENCE = "application/json-seq"
PARTS = 'multipart/mixed; boundary="x"'
ENDLESS: Mapping[str, tuple[str, bytes, bytes]] = {
    "line of an event": (SSE, b"data: ", b"x"),
    "event of many lines": (SSE, b"", b"data: x\n"),
    "event of empty lines": (SSE, b"", b"data\n"),
    "comments": (SSE, b"", b": x\n"),
    "blank lines of events": (SSE, b"", b"\n"),
    "other fields": (SSE, b"", b"id: 1\n"),
    "line of JSON": (LINES, b'"', b"x"),
    "blank lines": (LINES, b"", b" \n"),
    "item of a sequence": (SEQUENCE, b'\x1e"', b"x\n"),
    "separators": (SEQUENCE, b"", b"\x1e"),
    "preamble": (PARTS, b"", b"x\n"),
    "headers of a part": (PARTS, b"--x\r\n", b"A: b\r\n"),
    "header of a part": (PARTS, b"--x\r\nA: ", b"b"),
    "part": (PARTS, b"--x\r\n\r\n", b"b\r\n"),
    "epilogue": (PARTS, b"--x--\r\n", b"b\r\n"),
    "empty parts": (PARTS, b"", b"--x\r\n\r\n"),
}


class Endless:
    """A response that begins with `first` and repeats `then` for ever."""

    status = 200
    headers = Headers()

    def __init__(self, first: bytes, then: bytes) -> None:
        self._first = first
        self._chunk = then * (CHUNK // len(then))
        self.received = 0
        self.closed = False

    def pieces(self) -> Iterator[bytes]:
        yield self._first
        for chunk in repeat(self._chunk):
            self.received += len(chunk)
            assert self.received < 100 * MAX_BYTES, "the stream has no limit"
            yield chunk

    def close(self) -> None:
        self.closed = True


class AsyncEndless(Endless):
    def pieces(self) -> AsyncIterator[bytes]:  # type: ignore[override]  # awaited
        chunks = super().pieces()

        async def iterate() -> AsyncIterator[bytes]:
            for chunk in chunks:
                yield chunk

        return iterate()

    async def close(self) -> None:  # type: ignore[override]  # awaited
        super().close()


def exchange() -> Exchange:
    url = "http://127.0.0.1/"
    request = Request("GET", url, url, (), None, None)
    return Exchange(request, Response(200, Headers(), b""), None, 1, 0.0)


def create_error(problem: str, event: StreamEvent | None) -> ApiStreamError:
    return ApiStreamError(problem, response=exchange().response, event=event)


@pytest.fixture(autouse=True)
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "MAX_ITEM_BYTES", MAX_BYTES)


@pytest.mark.parametrize("name", ENDLESS)
def test_stream_without_an_end(name: str) -> None:
    media_type, first, then = ENDLESS[name]
    live, frames = Endless(first, then), framing_for(media_type)
    assert frames is not None
    source = EventSource(live, live.pieces(), frames, exchange(), create_error)
    with pytest.raises(ApiStreamError, match="more than 10000 bytes"):
        source.read()
    assert live.closed
    assert live.received <= 3 * MAX_BYTES
    assert source.read() is None


@pytest.mark.parametrize("name", ENDLESS)
def test_async_stream_without_an_end(name: str) -> None:
    async def run() -> None:
        with pytest.raises(ApiStreamError, match="more than 10000 bytes"):
            await source.read()
        assert await source.read() is None

    media_type, first, then = ENDLESS[name]
    live, frames = AsyncEndless(first, then), framing_for(media_type)
    assert frames is not None
    source = AsyncEventSource(live, live.pieces(), frames, exchange(), create_error)
    asyncio.run(run())
    assert live.closed
    assert live.received <= 3 * MAX_BYTES


def test_comments_between_items_keep_a_stream_alive() -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(50):
            yield b": ping\n" * 100
            yield b"data: 1\n\n"

    live, frames = Endless(b"", b"x"), framing_for(SSE)
    assert frames is not None
    source = EventSource(live, pieces(), frames, exchange(), create_error)
    for _ in range(50):
        event = source.read()
        assert event is not None
        assert event.data == "1"
