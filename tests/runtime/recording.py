"""A transport for tests: nothing is sent, everything is kept."""

from __future__ import annotations

import json
from typing import Any

from generator.runtime.http.headers import Headers
from generator.runtime.http.transport import Request, Response


class Recorder:
    """A transport that keeps what it is given, and gives the answers it was told, or fails."""

    def __init__(self, *answers: Response | Exception) -> None:
        self.requests: list[Request] = []
        self.answers = list(answers)
        self.closed = False

    def send(self, request: Request) -> Response:
        self.requests.append(request)
        given = self.answers.pop(0) if self.answers else answer({})
        if isinstance(given, Exception):
            raise given
        return given

    def close(self) -> None:
        self.closed = True

    @property
    def last(self) -> Request:
        """The request that was sent last."""
        return self.requests[-1]

    @property
    def headers(self) -> dict[str, str]:
        """Its headers, by their names in lower case."""
        return headers_of(self.last)

    @property
    def body(self) -> bytes:
        """Its body, read to the end."""
        content = self.last.content
        if content is None or isinstance(content, bytes):
            return content or b""
        return b"".join(content)


def headers_of(request: Request) -> dict[str, str]:
    """The headers of a request, by their names in lower case."""
    return {name.lower(): value for name, value in request.headers}


class AsyncRecorder(Recorder):
    """The same, to be awaited."""

    async def send(self, request: Request) -> Response:  # type: ignore[override]  # awaited
        return super().send(request)

    async def close(self) -> None:  # type: ignore[override]  # awaited
        super().close()


def answer(value: Any, status: int = 200, **headers: str) -> Response:
    """A JSON answer, or one with bytes as they are."""
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    pairs = [(name.replace("_", "-"), text) for name, text in headers.items()]
    return Response(status, Headers(pairs), content)


def customers_page(*names: str, more: bool = False) -> Response:
    """A page of a list of customers with these identifiers."""
    data = [{"id": name, "object": "customer"} for name in names]
    return answer({"object": "list", "data": data, "has_more": more})
