"""From a request to its answer: what a transport is, and the one over HTTP."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from .content import Stream
from .errors import ApiConnectionError, ApiTimeoutError
from .headers import Headers
from .options import Timeout

if TYPE_CHECKING:
    import httpx2

__all__ = [
    "AsyncHttpTransport",
    "AsyncTransport",
    "HttpTransport",
    "Request",
    "Response",
    "Transport",
]

_CONFIDENTIAL = re.compile("auth|cookie|token|secret|password|api-?key", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. Printing it shows the method and the URL, and no secret.

    `confidential` names the headers that hold one, in lower case; `public_url` is the URL
    without those that stand in it.
    """

    method: str
    url: str = field(repr=False)
    public_url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    content: bytes | Stream | None = field(repr=False)
    timeout: float | Timeout | None = field(repr=False)
    confidential: frozenset[str] = field(repr=False, default=frozenset())

    @property
    def replayable(self) -> bool:
        """Whether it can be sent twice."""
        return not isinstance(self.content, Stream) or self.content.replayable

    def without_secrets(self) -> Request:
        """The same request, to be shown and kept: without credentials and without its body."""
        headers = tuple(
            (name, "…" if self._hides(name) else value) for name, value in self.headers
        )
        return replace(self, url=self.public_url, headers=headers, content=None)

    def _hides(self, header: str) -> bool:
        return header.lower() in self.confidential or bool(_CONFIDENTIAL.search(header))


@dataclass(frozen=True, slots=True)
class Response:
    """What came back, read to the end."""

    status: int
    headers: Headers = field(repr=False)
    content: bytes = field(repr=False)


class Transport(Protocol):
    """Sends requests. Anything with these two methods will do."""

    def send(self, request: Request) -> Response:
        """The server's answer, whatever its status; redirects are not followed.

        Raises:
            ApiConnectionError: there is none.
        """
        ...

    def close(self) -> None:
        """Gives up what the transport holds open."""
        ...


class AsyncTransport(Protocol):
    """Sends requests, to be awaited."""

    async def send(self, request: Request) -> Response:
        """As `Transport.send`."""
        ...

    async def close(self) -> None:
        """As `Transport.close`."""
        ...


class HttpTransport:
    """HTTP with a pool of connections, safe to use from several threads at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._client: httpx2.Client | None = None
        self._closed = False

    def send(self, request: Request) -> Response:
        client = self._open()
        import httpx2

        try:
            answer = client.send(
                client.build_request(
                    request.method,
                    request.url,
                    headers=_headers(request),
                    content=request.content,
                    timeout=_timeout(request.timeout),
                )
            )
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise _failure(request, error) from error
        return _response(answer)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._client is not None:
                self._client.close()

    def _open(self) -> httpx2.Client:
        if self._client is not None and not self._closed:
            return self._client
        # The HTTP library takes longer to import than all else, so not before it is needed.
        import httpx2

        with self._lock:
            if self._closed:
                raise RuntimeError("the client is closed")
            if self._client is None:
                self._client = httpx2.Client(follow_redirects=False)
            return self._client


class AsyncHttpTransport:
    """HTTP with a pool of connections, for one event loop."""

    def __init__(self) -> None:
        self._client: httpx2.AsyncClient | None = None
        self._closed = False

    async def send(self, request: Request) -> Response:
        client = self._open()
        import httpx2

        content = request.content
        try:
            answer = await client.send(
                client.build_request(
                    request.method,
                    request.url,
                    headers=_headers(request),
                    content=_read(content) if isinstance(content, Stream) else content,
                    timeout=_timeout(request.timeout),
                )
            )
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise _failure(request, error) from error
        return _response(answer)

    async def close(self) -> None:
        self._closed = True
        if self._client is not None:
            await self._client.aclose()

    def _open(self) -> httpx2.AsyncClient:
        import httpx2

        if self._closed:
            raise RuntimeError("the client is closed")
        if self._client is None:
            self._client = httpx2.AsyncClient(follow_redirects=False)
        return self._client


async def _read(stream: Stream) -> AsyncIterator[bytes]:
    for chunk in stream:
        yield chunk


def _headers(request: Request) -> list[tuple[bytes, bytes]]:
    pairs = [(name.encode(), value.encode()) for name, value in request.headers]
    length = request.content.length if isinstance(request.content, Stream) else None
    if length is not None:
        # Otherwise the body would go in chunks, which not every server takes.
        pairs.append((b"Content-Length", str(length).encode()))
    return pairs


def _timeout(timeout: float | Timeout | None) -> Any:
    import httpx2

    if isinstance(timeout, Timeout):
        return httpx2.Timeout(**timeout._asdict())
    return httpx2.Timeout(timeout)


def _response(answer: httpx2.Response) -> Response:
    pairs = (
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in answer.headers.raw
    )
    return Response(answer.status_code, Headers(pairs), answer.content)


def _failure(request: Request, error: Exception) -> ApiConnectionError:
    import httpx2

    kind, what = ApiConnectionError, str(error) or type(error).__name__
    if isinstance(error, httpx2.TimeoutException):
        kind, what = ApiTimeoutError, what or "no answer in time"
    public = request.without_secrets()
    where = f"{public.method} {public.url.partition('?')[0]}"
    return kind(f"{where}: {what}", request=public)
