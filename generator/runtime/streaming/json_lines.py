# SPDX-License-Identifier: MIT
"""Framing of JSON Lines and JSON text sequences."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .framing import TRUNCATED, FramedEvent, LineSplitter, check_length, frame_text

_SEPARATOR = b"\x1e"


class JsonLines:
    """JSON Lines (`application/jsonl`, `application/x-ndjson`): one JSON value per line.

    Blank lines are ignored.
    """

    def __init__(self) -> None:
        self._lines = LineSplitter()

    def feed(self, chunk: bytes) -> Iterator[FramedEvent]:
        for line in self._lines.feed(chunk):
            yield from frame_text(line)

    def end(self) -> Iterator[FramedEvent]:
        # The last line needs no line break. A truncated line fails when it is decoded.
        yield from frame_text(self._lines.rest())


class JsonSequence:
    """JSON text sequences (`application/json-seq`): record separator, JSON value, line feed.

    Source: RFC 7464, section 2.
    """

    def __init__(self) -> None:
        self._partial = bytearray()
        self._parsed_size = 0

    def feed(self, chunk: bytes) -> Iterator[FramedEvent]:
        first, *others = chunk.split(_SEPARATOR)
        self._partial += first
        check_length(len(self._partial))
        for other in others:
            yield from self._flush()
            self._partial = bytearray(other)
        if self._is_complete():
            yield from self._flush()

    def end(self) -> Iterator[FramedEvent]:
        yield from self._flush()

    def _is_complete(self) -> bool:
        """Whether the item is complete, so that it need not wait for the next separator.

        Values that span lines are parsed again only when their size has doubled, so that the total
        cost of parsing stays linear.
        """
        size = len(self._partial)
        if not self._partial.endswith(b"\n") or size < 2 * self._parsed_size:
            return False
        try:
            json.loads(self._partial)
        except (ValueError, RecursionError):
            self._parsed_size = size
            return False
        return True

    def _flush(self) -> Iterator[FramedEvent]:
        text = bytes(self._partial)
        self._partial, self._parsed_size = bytearray(), 0
        for frame in frame_text(text):
            # A truncated number or literal can still be valid JSON (section 2.4).
            is_truncated = (
                text[-1:] not in b" \t\r\n" and text.lstrip()[:1] not in b'{["'
            )
            yield FramedEvent(frame.event, TRUNCATED) if is_truncated else frame
