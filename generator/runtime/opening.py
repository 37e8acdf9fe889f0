"""Operations whose answers are streams: how they are told, and opened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .attempts import Exchange
from .endpoint import Endpoint
from .event_sources import AsyncEventSource, EventSource
from .items import ItemReading, StreamContent, framing_of
from .live_responses import head_of, whole, whole_async
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
_Transport = TypeVar("_Transport")
_Live = TypeVar("_Live", bound=LiveResponse | AsyncLiveResponse)


@dataclass(frozen=True)
class StreamEndpoint(Endpoint[_T_co]):
    """An operation with an answer that is a stream."""

    def opening(self, transport: Transport) -> Opening:
        """What sends the request and leaves the answer open, if it is a stream."""
        return Opening(self, transport)

    def async_opening(self, transport: AsyncTransport) -> AsyncOpening:
        """The same, to be awaited."""
        return AsyncOpening(self, transport)


class _Opener(Generic[_Transport, _Live]):
    """What both kinds of `Opening` have: an endpoint, and the answer that was left open."""

    _source: Callable[..., EventSource | AsyncEventSource]

    def __init__(self, endpoint: Endpoint[Any], transport: _Transport) -> None:
        self._endpoint = endpoint
        self._transport = transport
        self._live: _Live | None = None

    def stream(self, exchange: Exchange, package: str) -> ItemStream[Any] | None:
        """The items; None if the answer is no stream."""
        live, framing = self._live, framing_of(self._endpoint, exchange.response)
        if framing is None or live is None:
            return None
        reading = ItemReading(self._endpoint, exchange, package)
        unreadable = reading.unreadable
        source = self._source(live, live.pieces(), framing, exchange, unreadable)
        return ItemStream(source, reading.decode, reading.is_end)

    def _is_stream(self, head: Response) -> bool:
        return framing_of(self._endpoint, head) is not None


class Opening(_Opener[Transport, LiveResponse]):
    """Sends a request until an answer counts, and leaves that open if it is a stream."""

    _source = EventSource

    def send(self, request: Request) -> Response:
        """The answer, without its content if that is a stream."""
        if isinstance(self._transport, LiveTransport):
            live = self._transport.open(request)
        else:
            live = _Kept(self._transport.send(request))
        head = head_of(live)
        if not self._is_stream(head):
            return whole(live, request)
        self._live = live
        return head


class AsyncOpening(_Opener[AsyncTransport, AsyncLiveResponse]):
    """As `Opening`, to be awaited."""

    _source = AsyncEventSource

    async def send(self, request: Request) -> Response:
        """As `Opening.send`."""
        if isinstance(self._transport, AsyncLiveTransport):
            live = await self._transport.open(request)
        else:
            live = _AsyncKept(await self._transport.send(request))
        head = head_of(live)
        if not self._is_stream(head):
            return await whole_async(live, request)
        self._live = live
        return head


class _Answer:
    """An answer that came as a whole, from a transport that knows no other."""

    def __init__(self, response: Response) -> None:
        self.status = response.status
        self.headers = response.headers
        self._content = response.content


class _Kept(_Answer):
    """One to wait for."""

    def pieces(self) -> Iterator[bytes]:
        yield self._content

    def close(self) -> None:
        """There is nothing to close."""


class _AsyncKept(_Answer):
    """One to be awaited."""

    async def pieces(self) -> AsyncIterator[bytes]:
        yield self._content

    async def close(self) -> None:
        """There is nothing to close."""
