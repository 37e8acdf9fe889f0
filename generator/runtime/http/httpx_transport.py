# SPDX-License-Identifier: MIT
"""The default transports, on top of httpx2.

Importing this module imports httpx2, which is slow, so clients defer it to their first request.

httpx2 logs the URL of every request, and its exceptions contain the request. To keep secrets out of
both, requests have the public URL, and the real target (path and query) is passed as an extension.
Only a client that the user passes gets the real URL, because its transport may ignore extensions.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, closing
from importlib import import_module
from typing import Any, TypeVar

import httpx2

from .deadlines import AttemptTimeouts, require_time
from .headers import Headers
from .http_settings import HttpSettings
from .httpx_clients import ClientUrl, HttpxClients, create_clients
from .httpx_errors import Attempt
from .response_content import ResponseContent
from .transport import Request, Response

_DEFAULTS = HttpSettings()
_HttpxClient = TypeVar("_HttpxClient", bound=httpx2.Client | httpx2.AsyncClient)


class HttpxTransport:
    """A transport with a connection pool. Thread-safe."""

    def __init__(self, settings: HttpSettings = _DEFAULTS) -> None:
        self._clients = create_clients(settings, httpx2.Client)

    def send(self, request: Request) -> Response:
        with (
            self._attempt(request) as attempt,
            closing(self._start(request, attempt)) as received,
        ):
            content = _content_of(request, received)
            for piece in received.iter_bytes():
                require_time(received)
                content.add(piece)
        return content.response()

    def close(self) -> None:
        client = self._clients.pop()
        if client is not None:
            client.close()

    def cookie_names(self, url: str) -> set[str]:
        """Return the names of the kept cookies that a request to this URL carries."""
        return _names(self._clients.kept_cookies(url))

    def _attempt(self, request: Request) -> Attempt:
        return Attempt(request, has_user_client=self._clients.given is not None)

    def _start(self, request: Request, attempt: Attempt) -> httpx2.Response:
        """Send a request and return the response without its content."""
        content, timeouts = request.content, AttemptTimeouts(request.timeout)
        read = (
            content
            if isinstance(content, bytes | None)
            else _chunks(attempt.read(content), timeouts)
        )
        client = self._clients.get()
        built = _httpx_request(self._clients, client, request, read, timeouts)
        auth = None if request.is_foreign else httpx2.USE_CLIENT_DEFAULT
        return client.send(built, auth=auth, stream=True, follow_redirects=False)


class AsyncHttpxTransport:
    """An async transport with a connection pool for each event loop."""

    def __init__(self, settings: HttpSettings = _DEFAULTS) -> None:
        self._clients = create_clients(settings, httpx2.AsyncClient)

    async def send(self, request: Request) -> Response:
        with self._attempt(request) as attempt:
            async with aclosing(await self._start(request, attempt)) as received:
                content = _content_of(request, received)
                async for piece in received.aiter_bytes():
                    require_time(received)
                    content.add(piece)
        return content.response()

    async def close(self) -> None:
        client = self._clients.pop(_running_loop())
        if client is not None:
            await client.aclose()

    def cookie_names(self, url: str) -> set[str]:
        """As `HttpxTransport.cookie_names`."""
        return _names(self._clients.kept_cookies(url))

    def _attempt(self, request: Request) -> Attempt:
        return Attempt(request, has_user_client=self._clients.given is not None)

    async def _start(self, request: Request, attempt: Attempt) -> httpx2.Response:
        """Send a request and return the response without its content."""
        content, timeouts = request.content, AttemptTimeouts(request.timeout)
        read = (
            content
            if isinstance(content, bytes | None)
            else _async_chunks(attempt.read_async(content), timeouts)
        )
        client = self._clients.get(_running_loop())
        built = _httpx_request(self._clients, client, request, read, timeouts)
        auth = None if request.is_foreign else httpx2.USE_CLIENT_DEFAULT
        return await client.send(built, auth=auth, stream=True, follow_redirects=False)


def headers_of(response: httpx2.Response) -> Headers:
    """Return the header fields of a response of httpx2."""
    return Headers(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in response.headers.raw
    )


def _content_of(request: Request, response: httpx2.Response) -> ResponseContent:
    return ResponseContent(request, response.status_code, headers_of(response))


def _running_loop() -> Any:
    """The running event loop; None in another async library than asyncio."""
    try:
        # Deferred, because sync clients do not need `asyncio`, which is slow to import.
        return import_module("asyncio").get_running_loop()
    except RuntimeError:
        return None


def _chunks(stream: Iterator[bytes], timeouts: AttemptTimeouts) -> Iterator[bytes]:
    for chunk in stream:
        timeouts.require_time()
        timeouts.restart()
        yield chunk


async def _async_chunks(
    stream: AsyncIterator[bytes], timeouts: AttemptTimeouts
) -> AsyncIterator[bytes]:
    async for chunk in stream:
        timeouts.require_time()
        timeouts.restart()
        yield chunk


def _httpx_request(
    clients: HttpxClients[_HttpxClient],
    client: _HttpxClient,
    request: Request,
    content: bytes | Iterator[bytes] | AsyncIterator[bytes] | None,
    timeouts: AttemptTimeouts,
) -> httpx2.Request:
    """Convert a request to one of httpx2, which `client` sends."""
    is_given = clients.given is not None
    url = httpx2.URL(request.url if is_given else request.public_url)
    headers = [
        (name.encode("ascii"), _header_value(clients, url, name, value))
        for name, value in request.headers
    ]
    body = request.content
    length = None if isinstance(body, bytes | None) else body.length
    if length is not None:
        # Without a length httpx2 uses chunked transfer coding, which some servers reject.
        headers.append((b"Content-Length", str(length).encode()))
    extensions: dict[str, Any] = {"timeout": timeouts}
    if not is_given and request.url != request.public_url:
        # The public URL lacks the secrets in the query; the request target has them.
        extensions["target"] = httpx2.URL(request.url).raw_path
    # A client of the user's may add credentials to the requests that it builds.
    build = httpx2.Request if request.is_foreign else client.build_request
    built = build(
        request.method, url, headers=headers, content=content, extensions=extensions
    )
    if client.params and not request.is_foreign:
        # With default parameters, `build_request` removes the query of the URL.
        url = url.copy_merge_params(client.params)
    built.url = ClientUrl(url)
    return built


def _header_value(
    clients: HttpxClients[_HttpxClient], url: httpx2.URL, name: str, value: str
) -> bytes:
    """Encode the value of a header, after adding kept cookies, which httpx2 does not do here."""
    encoded = value.encode("latin-1")
    if name.lower() != "cookie":
        return encoded
    own, kept = _names(value), clients.kept_cookies(url).split("; ")
    added = (pair.encode() for pair in kept if _names(pair) - own)
    return b"; ".join([encoded, *added])


def _names(cookies: str) -> set[str]:
    """The names in a `Cookie` header."""
    pairs = (pair.strip() for pair in cookies.split(";"))
    return {pair.partition("=")[0] for pair in pairs if pair}
