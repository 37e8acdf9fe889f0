# SPDX-License-Identifier: MIT
"""Framing of server-sent events (`text/event-stream`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .events import StreamEvent
from .framing import TRUNCATED, FramedEvent, LineSplitter, check_length

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DIGITS = re.compile(r"[0-9]{1,18}")


class ServerSentEvents:
    """Server-sent events: fields of the form `name: value`, ended by a blank line.

    Source: WHATWG HTML, sections 9.2.5 (Parsing an event stream) and 9.2.6 (Interpreting an event
    stream).
    """

    def __init__(self) -> None:
        self._lines = LineSplitter(any_break=True)
        self._is_first = True
        self._data: list[str] = []
        self._length = 0
        self._event = ""
        self._id = ""
        self._retry: int | None = None

    def feed(self, chunk: bytes) -> Iterator[FramedEvent]:
        for line in self._lines.feed(chunk):
            self._read_field(line)
            if not line and self._data:
                yield FramedEvent(self._dispatch())
            elif not line:
                self._event = ""

    def end(self) -> Iterator[FramedEvent]:
        self._read_field(self._lines.rest())
        if self._data:
            # The standard discards an incomplete event because browsers reconnect; this client
            # does not, so it reports the event as truncated.
            yield FramedEvent(self._dispatch(), TRUNCATED)

    def _read_field(self, line: bytes) -> None:
        if self._is_first:
            line, self._is_first = line.removeprefix(_BYTE_ORDER_MARK), False
        name, _, value = line.decode("utf-8", "replace").partition(":")
        value = value.removeprefix(" ")
        match name:
            case "data":
                self._length += len(line)
                check_length(self._length)
                self._data.append(value)
            case "event":
                self._event = value
            case "id" if "\0" not in value:
                self._id = value
            case "retry" if _DIGITS.fullmatch(value):
                self._retry = int(value)
            case _:
                pass

    def _dispatch(self) -> StreamEvent:
        data, event = "\n".join(self._data), self._event or "message"
        self._data, self._length, self._event = [], 0, ""
        return StreamEvent(data, event, self._id, self._retry)
