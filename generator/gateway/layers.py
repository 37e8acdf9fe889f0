"""Layers around the doors of a gateway: limits, redaction, and headers of every response."""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Sequence
from typing import Final

from generator.gateway.request import Limits
from generator.gateway.responses import GatewayError
from generator.serving.asgi import App, Message, Receive, Scope, Send, headers_of
from generator.serving.redact_stream import StreamRedactor
from generator.serving.redaction import Redactor

# Nothing that an API sends may run, or be read by other sites, as content of the gateway.
_HEADERS: Final[Sequence[tuple[bytes, bytes]]] = (
    (
        b"content-security-policy",
        b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
        b"sandbox",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
_SAME_ORIGIN: Final = (b"cross-origin-resource-policy", b"same-origin")
_CROSS_ORIGIN: Final = (b"cross-origin-resource-policy", b"cross-origin")
_ALLOW_ORIGIN: Final = b"access-control-allow-origin"


class ResponseHeadersLayer:
    """Adds the headers of every response."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                is_shared = any(name == _ALLOW_ORIGIN for name, _ in headers)
                resource_policy = _CROSS_ORIGIN if is_shared else _SAME_ORIGIN
                message = {**message, "headers": [*headers, *_HEADERS, resource_policy]}
            await send(message)

        await self._app(scope, receive, send_with_headers)


class RedactionLayer:
    """Replaces the secrets in the headers and bodies of all responses, as they are sent."""

    def __init__(self, app: App, redactor: Redactor) -> None:
        self._app = app
        self._redactor = redactor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = StreamRedactor(self._redactor)

        async def send_redacted(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [
                    (self._redacted(name), self._redacted(value))
                    for name, value in message.get("headers", ())
                    # The length of what is redacted is another one.
                    if name.lower() != b"content-length"
                ]
                message = {**message, "headers": headers}
            elif message["type"] == "http.response.body":
                content = body.feed(message.get("body", b""))
                if not message.get("more_body", False):
                    content += body.end()
                elif not content:
                    return
                message = {**message, "body": content}
            await send(message)

        await self._app(scope, receive, send_redacted)

    def _redacted(self, value: bytes) -> bytes:
        text = self._redactor.redact(value.decode("latin-1"))
        return text.encode("latin-1", "replace")


class LimitsLayer:
    """Limits requests in size, time and number, and reports failures as JSON."""

    def __init__(self, app: App, limits: Limits, redactor: Redactor) -> None:
        self._app = app
        self._limits = limits
        self._redactor = redactor
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_started = False

        async def send_noted(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self._limited(scope, receive, send_noted)
        except GatewayError as error:
            if has_started:
                raise ConnectionAbortedError(error.type) from None
            await error.response()(scope, receive, send)
        except Exception as error:
            self._log(error)
            if has_started:
                # The server closes the connection, so that the body is seen to be incomplete.
                raise ConnectionAbortedError("the response ended early") from None
            internal = GatewayError(500, "InternalError", "the gateway failed")
            await internal.response()(scope, receive, send)

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._running >= self._limits.concurrent:
            raise GatewayError(
                503, "TooManyRequests", "too many requests at the same time"
            )
        limited = _limited_body(scope, receive, self._limits.request_bytes)
        self._running += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._app(scope, limited, send)
        except TimeoutError:
            raise GatewayError(
                504, "Timeout", f"not finished within {self._limits.seconds:g} s"
            ) from None
        finally:
            self._running -= 1

    def _log(self, error: Exception) -> None:
        text = "".join(traceback.format_exception(error))
        print(self._redactor.redact(text), file=sys.stderr, end="")


def _limited_body(scope: Scope, receive: Receive, max_bytes: int) -> Receive:
    """Return a `receive` that refuses bodies of more bytes.

    Raises:
        GatewayError: the length that the caller announces is greater.
    """
    problem = f"the body is larger than {max_bytes} bytes"
    for length in headers_of(scope).get("content-length", ()):
        if not length.isdecimal() or int(length[:20]) > max_bytes:
            raise GatewayError(413, "RequestTooLarge", problem)
    received = 0

    async def receive_limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > max_bytes:
            raise GatewayError(413, "RequestTooLarge", problem)
        return message

    return receive_limited
