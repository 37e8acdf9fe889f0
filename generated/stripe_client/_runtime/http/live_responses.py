# SPDX-License-Identifier: MIT
"""Responses whose content is read while it arrives."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Protocol, runtime_checkable

from .headers import Headers
from .response_content import ResponseContent
from .transport import Request, Response


class Head(Protocol):
    """The status and header fields of a response."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Headers: ...


class LiveResponse(Head, Protocol):
    """A response whose content has not been read."""

    def pieces(self) -> Iterator[bytes]:
        """Yield the content as it arrives. It can be read only once.

        Raises:
            ApiConnectionError: The connection broke.
        """
        ...

    def close(self) -> None:
        """Release the connection without reading the rest. Can be called repeatedly."""
        ...


class AsyncLiveResponse(Head, Protocol):
    """Async variant of `LiveResponse`."""

    def pieces(self) -> AsyncIterator[bytes]:
        """As `LiveResponse.pieces`."""
        ...

    async def close(self) -> None:
        """As `LiveResponse.close`."""
        ...


class _BufferedBase:
    """A complete response in memory, from a transport that cannot stream."""

    def __init__(self, response: Response) -> None:
        self.status = response.status
        self.headers = response.headers
        self._content = response.content


class BufferedResponse(_BufferedBase):
    """A complete response with the interface of `LiveResponse`."""

    def pieces(self) -> Iterator[bytes]:
        yield self._content

    def close(self) -> None:
        """There is nothing to close."""


class AsyncBufferedResponse(_BufferedBase):
    """A complete response with the interface of `AsyncLiveResponse`."""

    async def pieces(self) -> AsyncIterator[bytes]:
        yield self._content

    async def close(self) -> None:
        """There is nothing to close."""


@runtime_checkable
class TimedResponse(Protocol):
    """A response whose transport limits the time until all of its content is received."""

    def take_time(self) -> None:
        """End that limit; each wait for content stays limited."""
        ...


def take_time(live: Head) -> None:
    """Let the content of a response take its time, as a download or a stream does."""
    if isinstance(live, TimedResponse):
        live.take_time()


def response_head(live: Head) -> Response:
    """Return the response with empty content."""
    return Response(live.status, live.headers, b"")


def read_all(live: LiveResponse, request: Request) -> Response:
    """Read the content of a response and close it.

    Args:
        live: The response.
        request: Its request, for error messages.

    Raises:
        ApiResponseError: The content exceeds 1 GiB.
        ApiConnectionError: The connection broke.
    """
    content = ResponseContent(request, live.status, live.headers)
    try:
        for piece in live.pieces():
            content.add(piece)
    finally:
        live.close()
    return content.response()


async def read_all_async(live: AsyncLiveResponse, request: Request) -> Response:
    """Async variant of `read_all`."""
    content = ResponseContent(request, live.status, live.headers)
    try:
        async for piece in live.pieces():
            content.add(piece)
    finally:
        await live.close()
    return content.response()
