# SPDX-License-Identifier: MIT
"""Multipart responses: `multipart/mixed`. Source: RFC 2046, section 5.1."""

from __future__ import annotations

from collections.abc import Iterator

from .events import StreamEvent
from .framing import BROKE_OFF, Frame, Lines, check_length, frames_of


class MultipartParts:
    """`multipart/mixed`: each part is an item, whatever its own header fields say.

    Source: RFC 2046, section 5.1.
    """

    def __init__(self, boundary: str) -> None:
        self._lines = Lines()
        self._delimiter = b"--" + boundary.encode("utf-8")
        self._part: list[bytes] | None = None
        self._length = 0
        self._is_in_header = False
        self._has_begun = False
        self._is_over = False

    def feed(self, piece: bytes) -> Iterator[Frame]:
        for line in self._lines.feed(piece):
            yield from self._take(line)

    def end(self) -> Iterator[Frame]:
        yield from self._take(self._lines.rest())
        if self._has_begun and not self._is_over:
            left = next(self._whole(), Frame(StreamEvent("")))
            yield Frame(left.event, BROKE_OFF)

    def _take(self, line: bytes) -> Iterator[Frame]:
        if self._is_over:
            return
        stripped = line.rstrip(b" \t\r")
        self._has_begun |= stripped != b""
        is_last = stripped == self._delimiter + b"--"
        if is_last or stripped == self._delimiter:
            yield from self._whole()
            self._part, self._is_in_header = [], True
            self._is_over = is_last
        elif self._is_in_header:
            self._is_in_header = stripped != b""
        elif self._part is not None:
            self._length += len(line) + 1
            check_length(self._length)
            self._part.append(line)

    def _whole(self) -> Iterator[Frame]:
        if self._part:
            # The line break before the boundary belongs to the boundary.
            yield from frames_of(b"\n".join(self._part).removesuffix(b"\r"))
        self._part, self._length = None, 0
