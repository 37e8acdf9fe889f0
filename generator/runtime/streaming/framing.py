# SPDX-License-Identifier: MIT
"""Framing: where one item of a stream ends and the next begins.

A framing takes the chunks of a response as they arrive and yields the events in them. It neither
reads nor waits itself, so that blocking and async code share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

from .events import StreamEvent

LONGEST_ITEM: Final = 64 * 1024 * 1024
"""How many bytes an item may have. Whoever sends more has no end of it, as a rule."""

BROKE_OFF: Final = "broke off before its end"
_ANY_BREAK = re.compile(rb"\r\n|\n|\r")
_LINE_FEED = re.compile(rb"\n")


class Frame(NamedTuple):
    """An event, and what is wrong with it as far as its framing tells; empty if nothing is."""

    event: StreamEvent
    problem: str = ""


class TooLongError(ValueError):
    """An item has no end within `LONGEST_ITEM`."""


class Framing(Protocol):
    """Finds items in an answer that comes in pieces."""

    def feed(self, piece: bytes) -> Iterator[Frame]:
        """The items that a further piece completes; to be exhausted before the next one.

        Raises:
            TooLongError: an item is longer than it may be.
        """
        ...

    def end(self) -> Iterator[Frame]:
        """What is left when no more comes."""
        ...


class Lines:
    """Lines of bytes, without their ends."""

    def __init__(self, *, any_break: bool = False) -> None:
        """`any_break`: whether `\\r` ends a line too, with a line feed after it or not."""
        self._ends = _ANY_BREAK if any_break else _LINE_FEED
        self._partial = bytearray()
        self._is_after_return = False

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The lines that a further piece completes."""
        if self._is_after_return and piece:
            # Of a pair of `\r\n`, the first was in the last piece, and ended the line.
            piece = piece.removeprefix(b"\n")
            self._is_after_return = False
        if not piece:
            return
        self._is_after_return = self._ends is _ANY_BREAK and piece.endswith(b"\r")
        first, *others = self._ends.split(piece)
        self._partial += first
        check_length(len(self._partial))
        for other in others:
            line = bytes(self._partial)
            self._partial = bytearray(other)
            yield line

    def rest(self) -> bytes:
        """The line that has no end."""
        return bytes(self._partial)


def frames_of(text: bytes) -> Iterator[Frame]:
    """The text as an item, if there is any."""
    data = text.decode("utf-8", "replace").strip(" \t\r\n")
    if data:
        yield Frame(StreamEvent(data.removeprefix("\ufeff")))


def check_length(length: int) -> None:
    """Refuses an item that has become too long.

    Raises:
        TooLongError: it has.
    """
    if length > LONGEST_ITEM:
        raise TooLongError(f"has an item of more than {LONGEST_ITEM} bytes")
