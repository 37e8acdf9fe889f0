# SPDX-License-Identifier: MIT
"""The default transports, on top of httpx2.

Importing this module imports httpx2, which is slow, so clients defer it to their first request.

httpx2 logs the URL of every request, and its exceptions contain the request. To keep secrets out of
both, its requests have the public URL, the real target (path and query) is passed as an extension,
and its exceptions are replaced rather than chained.
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
    """A transport with a connection pool. Thread-safe."""

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
    """An async transport with a connection pool, for one event loop."""

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
    """The head of a response whose content has not been read."""

    def __init__(self, request: Request, response: httpx2.Response) -> None:
        self.status = response.status_code
        self.headers = Headers(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in response.headers.raw
        )
        self._request = request
        self._response = response


class _LiveResponse(_OpenResponse):
    """A response of `HttpxTransport`."""

    def pieces(self) -> Iterator[bytes]:
        try:
            yield from self._response.iter_bytes()
            return
        except _FAILURES as error:
            failure = _connection_error(self._request, error)
        raise failure

    def close(self) -> None:
        self._response.close()


class _AsyncLiveResponse(_OpenResponse):
    """A response of `AsyncHttpxTransport`."""

    async def pieces(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._response.aiter_bytes():
                yield piece
            return
        except _FAILURES as error:
            failure = _connection_error(self._request, error)
        raise failure

    async def close(self) -> None:
        await self._response.aclose()


def _no_cookies() -> CookieJar:
    """A cookie jar that accepts no cookies, so that calls stay independent of each other."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


async def _chunks(stream: BodyStream) -> AsyncIterator[bytes]:
    async for chunk in stream:
        yield chunk


def _httpx_request(
    client: httpx2.Client | httpx2.AsyncClient,
    request: Request,
    content: bytes | BodyStream | AsyncIterator[bytes] | None,
) -> httpx2.Request:
    """Convert a request to one of httpx2."""
    headers = [
        (name.encode("ascii"), value.encode("latin-1"))
        for name, value in request.headers
    ]
    body = request.content
    length = None if isinstance(body, bytes | None) else body.length
    if length is not None:
        # Without a length httpx2 uses chunked transfer coding, which some servers reject.
        headers.append((b"Content-Length", str(length).encode()))
    timeout = request.timeout
    phases = timeout._asdict() if isinstance(timeout, Timeout) else {"timeout": timeout}
    # The public URL lacks the secrets in the query; the request target has them.
    differs = request.url != request.public_url
    return client.build_request(
        request.method,
        request.public_url,
        headers=headers,
        content=content,
        timeout=httpx2.Timeout(**phases),
        extensions={"target": httpx2.URL(request.url).raw_path} if differs else {},
    )


def _connection_error(request: Request, error: Exception) -> ApiConnectionError:
    problem = str(error) or type(error).__name__
    timed_out = isinstance(error, httpx2.TimeoutException)
    error_class = ApiTimeoutError if timed_out else ApiConnectionError
    return error_class(f"{request.label}: {problem}", request=request.without_secrets())
