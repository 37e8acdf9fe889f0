# SPDX-License-Identifier: MIT
"""File uploads: bytes in memory, and files and iterators that are read while they are sent."""

from __future__ import annotations

import codecs
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import (
    Any,
    BinaryIO,
    Final,
    NamedTuple,
    Protocol,
    TypeAlias,
    TypeGuard,
    cast,
)

from .media_types import essence_of, parameter_of

NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
_CHUNK = 64 * 1024
_ASYNC_ONLY = "async iterators and files can be uploaded by an AsyncClient only"


class Readable(Protocol):
    """A file open for reading in binary mode."""

    def read(self, size: int = -1, /) -> bytes: ...


FileContent: TypeAlias = (
    bytes | os.PathLike[str] | Readable | Iterator[bytes] | AsyncIterable[bytes]
)
"""The content of an upload.

Bytes, a path (`pathlib.Path`), a file open for reading in binary mode, an iterator of bytes, or,
for async clients, an async iterable of bytes.
"""

FileInput: TypeAlias = (
    FileContent
    | tuple[str, FileContent]
    | tuple[str, FileContent, str]
    | tuple[str, FileContent, str, Mapping[str, str]]
)
"""A file to upload: its content, optionally after its name and before its media type.

The last item of a tuple of four holds further headers for its part of a multipart body.
"""


class NamedFile(NamedTuple):
    """A file to upload, with its name, media type and headers."""

    name: str
    content: FileContent
    media_type: str | None = None
    headers: Mapping[str, str] = NO_HEADERS


