"""The protocol between web servers and applications, as far as servers of APIs use it.

Source: ASGI, "HTTP & WebSocket ASGI Message Format", version 2.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
RawHeaders: TypeAlias = Sequence[tuple[bytes, bytes]]


def headers_of(scope: Scope) -> Mapping[str, Sequence[str]]:
    """Return the values of each header of a request, by its name in lower case."""
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(
            value.decode("latin-1")
        )
    return headers


def only_value(values: Sequence[str] | None) -> str | None:
    """Return the value of a header that occurs once; None otherwise."""
    return values[0] if values is not None and len(values) == 1 else None


async def send_error(
    send: Send, status: int, type_: str, message: str, headers: RawHeaders = ()
) -> None:
    """Respond with an error as JSON: `{"error": {"type": …, "message": …}}`.

    The connection is closed, since the body of the request was not read.
    """
    body = json.dumps({"error": {"type": type_, "message": message}}).encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
                (b"connection", b"close"),
                *headers,
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})
