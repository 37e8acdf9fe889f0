# SPDX-License-Identifier: MIT
"""Framing of multipart responses (`multipart/mixed`)."""

from __future__ import annotations

from collections.abc import Iterator

from .events import StreamEvent
from .framing import TRUNCATED, FramedEvent, LineSplitter, check_length, frame_text


class MultipartParts:
    """`multipart/mixed`: each part is an item; the headers of parts are ignored.

    Source: RFC 2046, section 5.1.
    """

    def __init__(self, boundary: str) -> None:
        self._lines = LineSplitter()
        self._delimiter = b"--" + boundary.encode("utf-8")
        self._part: list[bytes] | None = None
        self._length = 0
        self._is_in_header = False
        self._has_begun = False
        self._is_over = False

    def feed(self, chunk: bytes) -> Iterator[FramedEvent]:
        for line in self._lines.feed(chunk):
            yield from self._read_line(line)

    def end(self) -> Iterator[FramedEvent]:
        yield from self._read_line(self._lines.rest())
        if self._has_begun and not self._is_over:
            last = next(self._flush(), FramedEvent(StreamEvent("")))
            yield FramedEvent(last.event, TRUNCATED)

    def _read_line(self, line: bytes) -> Iterator[FramedEvent]:
        if self._is_over:
            return
        stripped = line.rstrip(b" \t\r")
        self._has_begun |= stripped != b""
        is_last = stripped == self._delimiter + b"--"
        if is_last or stripped == self._delimiter:
            yield from self._flush()
            self._part, self._is_in_header = [], True
            self._is_over = is_last
        elif self._is_in_header:
            self._is_in_header = stripped != b""
        elif self._part is not None:
            self._length += len(line) + 1
            check_length(self._length)
            self._part.append(line)

    def _flush(self) -> Iterator[FramedEvent]:
        if self._part:
            # The line break before a delimiter is part of the delimiter.
            yield from frame_text(b"\n".join(self._part).removesuffix(b"\r"))
        self._part, self._length = None, 0
