# SPDX-License-Identifier: MIT
"""Iterate over the items of a streamed response as they arrive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, Protocol, Self, TypeVar

from ..http.live_responses import AsyncLiveResponse, LiveResponse
from ..http.retries import Exchange
from ..http.transport import Response
from .events import ApiStreamError, StreamEvent
from .framing import FramedEvent, Framing, ItemTooLongError, check_length

_T_co = TypeVar("_T_co", covariant=True)


class ItemStream(Generic[_T_co]):
    """The items of a streamed response, yielded as they arrive: `for item in stream`.

    With an async client, use `async for`. The connection stays open until the last item is read or
    the stream is closed, by `with stream:` (`async with`) or `close` (`aclose`).

    A broken connection raises `ApiConnectionError` and is not retried. To resume, call the
    operation again; if the server supports it, pass the `id` of the last event.

    An item that does not match its declared type raises `ApiStreamError`; the items after it can
    still be read. In a stream of JSON, the event `[DONE]` ends the stream.
    """

    def __init__(
        self,
        source: EventSource | AsyncEventSource,
        decode: Callable[[StreamEvent], _T_co],
        is_end: Callable[[StreamEvent], bool],
    ) -> None:
        self._source = source
        self._decode = decode
        self._is_end = is_end

    @property
    def response(self) -> Response:
        """The status code and headers of the response; its content is empty."""
        return self._source.response

    @property
    def events(self) -> ItemStream[StreamEvent]:
        """The same items without decoding: the text and metadata of each event."""
        return ItemStream(self._source, lambda event: event, lambda event: False)

    def close(self) -> None:
        """Close the connection; iteration then ends."""
        self._sync_source().stop()

    async def aclose(self) -> None:
        """Like `close`, for the stream of an async client."""
        await self._async_source().stop()

    def __iter__(self) -> Iterator[_T_co]:
        self._sync_source()
        return self

    def __next__(self) -> _T_co:
        source = self._sync_source()
        event = source.read()
        if event is not None and not self._is_end(event):
            return self._decode(event)
        source.stop()
        raise StopIteration

    def __aiter__(self) -> AsyncIterator[_T_co]:
        self._async_source()
        return self

    async def __anext__(self) -> _T_co:
        source = self._async_source()
        event = await source.read()
        if event is not None and not self._is_end(event):
            return self._decode(event)
        await source.stop()
        raise StopAsyncIteration

    def __enter__(self) -> Self:
        self._sync_source()
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        self._async_source()
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._source.request_line}>"

    def _sync_source(self) -> EventSource:
        if isinstance(self._source, EventSource):
            return self._source
        raise TypeError("the stream belongs to an async client: use `async for`")

    def _async_source(self) -> AsyncEventSource:
        if isinstance(self._source, AsyncEventSource):
            return self._source
        raise TypeError("the stream belongs to a sync client: use `for`")


_Live = TypeVar("_Live")
_Chunks = TypeVar("_Chunks")


class StreamErrorFactory(Protocol):
    """Creates the error for an item that cannot be read."""

    def __call__(self, problem: str, event: StreamEvent | None) -> ApiStreamError: ...


class _BaseEventSource(Generic[_Live, _Chunks]):
    """The part of an event source that neither reads nor waits: framing and its state."""

    def __init__(
        self,
        live: _Live,
        chunks: _Chunks,
        framing: Framing,
        exchange: Exchange,
        create_error: StreamErrorFactory,
    ) -> None:
        self.response = exchange.response
        self.request_line = exchange.request.label
        self._live = live
        self._chunks = chunks
        self._framing = framing
        self._create_error = create_error
        self._frames: Iterator[FramedEvent] = iter(())
        self._is_finished = False
        # Bytes received since the last event, before the current chunk.
        self._unused = 0
        self._chunk_length = 0

    def _next_event(self) -> StreamEvent | None:
        """Return the next event in the chunks received so far; None if there is none."""
        try:
            frame = next(self._frames, None)
            if frame is not None:
                self._unused = self._chunk_length = 0
            # Comments, blank lines and the headers of parts are no items, but may have no end.
            check_length(self._unused)
        except ItemTooLongError as error:
            self._finish()
            raise self._create_error(str(error), None) from None
        if frame is not None and frame.problem:
            raise self._create_error(frame.problem, frame.event)
        return None if frame is None else frame.event

    def _feed(self, chunk: bytes | None) -> None:
        """Process the next chunk; None at the end of the response."""
        self._is_finished = chunk is None
        self._unused += self._chunk_length
        self._chunk_length = len(chunk or b"")
        self._frames = (
            self._framing.end() if chunk is None else self._framing.feed(chunk)
        )

    def _finish(self) -> None:
        self._is_finished = True
        self._frames = iter(())
        self._unused = 0


class EventSource(_BaseEventSource[LiveResponse, Iterator[bytes]]):
    """Reads events from an open response, blocking."""

    def read(self) -> StreamEvent | None:
        """Read the next event; None after the last one.

        Raises:
            ApiStreamError: the event is truncated or too long.
            ApiConnectionError: the connection broke.
        """
        try:
            while (event := self._next_event()) is None and not self._is_finished:
                self._feed(next(self._chunks, None))
            return event
        except ApiStreamError:
            raise
        except BaseException:
            self._finish()
            raise
        finally:
            if self._is_finished:
                self._live.close()

    def stop(self) -> None:
        """Discard the remaining events and close the connection."""
        self._finish()
        self._live.close()


class AsyncEventSource(_BaseEventSource[AsyncLiveResponse, AsyncIterator[bytes]]):
    """Like `EventSource`, awaited."""

    async def read(self) -> StreamEvent | None:
        """Like `EventSource.read`."""
        try:
            while (event := self._next_event()) is None and not self._is_finished:
                self._feed(await anext(self._chunks, None))
            return event
        except ApiStreamError:
            raise
        except BaseException:
            self._finish()
            raise
        finally:
            if self._is_finished:
                await self._live.close()

    async def stop(self) -> None:
        """Like `EventSource.stop`."""
        self._finish()
        await self._live.close()