class UploadPart:
    """A part of a body, which can be read repeatedly if its source permits.

    `length` is the number of bytes; None if it is not known in advance.
    """

    __slots__ = ("_source", "_start", "length")

    def __init__(self, source: FileContent) -> None:
        self._source = source
        self._start = _position(source)
        self.length = _length(source, self._start)

    @property
    def replayable(self) -> bool:
        """Whether the part can be read more than once."""
        return isinstance(self._source, (bytes, os.PathLike)) or self._start is not None

    @property
    def is_async(self) -> bool:
        """Whether the part can only be iterated asynchronously."""
        return _is_async(self._source)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the content in chunks.

        Raises:
            OSError: A file cannot be read, or has become longer or shorter than `length`.
        """
        left = self.length
        for chunk in self._chunks():
            if left is not None:
                left -= len(chunk)
                if left < 0:
                    break
            yield chunk
        if left:
            raise OSError(
                f"{self._source!r} was {self.length} bytes long, and became "
                f"{'longer' if left < 0 else 'shorter'} while it was sent"
            )

    def _chunks(self) -> Iterator[bytes]:
        source = self._source
        if isinstance(source, bytes):
            yield source
        elif isinstance(source, os.PathLike):
            with open(source, "rb") as file:
                yield from _chunks(file)
        elif _is_readable(source):
            if self._start is not None:
                cast(BinaryIO, source).seek(self._start)
            yield from map(_checked, _chunks(source))
        elif isinstance(source, Iterator):
            yield from map(_checked, source)
        else:
            raise TypeError(_ASYNC_ONLY)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if _is_async(self._source):
            async for chunk in self._source:
                yield _checked(chunk)
        else:
            for chunk in self:
                yield chunk


class UploadStream:
    """A body in parts that are read while it is sent."""

    __slots__ = ("pieces",)

    def __init__(self, pieces: Sequence[UploadPart]) -> None:
        self.pieces = tuple(pieces)

    @property
    def length(self) -> int | None:
        """The number of bytes; None if it is not known in advance."""
        total = 0
        for piece in self.pieces:
            if piece.length is None:
                return None
            total += piece.length
        return total

    @property
    def replayable(self) -> bool:
        """Whether the body can be read more than once."""
        return all(piece.replayable for piece in self.pieces)

    @property
    def is_async(self) -> bool:
        """Whether the body can only be iterated asynchronously."""
        return any(piece.is_async for piece in self.pieces)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            yield from piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            async for chunk in piece:
                yield chunk


def is_file(value: Any) -> TypeGuard[FileInput]:
    """Whether an argument is a file to upload, rather than another value."""
    return _is_content(value) or _is_named(value)


def _is_content(value: Any) -> bool:
    return (
        isinstance(value, (bytes, bytearray, os.PathLike, Iterator))
        or hasattr(value, "read")
        or _is_async(value)
    )


def _is_async(value: Any) -> TypeGuard[AsyncIterable[bytes]]:
    return hasattr(value, "__aiter__")


def _is_readable(value: Any) -> TypeGuard[Readable]:
    return hasattr(value, "read") and not _is_async(value)


def _is_named(value: Any) -> bool:
    if not _is_tuple(value) or len(value) not in (2, 3, 4):
        return False
    strings = (value[0], *value[2:3])
    has_strings = all(isinstance(string, str) for string in strings)
    has_headers = all(isinstance(headers, Mapping) for headers in value[3:])
    return has_strings and has_headers and _is_content(value[1])


def _is_tuple(value: Any) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def named_file(value: FileInput) -> NamedFile:
    """Normalize a file to upload.

    Without a tuple, the name is that of the path or open file, or else `upload`.
    """
    if isinstance(value, tuple):
        return NamedFile(*cast(tuple[Any, ...], value))
    path = value if isinstance(value, os.PathLike) else getattr(value, "name", None)
    if isinstance(path, (str, os.PathLike)):
        return NamedFile(os.path.basename(path), value)
    return NamedFile("upload", value)


def upload_part(content: Any) -> UploadPart:
    """Create a part of a body from the content of a file, or from a string to send as UTF-8.

    Raises:
        TypeError: The file is open in text mode.
        ValueError: The file is closed.
        OSError: The file does not exist or cannot be read.
    """
    if isinstance(content, str):
        return UploadPart(content.encode())
    if isinstance(content, bytearray):
        return UploadPart(bytes(content))
    if hasattr(content, "encoding"):
        raise TypeError("a file to upload must be opened in binary mode ('rb')")
    if getattr(content, "closed", None) is True:
        raise ValueError("a file to upload is closed")
    return UploadPart(content)


def _position(source: FileContent) -> int | None:
    """The current offset of an open file in bytes; None if the source is not a seekable file."""
    if isinstance(source, (bytes, os.PathLike)):
        return None
    try:
        return cast(BinaryIO, source).tell()
    except (AttributeError, OSError, ValueError):
        return None


def _length(source: FileContent, start: int | None) -> int | None:
    if isinstance(source, bytes):
        return len(source)
    if isinstance(source, os.PathLike):
        return os.stat(source).st_size
    if start is None:
        return None
    try:
        file = cast(BinaryIO, source)
        end = file.seek(0, os.SEEK_END)
        file.seek(start)
    except (AttributeError, OSError, ValueError):
        return None
    return end - start


def _chunks(file: Readable) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _checked(chunk: object) -> bytes:
    if not isinstance(chunk, (bytes, bytearray)):
        type_name = type(chunk).__qualname__
        raise TypeError(
            f"a file or iterator to upload must return bytes, not {type_name}"
        )
    return bytes(chunk)


_ANY_BYTES = "application/octet-stream"


def media_type_for(allowed: str, name: str | None) -> str | None:
    """Return the media type of a file for which the caller gives none.

    Args:
        allowed: The media types and ranges in the document, such as `image/png, image/*`
            (OpenAPI 3.1.1, section 4.8.15.1, `contentType`).
        name: The name of the file, whose extension decides among them.

    Returns:
        The media type; None if the caller must give one.
    """
    ranges = [range_.strip() for range_ in allowed.split(",")]
    if len(ranges) == 1 and "*" not in allowed:
        # A multipart type is incomplete without its boundary parameter.
        return None if allowed.startswith("multipart/") else allowed
    candidates = [_ANY_BYTES]
    if name is not None:
        # Imported here because few uploads need it, and it reads files of the system.
        guessed, encoding = import_module("mimetypes").guess_type(name)
        if guessed is not None and encoding is None:
            candidates.insert(0, guessed)
    return next(
        (
            candidate
            for candidate in candidates
            if any(_matches(candidate, range_) for range_ in ranges)
        ),
        None,
    )


def charset_of(media_type: str) -> str:
    """Return the character encoding of a media type, by Python's name; UTF-8 by default.

    Raises:
        ValueError: Python does not support the charset.
    """
    charset = parameter_of(media_type, "charset") or "utf-8"
    try:
        return codecs.lookup(charset).name
    except LookupError:
        raise ValueError(f"unknown charset {charset!r}") from None


def _matches(media_type: str, range_: str) -> bool:
    main_type = media_type.partition("/")[0]
    return essence_of(range_) in ("*/*", media_type, f"{main_type}/*")
