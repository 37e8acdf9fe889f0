# SPDX-License-Identifier: MIT
"""Responses whose content is still arriving, and reading one to its end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Final, Protocol, runtime_checkable

from .errors import ApiResponseError
from .headers import Headers
from .transport import AsyncTransport, Request, Response, Transport

_MAX_BYTES: Final = 1 << 30
"""How much of one answer is held in memory, in bytes: a few on the wire can unpack to any size."""


class Head(Protocol):
    """What is there of an answer before its content."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Headers: ...


class LiveResponse(Head, Protocol):
    """An answer of which the content is still to come."""

    def pieces(self) -> Iterator[bytes]:
        """The content as it comes, once.

        Raises:
            ApiConnectionError: the connection broke.
        """
        ...

    def close(self) -> None:
        """Lets go of the rest; does nothing if that was done already."""
        ...


class AsyncLiveResponse(Head, Protocol):
    """The same, to be awaited."""

    def pieces(self) -> AsyncIterator[bytes]:
        """As `LiveResponse.pieces`."""
        ...

    async def close(self) -> None:
        """As `LiveResponse.close`."""
        ...


@runtime_checkable
class LiveTransport(Transport, Protocol):
    """A transport that can leave an answer open, for streams to be read as they come."""

    def open(self, request: Request) -> LiveResponse:
        """As `send`, as soon as the head of the answer is there."""
        ...


@runtime_checkable
class AsyncLiveTransport(AsyncTransport, Protocol):
    """The same, to be awaited."""

    async def open(self, request: Request) -> AsyncLiveResponse:
        """As `LiveTransport.open`."""
        ...


def response_head(live: Head) -> Response:
    """The answer without its content."""
    return Response(live.status, live.headers, b"")


def read_all(live: LiveResponse, request: Request) -> Response:
    """The answer to a request, read to its end and closed.

    Raises:
        ApiResponseError: it is larger than anybody could want to hold.
        ApiConnectionError: the connection broke.
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
    """As `read_all`, to be awaited."""
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
            f"the response to {request.place} is larger than {_MAX_BYTES >> 20} MiB, the most "
            "that is kept in memory",
            response=response_head(live),
            request=request.without_secrets(),
        )
