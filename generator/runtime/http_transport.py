"""The transports over HTTP. Importing this imports the HTTP library, so it is done late.

The HTTP library writes the URL of each request to its own log, and its exceptions hold the request.
So it is told the public URL, with the target (the path and the query that are really sent) beside
it, and none of its exceptions is handed on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2

from .content import Stream
from .errors import ApiConnectionError, ApiResponseError, ApiTimeoutError
from .headers import Headers
from .options import Timeout
from .transport import AsyncLiveResponse, LiveResponse, Request, Response

__all__ = ["AsyncHttpTransport", "HttpTransport"]

# How much of one answer is held in memory, in bytes: a few on the wire can unpack to any size.
_LARGEST = 1 << 30
_FAILURES = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError)


class HttpTransport:
    """HTTP with a pool of connections, safe to use from several threads at once."""

    def __init__(self) -> None:
        self._client = httpx2.Client(follow_redirects=False, cookies=_no_cookies())

    def send(self, request: Request) -> Response:
        content = bytearray()
        try:
            with self._client.stream(
                request.method,
                request.public_url,
                headers=_headers(request),
                content=request.content,
                timeout=_timeout(request.timeout),
                extensions=_target(request),
            ) as answer:
                for chunk in answer.iter_bytes():
                    _add(content, chunk, answer, request)
        except _FAILURES as error:
            failure = _failure(request, error)
        else:
            return _response(answer, content)
        raise failure

    def send_to(self, request: Request, write: Callable[[bytes], object]) -> Response:
        try:
            with self._client.stream(
                request.method,
                request.public_url,
                headers=_headers(request),
                content=request.content,
                timeout=_timeout(request.timeout),
                extensions=_target(request),
            ) as answer:
                if not answer.is_success:
                    content = bytearray()
                    for chunk in answer.iter_bytes():
                        _add(content, chunk, answer, request)
                    return _response(answer, content)
                for chunk in answer.iter_bytes():
                    write(chunk)
        except _FAILURES as error:
            failure = _failure(request, error)
        else:
            return _written(answer)
        raise failure

    def open(self, request: Request) -> LiveResponse:
        try:
            answer = self._client.send(
                self._client.build_request(
                    request.method,
                    request.public_url,
                    headers=_headers(request),
                    content=request.content,
                    timeout=_timeout(request.timeout),
                    extensions=_target(request),
                ),
                stream=True,
            )
        except _FAILURES as error:
            failure = _failure(request, error)
        else:
            return _Live(request, answer)
        raise failure

    def close(self) -> None:
        self._client.close()


class _Live:
    """An answer that is still coming."""

    def __init__(self, request: Request, answer: httpx2.Response) -> None:
        self.status = answer.status_code
        self.headers = _received(answer)
        self._request = request
        self._answer = answer

    def pieces(self) -> Iterator[bytes]:
        try:
            yield from self._answer.iter_bytes()
        except _FAILURES as error:
            failure = _failure(self._request, error)
        else:
            return
        raise failure

    def close(self) -> None:
        self._answer.close()


class AsyncHttpTransport:
    """HTTP with a pool of connections, for one event loop."""

    def __init__(self) -> None:
        self._client = httpx2.AsyncClient(follow_redirects=False, cookies=_no_cookies())

    async def send(self, request: Request) -> Response:
        content = request.content
        received = bytearray()
        try:
            async with self._client.stream(
                request.method,
                request.public_url,
                headers=_headers(request),
                content=_read(content) if isinstance(content, Stream) else content,
                timeout=_timeout(request.timeout),
                extensions=_target(request),
            ) as answer:
                async for chunk in answer.aiter_bytes():
                    _add(received, chunk, answer, request)
        except _FAILURES as error:
            failure = _failure(request, error)
        else:
            return _response(answer, received)
        raise failure

    async def send_to(
        self, request: Request, write: Callable[[bytes], object]
    ) -> Response:
        content = request.content
        try:
            async with self._client.stream(
                request.method,
                request.public_url,
                headers=_headers(request),
                content=_read(content) if isinstance(content, Stream) else content,
                timeout=_timeout(request.timeout),
                extensions=_target(request),
            ) as answer:
                if not answer.is_success:
                    received = bytearray()
                    async for chunk in answer.aiter_bytes():
                        _add(received, chunk, answer, request)
                    return _response(answer, received)
                async for chunk in answer.aiter_bytes():
                    write(chunk)
        except _FAILURES as error:
            failure = _failure(request, error)
        else:
            return _written(answer)
        raise failure

    async def open(self, request: Request) -> AsyncLiveResponse:
        content = request.content
        try:
            answer = await self._client.send(
                self._client.build_request(
                    request.method,
                    request.public_url,
                    headers=_headers(request),
                    content=_read(content) if isinstance(content, Stream) else content,
                    timeout=_timeout(request.timeout),
                    extensions=_target(request),
                ),
                stream=True,
            )
        except _FAILURES as error:
            failure = _failure(request, error)
        else:
            return _AsyncLive(request, answer)
        raise failure

    async def close(self) -> None:
        await self._client.aclose()


class _AsyncLive:
    """The same, to be awaited."""

    def __init__(self, request: Request, answer: httpx2.Response) -> None:
        self.status = answer.status_code
        self.headers = _received(answer)
        self._request = request
        self._answer = answer

    async def pieces(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._answer.aiter_bytes():
                yield piece
        except _FAILURES as error:
            failure = _failure(self._request, error)
        else:
            return
        raise failure

    async def close(self) -> None:
        await self._answer.aclose()


def _no_cookies() -> CookieJar:
    """A jar that stays empty: one call must not change what the next one sends."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


