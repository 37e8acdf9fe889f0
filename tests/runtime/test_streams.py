"""Streams of items: reading, closing and errors."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from generator.runtime.client.callers import Caller
from generator.runtime.http import response_content
from generator.runtime.http.errors import (
    ApiConnectionError,
    ApiResponseError,
    ServerError,
)
from generator.runtime.http.headers import Headers
from generator.runtime.http.transport import Request, Response
from generator.runtime.streaming.events import ApiStreamError, StreamEvent
from generator.runtime.streaming.stream import ItemStream
from generator.runtime.streaming.stream_endpoint import StreamContent, StreamEndpoint
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.recording import AsyncRecorder, Recorder, make_response

EVENTS = "text/event-stream"
NUMBERS: StreamEndpoint[ItemStream[int]] = StreamEndpoint(
    "numbers", "GET", "/numbers", responses={"200": StreamContent(EVENTS, "int")}
)


class Live:
    """A response in chunks, or errors in their place, that counts the chunks read."""

    def __init__(
        self, *pieces: bytes | Exception, status: int = 200, media_type: str = EVENTS
    ) -> None:
        self.status = status
        self.headers = Headers([("Content-Type", media_type), ("Request-Id", "r1")])
        self.read = 0
        self.closed = False
        self._pieces = pieces

    def pieces(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.read += 1
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def close(self) -> None:
        self.closed = True


class AsyncLive(Live):
    """Async variant of `Live`."""

    async def pieces(self) -> AsyncIterator[bytes]:  # type: ignore[override]  # awaited
        for piece in super().pieces():
            yield piece

    async def close(self) -> None:  # type: ignore[override]  # awaited
        super().close()


class Opener(Recorder):
    """A transport that returns responses before their content is read."""

    def __init__(self, *lives: Live | Exception) -> None:
        super().__init__()
        self.lives = list(lives)

    def open(self, request: Request) -> Live:
        self.requests.append(request)
        live = self.lives.pop(0)
        if isinstance(live, Exception):
            raise live
        return live


class AsyncOpener(AsyncRecorder):
    """Async variant of `Opener`."""

    def __init__(self, live: AsyncLive) -> None:
        super().__init__()
        self.live = live

    async def open(self, request: Request) -> AsyncLive:
        return self.live


def numbers(client: Caller) -> ItemStream[int]:
    return client.call(NUMBERS, locals())


def opened(*lives: Live | Exception, **settings: Any) -> ItemStream[int]:
    return numbers(Client("sk", transport=Opener(*lives), **settings))


def test_stream_is_lazy() -> None:
    live = Live(b"data: 1\n\n", b"data: 2\n\n")
    stream = opened(live)
    assert live.read == 0
    assert next(stream) == 1
    assert live.read == 1
    assert not live.closed
    assert list(stream) == [2]
    assert live.closed


def test_stream_closes_on_early_exit() -> None:
    live = Live(b"data: 1\n\ndata: 2\n\n", b"data: 3\n\n")
    with opened(live) as stream:
        for number in stream:
            assert number == 1
            break
    assert live.closed
    assert live.read == 1
    assert list(stream) == []
    stream.close()


def test_stream_done_event() -> None:
    live = Live(b"data: 1\n\ndata: [DONE]\n\ndata: 2\n\n")
    assert list(opened(live)) == [1]
    assert live.closed


def test_stream_events() -> None:
    stream = opened(Live(b"event: a\nid: 1\ndata: 1\n\ndata: [DONE]\n\n"))
    assert list(stream.events) == [
        StreamEvent("1", "a", "1"),
        StreamEvent("[DONE]", "message", "1"),
    ]


def test_stream_continues_after_invalid_item() -> None:
    stream = opened(Live(b"data: oops\n\ndata: 2\n\n"))
    with pytest.raises(ApiStreamError, match=r"an item in .* is not JSON") as error:
        next(stream)
    assert error.value.event == StreamEvent("oops")
    assert error.value.text == "oops"
    assert error.value.request_id == "r1"
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)
    assert list(stream) == [2]


def test_stream_truncated_event() -> None:
    live = Live(b"data: 1\n\ndata: 2")
    stream = opened(live)
    assert next(stream) == 1
    with pytest.raises(ApiStreamError, match="is truncated") as error:
        next(stream)
    assert error.value.text == "2"
    assert list(stream) == []
    assert live.closed


def test_stream_broken_connection() -> None:
    live = Live(b"data: 1\n\nda", ApiConnectionError("gone"), b"data: 2\n\n")
    stream = opened(live)
    assert next(stream) == 1
    with pytest.raises(ApiConnectionError, match="gone"):
        next(stream)
    assert live.closed
    assert list(stream) == []


def test_stream_retries_before_first_item_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Client, "_pause", staticmethod(lambda seconds: None))
    busy = Live(b"{}", status=503, media_type="application/json")
    broken = Live(b"data: 1\n\n", ApiConnectionError("gone"))
    transport = Opener(ApiConnectionError("no"), busy, broken)
    stream = numbers(Client("sk", transport=transport, max_retries=3))
    assert next(stream) == 1
    with pytest.raises(ApiConnectionError, match="gone"):
        next(stream)
    assert len(transport.requests) == 3
    assert busy.closed


def test_stream_error_status() -> None:
    live = Live(b'{"message"', b': "no"}', status=500, media_type="application/json")
    with pytest.raises(ServerError, match="no"):
        opened(live, max_retries=0)
    assert live.closed


def test_stream_other_response_size_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(response_content, "_MAX_BYTES", 1 << 20)
    pieces = [b" " * (1 << 20)] * 3
    page = Live(*pieces, media_type="text/html")
    with pytest.raises(ApiResponseError, match="exceeds 1 MiB"):
        opened(page, max_retries=0)
    assert (page.read, page.closed) == (2, True)

    async def awaited() -> None:
        endless = AsyncLive(*pieces, media_type="text/html")
        async with AsyncClient("sk", transport=AsyncOpener(endless)) as client:
            await client.call(NUMBERS, {})

    with pytest.raises(ApiResponseError, match="exceeds 1 MiB"):
        asyncio.run(awaited())


def test_stream_other_content_type_is_error() -> None:
    live = Live(b"<html>", media_type="text/html")
    with pytest.raises(ApiResponseError, match="is not text/event-stream") as error:
        opened(live)
    assert error.value.text == "<html>"
    assert live.closed


def test_stream_without_content_type() -> None:
    assert list(opened(Live(b"data: 1\n\n", media_type=""))) == [1]


def test_stream_from_buffering_transport() -> None:
    content = make_response(b"data: 1\n\ndata: 2\n\n", content_type=EVENTS)
    assert list(numbers(Client("sk", transport=Recorder(content)))) == [1, 2]


def test_stream_async() -> None:
    live = AsyncLive(b"data: 1\n\n", b"data: 2\n\ndata: [DONE]\n\n", b"data: 3\n\n")

    async def read() -> list[int]:
        async with AsyncClient("sk", transport=AsyncOpener(live)) as client:
            stream = await client.call(NUMBERS, {})
            with pytest.raises(TypeError, match="async for"):
                iter(stream)
            with pytest.raises(TypeError, match="async for"), stream:
                pass
            async with stream:
                first = await anext(stream)
                assert not live.closed
                return [first, *[number async for number in stream]]

    assert asyncio.run(read()) == [1, 2]
    assert live.closed


def test_async_iteration_of_sync_stream() -> None:
    with pytest.raises(TypeError, match="use `for`"):
        aiter(opened(Live()))

    async def enter() -> None:
        async with opened(Live()):
            pass

    with pytest.raises(TypeError, match="use `for`"):
        asyncio.run(enter())


def test_stream_repr() -> None:
    stream = opened(Live())
    assert repr(stream).startswith("<ItemStream of GET ")
    assert stream.response == Response(200, stream.response.headers, b"")
