# SPDX-License-Identifier: MIT
"""Responses whose content is read while it arrives."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Final, Protocol, runtime_checkable

from .errors import ApiResponseError
from .headers import Headers
from .transport import AsyncTransport, Request, Response, Transport

_MAX_BYTES: Final = 1 << 30
"""The size limit of a response in memory, in bytes: compressed content can expand to any size."""


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


@runtime_checkable
class LiveTransport(Transport, Protocol):
    """A transport that can return a response before its content, as streams require."""

    def open(self, request: Request) -> LiveResponse:
        """As `send`, but return once the status and header fields are received."""
        ...


@runtime_checkable
class AsyncLiveTransport(AsyncTransport, Protocol):
    """Async variant of `LiveTransport`."""

    async def open(self, request: Request) -> AsyncLiveResponse:
        """As `LiveTransport.open`."""
        ...


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
    content = bytearray()
    try:
        for piece in live.pieces():
            content += piece
            _check_size(content, live, request)
    finally:
        live.close()
    return Response(live.status, live.headers, bytes(content))


async def read_all_async(live: AsyncLiveResponse, request: Request) -> Response:
    """Async variant of `read_all`."""
    content = bytearray()
    try:
        async for piece in live.pieces():
            content += piece
            _check_size(content, live, request)
    finally:
        await live.close()
    return Response(live.status, live.headers, bytes(content))


def _check_size(content: bytearray, live: Head, request: Request) -> None:
    if len(content) > _MAX_BYTES:
        raise ApiResponseError(
            f"the response to {request.label} exceeds {_MAX_BYTES >> 20} MiB, the limit for "
            "content in memory",
            response=response_head(live),
            request=request.without_secrets(),
        )
