# SPDX-License-Identifier: MIT
"""The default transports of clients with streams or downloads.

Like `httpx_transport`, this module is imported by the first request.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx2

from .deadlines import AttemptTimeouts, require_time
from .httpx_errors import FAILURES, connection_error, remove_secrets
from .httpx_transport import AsyncHttpxTransport, HttpxTransport, headers_of
from .live_responses import AsyncLiveResponse, LiveResponse
from .transport import Request


class LiveHttpxTransport(HttpxTransport):
    """An `HttpxTransport` that can return a response before its content."""

    def open(self, request: Request) -> LiveResponse:
        try:
            return _LiveResponse(request, self._start(request))
        except FAILURES as error:
            raise connection_error(request, error) from error
        except BaseException as error:
            remove_secrets(error, request)
            raise


class AsyncLiveHttpxTransport(AsyncHttpxTransport):
    """An `AsyncHttpxTransport` that can return a response before its content."""

    async def open(self, request: Request) -> AsyncLiveResponse:
        try:
            return _AsyncLiveResponse(request, await self._start(request))
        except FAILURES as error:
            raise connection_error(request, error) from error
        except BaseException as error:
            remove_secrets(error, request)
            raise


class _OpenResponse:
    """The head of a response whose content has not been read."""

    def __init__(self, request: Request, response: httpx2.Response) -> None:
        self.status = response.status_code
        self.headers = headers_of(response)
        self._request = request
        self._response = response

    def take_time(self) -> None:
        timeouts = self._response.request.extensions["timeout"]
        if isinstance(timeouts, AttemptTimeouts):
            timeouts.lift()


class _LiveResponse(_OpenResponse):
    """A response of `LiveHttpxTransport`."""

    def pieces(self) -> Iterator[bytes]:
        try:
            for piece in self._response.iter_bytes():
                require_time(self._response)
                yield piece
        except FAILURES as error:
            raise connection_error(self._request, error) from error
        except BaseException as error:
            remove_secrets(error, self._request)
            raise

    def close(self) -> None:
        self._response.close()


class _AsyncLiveResponse(_OpenResponse):
    """A response of `AsyncLiveHttpxTransport`."""

    async def pieces(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._response.aiter_bytes():
                require_time(self._response)
                yield piece
        except FAILURES as error:
            raise connection_error(self._request, error) from error
        except BaseException as error:
            remove_secrets(error, self._request)
            raise

    async def close(self) -> None:
        await self._response.aclose()
