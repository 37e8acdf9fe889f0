# SPDX-License-Identifier: MIT
"""JSON Lines and JSON text sequences."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .framing import BROKE_OFF, Frame, Lines, check_length, frames_of

_SEPARATOR = b"\x1e"


class JsonLines:
    """`application/jsonl` and its likes: a JSON text on each line; empty lines mean nothing."""

    def __init__(self) -> None:
        self._lines = Lines()

    def feed(self, piece: bytes) -> Iterator[Frame]:
        for line in self._lines.feed(piece):
            yield from frames_of(line)

    def end(self) -> Iterator[Frame]:
        # The last line needs no end. If it broke off, it is no JSON.
        yield from frames_of(self._lines.rest())


class JsonSequence:
    """`application/json-seq`: each JSON text between a record separator and a line feed.

    Source: RFC 7464, section 2.
    """

    def __init__(self) -> None:
        self._partial = bytearray()
        self._tried = 0

    def feed(self, piece: bytes) -> Iterator[Frame]:
        first, *others = piece.split(_SEPARATOR)
        self._partial += first
        check_length(len(self._partial))
        for other in others:
            yield from self._whole()
            self._partial = bytearray(other)
        if self._is_complete():
            yield from self._whole()

    def end(self) -> Iterator[Frame]:
        yield from self._whole()

    def _is_complete(self) -> bool:
        """Whether the text ends here, though what follows has not come: nobody waits for that.

        A text that has line feeds in it is tried again only when it is twice as long, so that the
        trying is no more work than the reading.
        """
        size = len(self._partial)
        if not self._partial.endswith(b"\n") or size < 2 * self._tried:
            return False
        try:
            json.loads(self._partial)
        except (ValueError, RecursionError):
            self._tried = size
            return False
        return True

    def _whole(self) -> Iterator[Frame]:
        text = bytes(self._partial)
        self._partial, self._tried = bytearray(), 0
        for frame in frames_of(text):
            # Of a number, nobody could tell that more digits were to come (section 2.4).
            is_cut = text[-1:] not in b" \t\r\n" and text.lstrip()[:1] not in b'{["'
            yield Frame(frame.event, BROKE_OFF) if is_cut else frame
