"""What a call gives whose answer is a stream: one item after the other, as they come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, Self, TypeVar

from .event_sources import AsyncEventSource, EventSource
from .framing import StreamEvent
from .transport import Response

__all__ = ["ItemStream", "StreamEvent"]

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
