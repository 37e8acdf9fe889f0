"""Responses of a gateway: results and errors as JSON, and bodies that are sent as they arrive."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, aclosing, suppress
from typing import Any, Final

from generator.core.json import Json
from generator.serving.asgi import RawHeaders, Receive, Scope, Send

RESULT_HEADER: Final = "Codegen-Result"
# Several times this would exceed what HTTP clients accept as a header.
_LONGEST_RESULT: Final = 6_000
_MEDIA_TYPE: Final = "application/json"


class GatewayError(Exception):
    """A request that the gateway refuses, or a call that failed.

    Attributes:
        status: the status of the gateway's response.
        error: the error as JSON: its type, its message and further members.
        result: what else is known of the API's response.
    """

    def __init__(
        self,
        status: int,
        type_: str,
        message: str,
        *,
        result: Mapping[str, Any] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        known = {name: value for name, value in members.items() if value is not None}
        self.error: dict[str, Any] = {"type": type_, "message": message, **known}
        self.result = dict(result or {})

    @property
    def type(self) -> str:
        """The type of the error."""
        type_: str = self.error["type"]
        return type_

    def response(self) -> JsonResponse:
        """Return the error as a response."""
        return JsonResponse({"error": self.error, **self.result}, self.status)


class JsonResponse:
    """A response with JSON, or without content."""

    def __init__(
        self, value: Json, status: int = 200, headers: RawHeaders = ()
    ) -> None:
        self._body = b"" if status == 204 else encode_json(value)
        self._start = {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", _MEDIA_TYPE.encode()), *headers],
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(self._start)
        await send({"type": "http.response.body", "body": self._body})


class StreamedResponse:
    """A response whose body is sent as it arrives, until the caller disconnects.

    Args:
        status: the status.
        headers: the header fields.
        chunks: the body.
        resources: closed when the response ends, also with an error.
        at_end: called with the error that ended the body early; None for none.
    """

    def __init__(
        self,
        status: int,
        headers: RawHeaders,
        chunks: AsyncIterator[bytes],
        resources: AsyncExitStack,
        at_end: Callable[[BaseException | None], None] = lambda error: None,
    ) -> None:
        self._start = {
            "type": "http.response.start",
            "status": status,
            "headers": list(headers),
        }
        self._chunks = chunks
        self._resources = resources
        self._at_end = at_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        failure: BaseException | None = None
        try:
            async with self._resources:
                await _until_disconnected(self._send(send), receive)
        except BaseException as error:
            failure = error
            raise
        finally:
            self._at_end(failure)

    async def _send(self, send: Send) -> None:
        await send(self._start)
        # Every iterator that is given here is a generator, which has `aclose`.
        async with aclosing(self._chunks) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                if chunk:
                    message = {"type": "http.response.body", "body": chunk}
                    await send({**message, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def _until_disconnected(sending: Awaitable[None], receive: Receive) -> None:
    """Wait until a response is sent, or abandon it if the caller disconnects first."""
    sender = asyncio.ensure_future(sending)
    watcher = asyncio.ensure_future(_disconnection(receive))
    try:
        await asyncio.wait({sender, watcher}, return_when=asyncio.FIRST_COMPLETED)
        if sender.done():
            sender.result()
    finally:
        for task in (sender, watcher):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task


async def _disconnection(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def encode_json(value: Json) -> bytes:
    """Return JSON in ASCII, which is the same in every encoding."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def result_header(result: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """Return a result as a header; without the API's headers if they make it too long."""
    encoded = encode_json(dict(result))
    if len(encoded) > _LONGEST_RESULT:
        encoded = encode_json({**result, "headers": []})
    return RESULT_HEADER.lower().encode(), encoded
