# SPDX-License-Identifier: MIT
"""Transports over HTTP. Importing this module imports the HTTP library, so clients do it late.

The HTTP library writes the URL of each request to its own log, and its exceptions hold the request.
So it gets the public URL, with the real target (path and query) beside it, and none of its
exceptions is passed on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2

from .errors import ApiConnectionError, ApiTimeoutError
from .headers import Headers
from .live_responses import (
    AsyncLiveResponse,
    LiveResponse,
    read_all,
    read_all_async,
)
from .timeouts import Timeout
from .transport import BodyStream, Request, Response

_FAILURES = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError)


class HttpxTransport:
    """HTTP with a pool of connections, safe to use from several threads at once."""

    def __init__(self) -> None:
        self._client = httpx2.Client(follow_redirects=False, cookies=_no_cookies())

    def send(self, request: Request) -> Response:
        return read_all(self.open(request), request)

    def open(self, request: Request) -> LiveResponse:
        try:
            built = _httpx_request(self._client, request, request.content)
            return _LiveResponse(request, self._client.send(built, stream=True))
        except _FAILURES as error:
            failure = _connection_error(request, error)
        raise failure

    def close(self) -> None:
        self._client.close()


class AsyncHttpxTransport:
    """HTTP with a pool of connections, for one event loop."""

    def __init__(self) -> None:
        self._client = httpx2.AsyncClient(follow_redirects=False, cookies=_no_cookies())

    async def send(self, request: Request) -> Response:
        return await read_all_async(await self.open(request), request)

    async def open(self, request: Request) -> AsyncLiveResponse:
        content = request.content
        try:
            read = content if isinstance(content, bytes | None) else _chunks(content)
            built = _httpx_request(self._client, request, read)
            return _AsyncLiveResponse(
                request, await self._client.send(built, stream=True)
            )
        except _FAILURES as error:
            failure = _connection_error(request, error)
        raise failure

    async def close(self) -> None:
        await self._client.aclose()


class _OpenResponse:
    """An answer that is still coming."""

    def __init__(self, request: Request, answer: httpx2.Response) -> None:
        self.status = answer.status_code
        self.headers = Headers(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in answer.headers.raw
        )
        self._request = request
        self._answer = answer


class _LiveResponse(_OpenResponse):
    """One to wait for."""

    def pieces(self) -> Iterator[bytes]:
        try:
            yield from self._answer.iter_bytes()
            return
        except _FAILURES as error:
            failure = _connection_error(self._request, error)
        raise failure

    def close(self) -> None:
        self._answer.close()


class _AsyncLiveResponse(_OpenResponse):
    """One to be awaited."""

    async def pieces(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._answer.aiter_bytes():
                yield piece
            return
        except _FAILURES as error:
            failure = _connection_error(self._request, error)
        raise failure

    async def close(self) -> None:
        await self._answer.aclose()


def _no_cookies() -> CookieJar:
    """A jar that stays empty: one call must not change what the next one sends."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


async def _chunks(stream: BodyStream) -> AsyncIterator[bytes]:
    async for chunk in stream:
        yield chunk


def _httpx_request(
    client: httpx2.Client | httpx2.AsyncClient,
    request: Request,
    content: bytes | BodyStream | AsyncIterator[bytes] | None,
) -> httpx2.Request:
    """The request as the HTTP library has it."""
    headers = [
        (name.encode("ascii"), value.encode("latin-1"))
        for name, value in request.headers
    ]
    body = request.content
    length = None if isinstance(body, bytes | None) else body.length
    if length is not None:
        # Otherwise the body would go in chunks, which not every server takes.
        headers.append((b"Content-Length", str(length).encode()))
    timeout = request.timeout
    steps = timeout._asdict() if isinstance(timeout, Timeout) else {"timeout": timeout}
    # What is asked for, where that differs from what the public URL says.
    differs = request.url != request.public_url
    return client.build_request(
        request.method,
        request.public_url,
        headers=headers,
        content=content,
        timeout=httpx2.Timeout(**steps),
        extensions={"target": httpx2.URL(request.url).raw_path} if differs else {},
    )


def _connection_error(request: Request, error: Exception) -> ApiConnectionError:
    what = str(error) or type(error).__name__
    late = isinstance(error, httpx2.TimeoutException)
    kind = ApiTimeoutError if late else ApiConnectionError
    return kind(f"{request.place}: {what}", request=request.without_secrets())
