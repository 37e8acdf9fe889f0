"""What is uploaded: bytes in memory, or pieces that are read while they are sent."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Protocol, TypeAlias, TypeGuard, cast

__all__ = [
    "FileContent",
    "FileInput",
    "Piece",
    "Readable",
    "Stream",
    "is_file",
    "named_file",
    "piece_of",
]

_CHUNK = 64 * 1024


class Readable(Protocol):
    """A file that is open for reading bytes."""

    def read(self, size: int = -1, /) -> bytes: ...


FileContent: TypeAlias = bytes | os.PathLike[str] | Readable
"""Bytes, the path of a file (a `pathlib.Path`), or a file open for reading in binary mode."""

FileInput: TypeAlias = (
    FileContent | tuple[str, FileContent] | tuple[str, FileContent, str]
)
"""What to upload, if need be with the file's name, and its media type."""


class Piece:
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

    def __iter__(self) -> Iterator[bytes]:
        source = self._source
        if isinstance(source, bytes):
            yield source
        elif isinstance(source, os.PathLike):
            with open(source, "rb") as file:
                yield from _chunks(file)
        else:
            if self._start is not None:
                _seek(source, self._start)
            yield from _chunks(source)


class Stream:
    """A body in pieces. `length` is None where a piece does not know its own."""

    __slots__ = ("pieces",)

    def __init__(self, pieces: Sequence[Piece]) -> None:
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

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            yield from piece


def is_file(value: Any) -> TypeGuard[FileInput]:
    """Whether an argument is something to upload."""
    return _is_content(value) or _is_named(value)


def _is_content(value: Any) -> bool:
    return isinstance(value, (bytes, bytearray, os.PathLike)) or hasattr(value, "read")


def _is_named(value: Any) -> bool:
    if not _is_tuple(value) or len(value) not in (2, 3):
        return False
    texts = (value[0], *value[2:])
    return _is_content(value[1]) and all(isinstance(text, str) for text in texts)


def _is_tuple(value: Any) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def named_file(value: FileInput) -> tuple[str, FileContent, str | None]:
    """The file's name, its content and its media type, as far as they are told."""
    if isinstance(value, tuple):
        return value if len(value) == 3 else (*value, None)
    path = value if isinstance(value, os.PathLike) else getattr(value, "name", None)
    if isinstance(path, (str, os.PathLike)):
        return os.path.basename(path), value, None
    return "upload", value, None


def piece_of(content: Any) -> Piece:
    """What reads this content.

    Raises:
        TypeError: a file that is open for reading text.
        OSError: there is no such file, or it cannot be read.
    """
    if isinstance(content, str):
        return Piece(content.encode())
    if isinstance(content, bytearray):
        return Piece(bytes(content))
    if hasattr(content, "encoding"):
        raise TypeError("a file to upload must be opened in binary mode ('rb')")
    return Piece(content)


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
        end = cast(BinaryIO, source).seek(0, os.SEEK_END)
        _seek(source, start)
    except (AttributeError, OSError, ValueError):
        return None
    return end - start


def _seek(source: Any, position: int) -> None:
    source.seek(position)


def _chunks(file: Readable) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
