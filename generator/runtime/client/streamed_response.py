# SPDX-License-Identifier: MIT
"""Responses whose content is read in chunks: what `client.stream` opens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Generic, TypeVar

from ..http.headers import Headers
from ..http.live_responses import (
    AsyncBufferedResponse,
    AsyncLiveResponse,
    BufferedResponse,
    LiveResponse,
    read_all,
    read_all_async,
    response_head,
    take_time,
)
from ..http.live_transports import open_response, open_response_async
from ..http.response_content import ResponseContent
from ..http.retries import Exchange
from ..http.transport import AsyncTransport, Request, Response, Transport

_Live = TypeVar("_Live", bound=LiveResponse | AsyncLiveResponse)


class _BaseResponse(Generic[_Live]):
    """The part of a streamed response that does not read.

    Attributes:
        status: The status code.
        headers: The headers of the response.
        request_id: The server's ID of the request, to quote to its support; None if not sent.
        request: The request that was sent, without secrets.
        attempts: How often it was sent: 1 without retries.
        elapsed: Seconds from the first attempt to the headers of the response.
    """

    def __init__(self, exchange: Exchange, live: _Live) -> None:
        self.status = exchange.response.status
        self.headers: Headers = exchange.response.headers
        self.request_id = exchange.request_id
        self.request = exchange.request.without_secrets()
        self.attempts = exchange.attempts
        self.elapsed = exchange.elapsed
        self._live = live
        self._closed = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} to {self.request.label}: {self.status}>"

    def _require_open(self) -> None:
        if self._closed:
            raise RuntimeError(
                "the response is closed: read it inside of the `with` block"
            )

    def _content(self) -> ResponseContent:
        return ResponseContent(self.request, self.status, self.headers)


class StreamedResponse(_BaseResponse[LiveResponse]):
    """A response whose content is read while it arrives, opened by `client.stream`."""

    def __init__(self, exchange: Exchange, live: LiveResponse) -> None:
        super().__init__(exchange, live)
        self._pieces = live.pieces()

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the content in chunks as they arrive, with any content coding removed.

        Content can be read only once: another iteration continues where the last one stopped.

        Raises:
            ApiConnectionError: The connection broke; the request is not sent again.
            RuntimeError: The response is closed.
        """
        self._require_open()
        for piece in self._pieces:
            yield piece
            self._require_open()

    def read(self) -> bytes:
        """Read the rest of the content.

        Raises:
            ApiResponseError: It exceeds 1 GiB.
            ApiConnectionError: The connection broke.
            RuntimeError: The response is closed.
        """
        content = self._content()
        for piece in self.iter_bytes():
            content.add(piece)
        return content.response().content

    def close(self) -> None:
        """Release the connection without reading the rest."""
        self._closed = True
        self._live.close()


class AsyncStreamedResponse(_BaseResponse[AsyncLiveResponse]):
    """Async variant of `StreamedResponse`."""

    def __init__(self, exchange: Exchange, live: AsyncLiveResponse) -> None:
        super().__init__(exchange, live)
        self._pieces = live.pieces()

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Like `StreamedResponse.iter_bytes`, for `async for`."""
        self._require_open()
        async for piece in self._pieces:
            yield piece
            self._require_open()

    async def aread(self) -> bytes:
        """Like `StreamedResponse.read`."""
        content = self._content()
        async for piece in self.aiter_bytes():
            content.add(piece)
        return content.response().content

    async def aclose(self) -> None:
        """Like `StreamedResponse.close`."""
        self._closed = True
        await self._live.close()


class ResponseOpener:
    """Sends a request and leaves the response open if it is successful."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._live: LiveResponse | None = None
        self._response: StreamedResponse | None = None

    def send(self, request: Request) -> Response:
        """Send `request` and return the response, without its content if it is successful."""
        live = open_response(self._transport, request)
        head = response_head(live)
        if not head.is_success:
            return read_all(live, request)
        take_time(live)
        self._live = live
        return head

    def response(self, exchange: Exchange) -> StreamedResponse:
        """Return the final response of the requests that were sent."""
        live = self._live or BufferedResponse(exchange.response)
        self._response = StreamedResponse(exchange, live)
        return self._response

    def close(self) -> None:
        """Close the response, whether or not it was returned yet."""
        opened = self._response or self._live
        if opened is not None:
            opened.close()


class AsyncResponseOpener:
    """Async variant of `ResponseOpener`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self._live: AsyncLiveResponse | None = None
        self._response: AsyncStreamedResponse | None = None

    async def send(self, request: Request) -> Response:
        """Like `ResponseOpener.send`."""
        live = await open_response_async(self._transport, request)
        head = response_head(live)
        if not head.is_success:
            return await read_all_async(live, request)
        take_time(live)
        self._live = live
        return head

    def response(self, exchange: Exchange) -> AsyncStreamedResponse:
        """Like `ResponseOpener.response`."""
        live = self._live or AsyncBufferedResponse(exchange.response)
        self._response = AsyncStreamedResponse(exchange, live)
        return self._response

    async def close(self) -> None:
        """Like `ResponseOpener.close`."""
        if self._response is not None:
            await self._response.aclose()
        elif self._live is not None:
            await self._live.close()
