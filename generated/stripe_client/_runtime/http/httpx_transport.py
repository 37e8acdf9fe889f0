# SPDX-License-Identifier: MIT
"""The default transports, on top of httpx2.

Importing this module imports httpx2, which is slow, so clients defer it to their first request.

httpx2 logs the URL of every request, and its exceptions contain the request. To keep secrets out of
both, its requests have the public URL, the real target (path and query) is passed as an extension,
and its exceptions are replaced rather than chained.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing, closing
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2

from .errors import ApiConnectionError, ApiTimeoutError
from .headers import Headers
from .response_content import ResponseContent
from .timeouts import Timeout
from .transport import BodyStream, Request, Response

FAILURES = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError)

# A request is sent after a connection is established.
_NOT_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


class HttpxTransport:
    """A transport with a connection pool. Thread-safe."""

    def __init__(self) -> None:
        self._client = httpx2.Client(follow_redirects=False, cookies=_no_cookies())

    def send(self, request: Request) -> Response:
        try:
            with closing(self._start(request)) as received:
                content = _content_of(request, received)
                for piece in received.iter_bytes():
                    content.add(piece)
            return content.response()
        except FAILURES as error:
            failure = connection_error(request, error)
        raise failure

    def close(self) -> None:
        self._client.close()

    def _start(self, request: Request) -> httpx2.Response:
        """Send a request and return the response without its content."""
        built = _httpx_request(self._client, request, request.content)
        return self._client.send(built, stream=True)


class AsyncHttpxTransport:
    """An async transport with a connection pool, for one event loop."""

    def __init__(self) -> None:
        self._client = httpx2.AsyncClient(follow_redirects=False, cookies=_no_cookies())

    async def send(self, request: Request) -> Response:
        try:
            async with aclosing(await self._start(request)) as received:
                content = _content_of(request, received)
                async for piece in received.aiter_bytes():
                    content.add(piece)
            return content.response()
        except FAILURES as error:
            failure = connection_error(request, error)
        raise failure

    async def close(self) -> None:
        await self._client.aclose()

    async def _start(self, request: Request) -> httpx2.Response:
        """Send a request and return the response without its content."""
        content = request.content
        read = content if isinstance(content, bytes | None) else _chunks(content)
        built = _httpx_request(self._client, request, read)
        return await self._client.send(built, stream=True)


def headers_of(response: httpx2.Response) -> Headers:
    """Return the header fields of a response of httpx2."""
    return Headers(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in response.headers.raw
    )


def _content_of(request: Request, response: httpx2.Response) -> ResponseContent:
    return ResponseContent(request, response.status_code, headers_of(response))


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


def connection_error(request: Request, error: Exception) -> ApiConnectionError:
    """Convert one of `FAILURES`, without chaining it."""
    problem = str(error) or type(error).__name__
    timed_out = isinstance(error, httpx2.TimeoutException)
    error_class = ApiTimeoutError if timed_out else ApiConnectionError
    return error_class(
        f"{request.label}: {problem}",
        request=request.without_secrets(),
        request_sent=not isinstance(error, _NOT_SENT),
    )
