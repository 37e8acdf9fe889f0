# SPDX-License-Identifier: MIT
"""`ItemStream`: the items of a streamed response, one after the other, as they arrive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, Protocol, Self, TypeVar

from ..http.live_responses import AsyncLiveResponse, LiveResponse
from ..http.retries import Exchange
from ..http.transport import Response
from .events import ApiStreamError, StreamEvent
from .framing import Frame, Framing, TooLongError

_T_co = TypeVar("_T_co", covariant=True)


class ItemStream(Generic[_T_co]):
    """The items of an answer, each as soon as it is there: `for item in stream`.

    With an async client it is `async for item in stream`. The connection stays open until the
    last item was read; `with stream:` (`async with`) closes it in any case, and so does `close`
    (`aclose`). What was sent is not sent again when the connection breaks off: whoever wants to go
    on from there calls the operation anew, with the `id` of the last event if the server takes it.

    An item that is not what it should be is an `ApiStreamError`; those after it can still be read.
    `[DONE]`, where JSON is due, ends the stream.
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
        """Status and header fields of the answer."""
        return self._source.response

    @property
    def events(self) -> ItemStream[StreamEvent]:
        """The same items as they come, not decoded: text, and what an event has beside it."""
        return ItemStream(self._source, lambda event: event, lambda event: False)

    def close(self) -> None:
        """Closes the connection; there are no items any more."""
        self._waiting().stop()

    async def aclose(self) -> None:
        """As `close`, with an async client."""
        await self._awaited().stop()

    def __iter__(self) -> Iterator[_T_co]:
        self._waiting()
        return self

    def __next__(self) -> _T_co:
        source = self._waiting()
        event = source.read()
        if event is not None and not self._is_end(event):
            return self._decode(event)
        source.stop()
        raise StopIteration

    def __aiter__(self) -> AsyncIterator[_T_co]:
        self._awaited()
        return self

    async def __anext__(self) -> _T_co:
        source = self._awaited()
        event = await source.read()
        if event is not None and not self._is_end(event):
            return self._decode(event)
        await source.stop()
        raise StopAsyncIteration

    def __enter__(self) -> Self:
        self._waiting()
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        self._awaited()
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._source.place}>"

    def _waiting(self) -> EventSource:
        if isinstance(self._source, EventSource):
            return self._source
        raise TypeError("the stream is that of an async client: use `async for`")

    def _awaited(self) -> AsyncEventSource:
        if isinstance(self._source, AsyncEventSource):
            return self._source
        raise TypeError("the stream is not that of an async client: use `for`")


_Live = TypeVar("_Live")
_Pieces = TypeVar("_Pieces")


class Unreadable(Protocol):
    """Makes the error for an item that is not what it should be."""

    def __call__(self, problem: str, event: StreamEvent | None) -> ApiStreamError: ...


class _Events(Generic[_Live, _Pieces]):
    """What has come, as events, and whether more will."""

    def __init__(
        self,
        live: _Live,
        pieces: _Pieces,
        framing: Framing,
        exchange: Exchange,
        unreadable: Unreadable,
    ) -> None:
        self.response = exchange.response
        self.place = exchange.request.place
        self._live = live
        self._pieces = pieces
        self._framing = framing
        self._unreadable = unreadable
        self._frames: Iterator[Frame] = iter(())
        self._is_over = False

    def _framed(self) -> StreamEvent | None:
        """The next event of what has come."""
        try:
            frame = next(self._frames, None)
        except TooLongError as error:
            self._end()
            raise self._unreadable(str(error), None) from None
        if frame is not None and frame.problem:
            raise self._unreadable(frame.problem, frame.event)
        return None if frame is None else frame.event

    def _took(self, piece: bytes | None) -> None:
        """A further piece has come, or None if that was all."""
        self._is_over = piece is None
        self._frames = (
            self._framing.end() if piece is None else self._framing.feed(piece)
        )

    def _end(self) -> None:
        self._is_over = True
        self._frames = iter(())


class EventSource(_Events[LiveResponse, Iterator[bytes]]):
    """Waits for events."""

    def read(self) -> StreamEvent | None:
        """The next event; None after the last one.

        Raises:
            ApiStreamError: it is not what it should be.
            ApiConnectionError: the connection broke.
        """
        try:
            while (event := self._framed()) is None and not self._is_over:
                self._took(next(self._pieces, None))
            return event
        except ApiStreamError:
            raise
        except BaseException:
            self._end()
            raise
        finally:
            if self._is_over:
                self._live.close()

    def stop(self) -> None:
        """There are no more events."""
        self._end()
        self._live.close()


class AsyncEventSource(_Events[AsyncLiveResponse, AsyncIterator[bytes]]):
    """Awaits events."""

    async def read(self) -> StreamEvent | None:
        """As `EventSource.read`."""
        try:
            while (event := self._framed()) is None and not self._is_over:
                self._took(await anext(self._pieces, None))
            return event
        except ApiStreamError:
            raise
        except BaseException:
            self._end()
            raise
        finally:
            if self._is_over:
                await self._live.close()

    async def stop(self) -> None:
        """As `EventSource.stop`."""
        self._end()
        await self._live.close()
