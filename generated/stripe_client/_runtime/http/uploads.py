# SPDX-License-Identifier: MIT
"""File uploads: bytes in memory, or chunks that are read while they are sent."""

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
_AWAITED = "what is read by awaiting can be uploaded by an AsyncClient only"


class Readable(Protocol):
    """A file that is open for reading bytes."""

    def read(self, size: int = -1, /) -> bytes: ...


FileContent: TypeAlias = (
    bytes | os.PathLike[str] | Readable | Iterator[bytes] | AsyncIterable[bytes]
)
"""Bytes, the path of a file (a `pathlib.Path`), a file open for reading in binary mode, or what
gives bytes piece by piece: an iterator, or for clients that are awaited an asynchronous one."""

FileInput: TypeAlias = (
    FileContent
    | tuple[str, FileContent]
    | tuple[str, FileContent, str]
    | tuple[str, FileContent, str, Mapping[str, str]]
)
"""What to upload, if need be with the file's name, its media type, and further headers of its part
of a multipart body."""


class NamedFile(NamedTuple):
    """A file with what was told of it."""

    name: str
    content: FileContent
    media_type: str | None = None
    headers: Mapping[str, str] = NO_HEADERS


class UploadPart:
    """A part of a body, read anew each time it is asked for, if its source allows that."""

    __slots__ = ("_source", "_start", "length")

    def __init__(self, source: FileContent) -> None:
        self._source = source
        self._start = _position(source)
        self.length = _length(source, self._start)

    @property
    def replayable(self) -> bool:
        """Whether it can be sent twice."""
        return isinstance(self._source, (bytes, os.PathLike)) or self._start is not None

    @property
    def is_async(self) -> bool:
        """Whether it can only be read by awaiting."""
        return _is_async(self._source)

    def __iter__(self) -> Iterator[bytes]:
        source = self._source
        if isinstance(source, bytes):
            yield source
        elif isinstance(source, os.PathLike):
            with open(source, "rb") as file:
                yield from _chunks(file)
        elif _is_readable(source):
            if self._start is not None:
                cast(BinaryIO, source).seek(self._start)
            yield from _chunks(source)
        elif isinstance(source, Iterator):
            yield from map(_checked, source)
        else:
            raise TypeError(_AWAITED)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if _is_async(self._source):
            async for chunk in self._source:
                yield _checked(chunk)
        else:
            for chunk in self:
                yield chunk


class UploadStream:
    """A body in pieces. `length` is None where a piece does not know its own."""

    __slots__ = ("pieces",)

    def __init__(self, pieces: Sequence[UploadPart]) -> None:
        self.pieces = tuple(pieces)

    @property
    def length(self) -> int | None:
        """How many bytes there are, if that is known beforehand."""
        total = 0
        for piece in self.pieces:
            if piece.length is None:
                return None
            total += piece.length
        return total

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent twice."""
        return all(piece.replayable for piece in self.pieces)

    @property
    def is_async(self) -> bool:
        """Whether it can only be read by awaiting."""
        return any(piece.is_async for piece in self.pieces)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            yield from piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            async for chunk in piece:
                yield chunk


def is_file(value: Any) -> TypeGuard[FileInput]:
    """Whether an argument is something to upload."""
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
    texts = (value[0], *value[2:3])
    told = all(isinstance(text, str) for text in texts)
    fitting = all(isinstance(headers, Mapping) for headers in value[3:])
    return told and fitting and _is_content(value[1])


def _is_tuple(value: Any) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def named_file(value: FileInput) -> NamedFile:
    """The file with its name, as far as that is told."""
    if isinstance(value, tuple):
        return NamedFile(*cast(tuple[Any, ...], value))
    path = value if isinstance(value, os.PathLike) else getattr(value, "name", None)
    if isinstance(path, (str, os.PathLike)):
        return NamedFile(os.path.basename(path), value)
    return NamedFile("upload", value)


def upload_part(content: Any) -> UploadPart:
    """What reads this content.

    Raises:
        TypeError: a file that is open for reading text.
        OSError: there is no such file, or it cannot be read.
    """
    if isinstance(content, str):
        return UploadPart(content.encode())
    if isinstance(content, bytearray):
        return UploadPart(bytes(content))
    if hasattr(content, "encoding"):
        raise TypeError("a file to upload must be opened in binary mode ('rb')")
    return UploadPart(content)


def _position(source: FileContent) -> int | None:
    """Where an open file stands; None if it cannot be wound back."""
    if isinstance(source, (bytes, os.PathLike)):
        return None
    try:
        # Whether it can tell is found out by asking it.
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
        kind = type(chunk).__qualname__
        raise TypeError(f"what is uploaded piece by piece gives bytes, not {kind}")
    return bytes(chunk)


_ANY_BYTES = "application/octet-stream"


def media_type_for(allowed: str, name: str | None) -> str | None:
    """The media type of a file that brings none, by its name.

    `allowed` is what the document says: a media type, or a list of them and of ranges such as
    `image/*` (OpenAPI 3.1.1, section 4.8.15.1, `contentType`). None if it does not decide.
    """
    ranges = [each.strip() for each in allowed.split(",")]
    if len(ranges) == 1 and "*" not in allowed:
        # One that is made of parts is not known without the boundary between them.
        return None if allowed.startswith("multipart/") else allowed
    candidates = [_ANY_BYTES]
    if name is not None:
        # Few uploads need it, and it reads the system's own lists.
        guessed, coding = import_module("mimetypes").guess_type(name)
        if guessed is not None and coding is None:
            candidates.insert(0, guessed)
    return next(
        (each for each in candidates if any(_matches(each, one) for one in ranges)),
        None,
    )


def charset_of(media_type: str) -> str:
    """The character encoding in which text of this media type is sent: UTF-8 if it says none.

    Raises:
        ValueError: Python does not know it.
    """
    charset = parameter_of(media_type, "charset") or "utf-8"
    try:
        return codecs.lookup(charset).name
    except LookupError:
        raise ValueError(f"Python does not know the charset {charset!r}") from None


def _matches(media_type: str, one: str) -> bool:
    kind = media_type.partition("/")[0]
    return essence_of(one) in ("*/*", media_type, f"{kind}/*")
