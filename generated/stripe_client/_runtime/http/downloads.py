# SPDX-License-Identifier: MIT
"""Write the content of a response to a file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Protocol, TypeAlias, cast, runtime_checkable

from .live_responses import read_all, read_all_async, response_head, take_time
from .live_transports import open_response, open_response_async
from .transport import AsyncTransport, Request, Response, Transport


@runtime_checkable
class StreamingTransport(Transport, Protocol):
    """A transport that writes the content of a response without holding all of it in memory."""

    def send_to(self, request: Request, write: Callable[[bytes], object]) -> Response:
        """As `send`, but pass the content of a successful response to `write`, chunk by chunk.

        Returns:
            The response; without content if it is successful.
        """
        ...


@runtime_checkable
class AsyncStreamingTransport(AsyncTransport, Protocol):
    """Async variant of `StreamingTransport`."""

    async def send_to(
        self, request: Request, write: Callable[[bytes], object]
    ) -> Response:
        """As `StreamingTransport.send_to`."""
        ...


class Writable(Protocol):
    """A file open for writing in binary mode."""

    def write(self, data: bytes, /) -> object: ...


Destination: TypeAlias = str | os.PathLike[str] | Writable
"""The path of a file, or a file open for writing in binary mode."""


class DownloadTarget:
    """A file open for the content of one response, rewound before each attempt if it is seekable.

    Args:
        file: The file; content goes to its current position.
        can_truncate: Whether it can be truncated, which a device cannot.
    """

    def __init__(self, file: Writable, *, can_truncate: bool = True) -> None:
        self._file = file
        # Whether the file can also seek is known only after trying.
        self._seekable = cast(BinaryIO, file)
        self._start = _position(self._seekable) if can_truncate else None

    @property
    def can_start_over(self) -> bool:
        """Whether content that was written can be discarded, as a retry requires."""
        return self._start is not None

    def begin(self) -> None:
        """Discard content of an earlier attempt, if the file is seekable."""
        if self._start is not None:
            self._seekable.seek(self._start)
            self._seekable.truncate()

    def write(self, data: bytes) -> None:
        """Append bytes to the file."""
        self._file.write(data)

    def receive(self, transport: Transport, request: Request) -> Response:
        """Send a request and write the content of a successful response to the file.

        Returns:
            The response; without content if it is successful.

        Raises:
            ApiConnectionError: There is no response, or the connection broke while reading it.
            OSError: The file cannot be written.
        """
        self.begin()
        if isinstance(transport, StreamingTransport):
            return transport.send_to(request, self.write)
        response = open_response(transport, request)
        head = response_head(response)
        if not head.is_success:
            return read_all(response, request)
        take_time(response)
        try:
            for chunk in response.pieces():
                self.write(chunk)
        finally:
            response.close()
        return head

    async def receive_async(
        self, transport: AsyncTransport, request: Request
    ) -> Response:
        """Async variant of `receive`."""
        self.begin()
        if isinstance(transport, AsyncStreamingTransport):
            return await transport.send_to(request, self.write)
        response = await open_response_async(transport, request)
        head = response_head(response)
        if not head.is_success:
            return await read_all_async(response, request)
        take_time(response)
        try:
            async for chunk in response.pieces():
                self.write(chunk)
        finally:
            await response.close()
        return head


@contextmanager
def download_target(destination: Destination) -> Generator[DownloadTarget, None, None]:
    """Open a destination; a file given by its path is replaced only if the block succeeds.

    The content goes to a temporary file in the same directory, which is renamed at the end. It gets
    the mode of the file that it replaces, and a link is followed. Devices and pipes are written
    directly, as are open files, whose earlier content is kept.

    Raises:
        OSError: The file cannot be written.
    """
    if not isinstance(destination, (str, os.PathLike)):
        yield DownloadTarget(destination)
        return
    if os.path.exists(destination) and not os.path.isfile(destination):
        with open(destination, "wb") as stream:
            # Some devices can seek, but none can be truncated.
            yield DownloadTarget(stream, can_truncate=False)
        return
    path = os.path.realpath(destination)
    temporary = os.path.join(os.path.dirname(path), f".{os.urandom(6).hex()}.part")
    mode = _mode_of(path)
    try:
        with open(temporary, "xb") as file:
            if mode is not None:
                os.chmod(temporary, mode)
            yield DownloadTarget(file)
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.remove(temporary)
        raise


def _mode_of(path: str) -> int | None:
    """Return the mode of the file that a download replaces; None if it creates the file.

    Raises:
        PermissionError: The file is read-only, which renaming would not respect.
    """
    if not os.path.exists(path):
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    return stat.S_IMODE(os.stat(path).st_mode)


def _position(file: BinaryIO) -> int | None:
    """The current offset in bytes; None if the file is not seekable."""
    try:
        return file.tell() if file.seekable() else None
    except (AttributeError, OSError, ValueError):
        return None
