"""Answers whose content is still to come, and all of it at once."""

from __future__ import annotations

from typing import Final

from .errors import ApiResponseError
from .transport import AsyncLiveResponse, Head, LiveResponse, Request, Response

_LARGEST: Final = 1 << 30
"""How much of one answer is held in memory, in bytes: a few on the wire can unpack to any size."""


def head_of(live: Head) -> Response:
    """The answer without its content."""
    return Response(live.status, live.headers, b"")


def whole(live: LiveResponse, request: Request) -> Response:
    """The answer to a request, read to its end and closed.

    Raises:
        ApiResponseError: it is larger than anybody could want to hold.
        ApiConnectionError: the connection broke.
    """
    content = bytearray()
    try:
        for piece in live.pieces():
            content += piece
            _require_room(content, live, request)
    finally:
        live.close()
    return Response(live.status, live.headers, bytes(content))


async def whole_async(live: AsyncLiveResponse, request: Request) -> Response:
    """As `whole`, to be awaited."""
    content = bytearray()
    try:
        async for piece in live.pieces():
            content += piece
            _require_room(content, live, request)
    finally:
        await live.close()
    return Response(live.status, live.headers, bytes(content))


def _require_room(content: bytearray, live: Head, request: Request) -> None:
    if len(content) > _LARGEST:
        raise ApiResponseError(
            f"the answer to {request.place} is larger than {_LARGEST >> 20} MiB; "
            "`client.save` writes one to a file",
            response=head_of(live),
            request=request.without_secrets(),
        )
