"""Operations whose answers are streams: how they are told, and opened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from .attempts import Exchange
from .endpoint import Endpoint
from .event_sources import AsyncEventSource, EventSource
from .headers import Headers
from .items import ItemReading, StreamContent, framing_of
from .streams import ItemStream
from .transport import (
    AsyncLiveResponse,
    AsyncLiveTransport,
    AsyncTransport,
    LiveResponse,
    LiveTransport,
    Request,
    Response,
    Transport,
)

__all__ = ["AsyncOpening", "Opening", "StreamContent", "StreamEndpoint"]

_T_co = TypeVar("_T_co", covariant=True)


@dataclass(frozen=True)
class StreamEndpoint(Endpoint[_T_co]):
    """An operation with an answer that is a stream."""

    def opening(self, transport: Transport) -> Opening:
        """What sends the request and leaves the answer open, if it is a stream."""
        return Opening(self, transport)

    def async_opening(self, transport: AsyncTransport) -> AsyncOpening:
        """The same, to be awaited."""
        return AsyncOpening(self, transport)


class Opening:
    """Sends a request until an answer counts, and leaves that open if it is a stream."""

    def __init__(self, endpoint: Endpoint[Any], transport: Transport) -> None:
        self._endpoint = endpoint
        self._transport = transport
        self._live: LiveResponse | None = None

    def send(self, request: Request) -> Response:
        """The answer, without its content if that is a stream."""
        if isinstance(self._transport, LiveTransport):
            live = self._transport.open(request)
        else:
            live = _Kept(self._transport.send(request))
        head = Response(live.status, live.headers, b"")
        if framing_of(self._endpoint, head) is not None:
            self._live = live
            return head
        try:
            return replace(head, content=b"".join(live.pieces()))
        finally:
            live.close()

    def stream(self, exchange: Exchange, package: str) -> ItemStream[Any] | None:
        """The items; None if the answer is no stream."""
        framing = framing_of(self._endpoint, exchange.response)
        if framing is None or self._live is None:
            return None
        reading = ItemReading(self._endpoint, exchange, package)
        source = EventSource(self._live, framing, exchange, reading.unreadable)
        return ItemStream(source, reading.decode, reading.is_end)


class AsyncOpening:
    """As `Opening`, to be awaited."""

    def __init__(self, endpoint: Endpoint[Any], transport: AsyncTransport) -> None:
        self._endpoint = endpoint
        self._transport = transport
        self._live: AsyncLiveResponse | None = None

    async def send(self, request: Request) -> Response:
        """As `Opening.send`."""
        if isinstance(self._transport, AsyncLiveTransport):
            live = await self._transport.open(request)
        else:
            live = _AsyncKept(await self._transport.send(request))
        head = Response(live.status, live.headers, b"")
        if framing_of(self._endpoint, head) is not None:
            self._live = live
            return head
        try:
            content = b"".join([piece async for piece in live.pieces()])
            return replace(head, content=content)
        finally:
            await live.close()

    def stream(self, exchange: Exchange, package: str) -> ItemStream[Any] | None:
        """As `Opening.stream`."""
        framing = framing_of(self._endpoint, exchange.response)
        if framing is None or self._live is None:
            return None
        reading = ItemReading(self._endpoint, exchange, package)
        source = AsyncEventSource(self._live, framing, exchange, reading.unreadable)
        return ItemStream(source, reading.decode, reading.is_end)


class _Kept:
    """An answer that came as a whole, from a transport that knows no other."""

    def __init__(self, response: Response) -> None:
        self.status = response.status
        self.headers: Headers = response.headers
        self._content = response.content

    def pieces(self) -> Iterator[bytes]:
        yield self._content

    def close(self) -> None:
        """There is nothing to close."""


class _AsyncKept:
    """The same, to be awaited."""

    def __init__(self, response: Response) -> None:
        self.status = response.status
        self.headers: Headers = response.headers
        self._content = response.content

    async def pieces(self) -> AsyncIterator[bytes]:
        yield self._content

    async def close(self) -> None:
        """There is nothing to close."""
