"""Responses as inputs of the fuzzer, and transports that return them.

An input is an operation of `reader.yaml`, a status code, header fields and content:

    get_thing 200
    Content-Type: application/json

    {"id": "a"}

`|` in a stream ends a chunk.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from generator.runtime.http.headers import Headers
from generator.runtime.http.transport import Request, Response

_FIRST_LINE = re.compile(rb"(\w+) ([1-9][0-9][0-9])")


@dataclass(frozen=True, slots=True)
class ScriptedResponse:
    """A response to an operation."""

    operation: str
    status: int
    fields: tuple[tuple[str, str], ...]
    content: bytes

    @classmethod
    def parse(cls, data: bytes) -> ScriptedResponse | None:
        """Parse an input; None if it is not of the format."""
        head, separator, content = data.partition(b"\n\n")
        first, *lines = head.split(b"\n")
        match = _FIRST_LINE.fullmatch(first)
        if match is None or not separator:
            return None
        fields = (line.decode("latin-1").partition(":") for line in lines)
        return cls(
            match[1].decode(),
            int(match[2]),
            tuple((name.strip(), value.strip()) for name, _, value in fields),
            content,
        )

    def to_response(self) -> Response:
        """The response with its whole content."""
        return Response(self.status, Headers(self.fields), self.content)

    def to_bytes(self) -> bytes:
        """Write the input in its format."""
        lines = [f"{self.operation} {self.status}"]
        lines += [f"{name}: {value}" for name, value in self.fields]
        return "\n".join(lines).encode("latin-1", "replace") + b"\n\n" + self.content


class ScriptedTransport:
    """Returns the response of an input to every request."""

    def __init__(self, response: ScriptedResponse) -> None:
        self._response = response

    def send(self, request: Request) -> Response:
        """Return the response with its content."""
        return self._response.to_response()

    def open(self, request: Request) -> ScriptedStream:
        """Return the response before its content."""
        return ScriptedStream(self._response)

    def close(self) -> None:
        """There is nothing to close."""


class ScriptedStream:
    """A response of `ScriptedTransport` whose content is read in chunks."""

    def __init__(self, response: ScriptedResponse) -> None:
        self.status = response.status
        self.headers = Headers(response.fields)
        self._content = response.content

    def pieces(self) -> Iterator[bytes]:
        """Yield the chunks."""
        yield from self._content.split(b"|")

    def close(self) -> None:
        """There is nothing to close."""


class AsyncScriptedTransport:
    """Async variant of `ScriptedTransport`, which never suspends."""

    def __init__(self, response: ScriptedResponse) -> None:
        self._response = response

    async def send(self, request: Request) -> Response:
        """Return the response with its content."""
        return self._response.to_response()

    async def open(self, request: Request) -> AsyncScriptedStream:
        """Return the response before its content."""
        return AsyncScriptedStream(self._response)

    async def close(self) -> None:
        """There is nothing to close."""


class AsyncScriptedStream:
    """Async variant of `ScriptedStream`."""

    def __init__(self, response: ScriptedResponse) -> None:
        self.status = response.status
        self.headers = Headers(response.fields)
        self._content = response.content

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the chunks."""
        for piece in self._content.split(b"|"):
            yield piece

    async def close(self) -> None:
        """There is nothing to close."""