async def _read(stream: Stream) -> AsyncIterator[bytes]:
    async for chunk in stream:
        yield chunk


def _target(request: Request) -> dict[str, bytes]:
    """What is asked for, where that differs from what the public URL says."""
    if request.url == request.public_url:
        return {}
    return {"target": httpx2.URL(request.url).raw_path}


def _headers(request: Request) -> list[tuple[bytes, bytes]]:
    pairs = [
        (name.encode("ascii"), value.encode("latin-1"))
        for name, value in request.headers
    ]
    length = request.content.length if isinstance(request.content, Stream) else None
    if length is not None:
        # Otherwise the body would go in chunks, which not every server takes.
        pairs.append((b"Content-Length", str(length).encode()))
    return pairs


def _timeout(timeout: float | Timeout | None) -> httpx2.Timeout:
    if isinstance(timeout, Timeout):
        return httpx2.Timeout(**timeout._asdict())
    return httpx2.Timeout(timeout)


def _add(
    content: bytearray, chunk: bytes, answer: httpx2.Response, request: Request
) -> None:
    """Take a piece of an answer that is held in memory, while there is room for it.

    Raises:
        ApiResponseError: the answer is larger than anybody could want to hold.
    """
    if len(content) + len(chunk) > _LARGEST:
        raise ApiResponseError(
            f"the answer to {request.place} is larger than {_LARGEST >> 20} MiB; "
            "`client.save` writes one to a file",
            response=Response(answer.status_code, _received(answer), b""),
            request=request.without_secrets(),
        )
    content += chunk


def _response(answer: httpx2.Response, content: bytearray) -> Response:
    return Response(answer.status_code, _received(answer), bytes(content))


def _written(answer: httpx2.Response) -> Response:
    return Response(answer.status_code, _received(answer), b"")


def _received(answer: httpx2.Response) -> Headers:
    return Headers(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in answer.headers.raw
    )


def _failure(request: Request, error: Exception) -> ApiConnectionError:
    what = str(error) or type(error).__name__
    late = isinstance(error, httpx2.TimeoutException)
    kind = ApiTimeoutError if late else ApiConnectionError
    return kind(f"{request.place}: {what}", request=request.without_secrets())
