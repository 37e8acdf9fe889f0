# SPDX-License-Identifier: MIT
"""The default transports of clients with streams or downloads.

Like `httpx_transport`, this module is imported by the first request.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx2

from .deadlines import AttemptTimeouts, require_time
from .httpx_errors import Attempt
from .httpx_transport import AsyncHttpxTransport, HttpxTransport, headers_of
from .live_responses import AsyncLiveResponse, LiveResponse
from .transport import Request


class LiveHttpxTransport(HttpxTransport):
    """An `HttpxTransport` that can return a response before its content."""

    def open(self, request: Request) -> LiveResponse:
        with self._attempt(request) as attempt:
            return _LiveResponse(attempt, self._start(request, attempt))


class AsyncLiveHttpxTransport(AsyncHttpxTransport):
    """An `AsyncHttpxTransport` that can return a response before its content."""

    async def open(self, request: Request) -> AsyncLiveResponse:
        with self._attempt(request) as attempt:
            return _AsyncLiveResponse(attempt, await self._start(request, attempt))


class _OpenResponse:
    """The head of a response whose content has not been read."""

    def __init__(self, attempt: Attempt, response: httpx2.Response) -> None:
        self.status = response.status_code
        self.headers = headers_of(response)
        self._attempt = attempt
        self._response = response

    def take_time(self) -> None:
        timeouts = self._response.request.extensions["timeout"]
        if isinstance(timeouts, AttemptTimeouts):
            timeouts.lift()


class _LiveResponse(_OpenResponse):
    """A response of `LiveHttpxTransport`."""

    def pieces(self) -> Iterator[bytes]:
        with self._attempt:
            for piece in self._response.iter_bytes():
                require_time(self._response)
                yield piece

    def close(self) -> None:
        with self._attempt:
            self._response.close()


class _AsyncLiveResponse(_OpenResponse):
    """A response of `AsyncLiveHttpxTransport`."""

    async def pieces(self) -> AsyncIterator[bytes]:
        with self._attempt:
            async for piece in self._response.aiter_bytes():
                require_time(self._response)
                yield piece

    async def close(self) -> None:
        with self._attempt:
            await self._response.aclose()
