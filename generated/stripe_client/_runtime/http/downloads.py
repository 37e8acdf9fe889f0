# SPDX-License-Identifier: MIT
"""Write the content of a response to a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, Protocol, TypeAlias, cast, runtime_checkable

from .live_responses import (
    AsyncLiveTransport,
    LiveTransport,
    read_all,
    read_all_async,
    response_head,
)
from .transport import AsyncTransport, Request, Response, Transport


@runtime_checkable
class StreamingTransport(Transport, Protocol):
    """A transport that need not have all of an answer in memory at once."""

    def send_to(self, request: Request, write: Callable[[bytes], object]) -> Response:
        """As `send`, but the content of a success goes to `write`, and the response has none."""
        ...


@runtime_checkable
class AsyncStreamingTransport(AsyncTransport, Protocol):
    """The same, to be awaited."""

    async def send_to(
        self, request: Request, write: Callable[[bytes], object]
    ) -> Response:
        """As `StreamingTransport.send_to`."""
        ...


class Writable(Protocol):
    """A file that is open for writing bytes."""

    def write(self, data: bytes, /) -> object: ...


Destination: TypeAlias = str | os.PathLike[str] | Writable
"""The path of a file, or a file open for writing in binary mode."""


class DownloadTarget:
    """An open file that takes an answer piece by piece, and can start over with the next one."""

    def __init__(self, file: Writable) -> None:
        self._file = file
        # What the file can do beside being written to is found out by asking it.
        self._winding = cast(BinaryIO, file)
        self._start = _position(self._winding)

    @property
    def can_start_over(self) -> bool:
        """Whether what was written can be taken back."""
        return self._start is not None

    def begin(self) -> None:
        """Takes back what was written, if that is possible."""
        if self._start is not None:
            self._winding.seek(self._start)
            self._winding.truncate()

    def write(self, data: bytes) -> None:
        """Adds a piece."""
        self._file.write(data)

    def receive(self, transport: Transport, request: Request) -> Response:
        """Send a request and write the content of a success; the response is without it."""
        self.begin()
        if isinstance(transport, StreamingTransport):
            return transport.send_to(request, self.write)
        if not isinstance(transport, LiveTransport):
            return self._take(transport.send(request))
        live = transport.open(request)
        head = response_head(live)
        if not head.is_success:
            return read_all(live, request)
        try:
            for chunk in live.pieces():
                self.write(chunk)
        finally:
            live.close()
        return head

    async def receive_async(
        self, transport: AsyncTransport, request: Request
    ) -> Response:
        """Like `receive`, awaited."""
        self.begin()
        if isinstance(transport, AsyncStreamingTransport):
            return await transport.send_to(request, self.write)
        if not isinstance(transport, AsyncLiveTransport):
            return self._take(await transport.send(request))
        live = await transport.open(request)
        head = response_head(live)
        if not head.is_success:
            return await read_all_async(live, request)
        try:
            async for chunk in live.pieces():
                self.write(chunk)
        finally:
            await live.close()
        return head

    def _take(self, response: Response) -> Response:
        if not response.is_success:
            return response
        self.write(response.content)
        return replace(response, content=b"")


@contextmanager
def download_target(destination: Destination) -> Generator[DownloadTarget, None, None]:
    """A sink whose content is in `destination` when the block is left, or not at all.

    The file under a path is written beside it first, and takes its name in the end. To a file that
    is open already, everything is written at once; what was in it before is kept.

    Raises:
        OSError: the file cannot be written.
    """
    if not isinstance(destination, (str, os.PathLike)):
        yield DownloadTarget(destination)
        return
    path = os.fspath(destination)
    part = f"{path}.{os.urandom(6).hex()}.part"
    try:
        with _create(part) as file:
            yield DownloadTarget(file)
        os.replace(part, path)
    except BaseException:
        _remove(part)
        raise


def _create(path: str) -> BinaryIO:
    return open(path, "xb")


def _remove(path: str) -> None:
    if os.path.exists(path):
        os.remove(path)


def _position(file: BinaryIO) -> int | None:
    """Where the file stands; None if it cannot be wound back."""
    try:
        return file.tell() if file.seekable() else None
    except (AttributeError, OSError, ValueError):
        return None
