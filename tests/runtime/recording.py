"""Transports for tests, which record requests instead of sending them."""

from __future__ import annotations

import json
from typing import Any

from generator.runtime.http.headers import Headers
from generator.runtime.http.transport import Request, Response


class Recorder:
    """A transport that records requests and returns prepared responses, or raises errors.

    Without a prepared response, it returns an empty JSON object.
    """

    def __init__(self, *responses: Response | Exception) -> None:
        self.requests: list[Request] = []
        self.responses = list(responses)
        self.closed = False

    def send(self, request: Request) -> Response:
        self.requests.append(request)
        prepared = self.responses.pop(0) if self.responses else make_response({})
        if isinstance(prepared, Exception):
            raise prepared
        return prepared

    def close(self) -> None:
        self.closed = True

    @property
    def last(self) -> Request:
        """The last request."""
        return self.requests[-1]

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the last request, by name in lower case."""
        return headers_of(self.last)

    @property
    def body(self) -> bytes:
        """The body of the last request."""
        content = self.last.content
        if content is None or isinstance(content, bytes):
            return content or b""
        return b"".join(content)


def headers_of(request: Request) -> dict[str, str]:
    """The headers of a request, by name in lower case."""
    return {name.lower(): value for name, value in request.headers}


def plain_text(request: Request) -> str:
    """The method, URLs and header fields of a request, with the characters that `repr` hides."""
    fields = (f"{name}: {value}" for name, value in request.headers)
    return "\n".join([request.method, request.url, request.public_url, *fields])


class AsyncRecorder(Recorder):
    """Async variant of `Recorder`."""

    async def send(self, request: Request) -> Response:  # type: ignore[override]  # awaited
        return super().send(request)

    async def close(self) -> None:  # type: ignore[override]  # awaited
        super().close()


def make_response(content: Any, status: int = 200, **headers: str) -> Response:
    """A response with a JSON value or bytes as content; `_` in a header name becomes `-`."""
    encoded = content if isinstance(content, bytes) else json.dumps(content).encode()
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Response(status, Headers(pairs), encoded)


def customers_page(*names: str, more: bool = False) -> Response:
    """A response with a page of customers that have these identifiers."""
    data = [{"id": name, "object": "customer"} for name in names]
    return make_response({"object": "list", "data": data, "has_more": more})
