# SPDX-License-Identifier: MIT
"""Framing: split the chunks of a response into items.

A framing is fed the chunks of a response as they arrive and yields the items they complete. It
performs no input or output, so that sync and async clients share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

from .events import StreamEvent

MAX_ITEM_BYTES: Final = 64 * 1024 * 1024
"""Maximum size of an item, in bytes; it limits the memory that a faulty server can use up."""

TRUNCATED: Final = "is truncated: the response ended before the item did"
_ANY_LINE_BREAK = re.compile(rb"\r\n|\n|\r")
_LINE_FEED = re.compile(rb"\n")


class FramedEvent(NamedTuple):
    """An event, and the framing error in it; empty if there is none."""

    event: StreamEvent
    problem: str = ""


class ItemTooLongError(ValueError):
    """An item is longer than `MAX_ITEM_BYTES`."""


class Framing(Protocol):
    """Splits the chunks of a response into items."""

    def feed(self, chunk: bytes) -> Iterator[FramedEvent]:
        """Yield the items that `chunk` completes; exhaust the iterator before the next chunk.

        Raises:
            ItemTooLongError: an item is longer than `MAX_ITEM_BYTES`.
        """
        ...

    def end(self) -> Iterator[FramedEvent]:
        """Yield the remaining item, if any, at the end of the response."""
        ...


class LineSplitter:
    """Splits chunks into lines, without their line breaks."""

    def __init__(self, *, any_break: bool = False) -> None:
        """Split at line feeds; with `any_break`, also at `\\r` and `\\r\\n`."""
        self._line_break = _ANY_LINE_BREAK if any_break else _LINE_FEED
        self._partial = bytearray()
        self._is_after_return = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Yield the lines that `chunk` completes.

        Raises:
            ItemTooLongError: a line is longer than `MAX_ITEM_BYTES`.
        """
        if self._is_after_return and chunk:
            # The `\r` of a `\r\n` pair was in the previous chunk and ended the line.
            chunk = chunk.removeprefix(b"\n")
            self._is_after_return = False
        if not chunk:
            return
        splits_at_return = self._line_break is _ANY_LINE_BREAK
        self._is_after_return = splits_at_return and chunk.endswith(b"\r")
        first, *others = self._line_break.split(chunk)
        self._partial += first
        check_length(len(self._partial))
        for other in others:
            line = bytes(self._partial)
            self._partial = bytearray(other)
            yield line

    def rest(self) -> bytes:
        """Return the last line, which has no line break."""
        return bytes(self._partial)


def frame_text(text: bytes) -> Iterator[FramedEvent]:
    """Yield the text as one item, unless it is blank."""
    data = text.decode("utf-8", "replace").strip(" \t\r\n")
    if data:
        yield FramedEvent(StreamEvent(data.removeprefix("\ufeff")))


def check_length(length: int) -> None:
    """Check the size of an item in bytes.

    Raises:
        ItemTooLongError: it is larger than `MAX_ITEM_BYTES`.
    """
    if length > MAX_ITEM_BYTES:
        raise ItemTooLongError(f"has an item of more than {MAX_ITEM_BYTES} bytes")
