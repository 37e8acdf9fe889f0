# SPDX-License-Identifier: MIT
"""Server-sent events: `text/event-stream`. Source: WHATWG HTML, section 9.2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .events import StreamEvent
from .framing import BROKE_OFF, Frame, Lines, check_length

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DIGITS = re.compile(r"[0-9]{1,18}")


class ServerSentEvents:
    """`text/event-stream`. Source: WHATWG HTML, sections 9.2.5 and 9.2.6."""

    def __init__(self) -> None:
        self._lines = Lines(any_break=True)
        self._is_first = True
        self._data: list[str] = []
        self._length = 0
        self._event = ""
        self._id = ""
        self._retry: int | None = None

    def feed(self, piece: bytes) -> Iterator[Frame]:
        for line in self._lines.feed(piece):
            self._take(line)
            if not line and self._data:
                yield Frame(self._dispatched())
            elif not line:
                self._event = ""

    def end(self) -> Iterator[Frame]:
        self._take(self._lines.rest())
        if self._data:
            # The standard lets go of it, for browsers connect again and get it then.
            yield Frame(self._dispatched(), BROKE_OFF)

    def _take(self, line: bytes) -> None:
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

    def _dispatched(self) -> StreamEvent:
        data, event = "\n".join(self._data), self._event or "message"
        self._data, self._length, self._event = [], 0, ""
        return StreamEvent(data, event, self._id, self._retry)
