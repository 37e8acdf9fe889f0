"""The bytes of an HTTP answer as they arrive, with gzip undone, and never more than a bound."""

from __future__ import annotations

import zlib

_GZIP = 16 + zlib.MAX_WBITS


class TooLargeError(Exception):
    """The content is larger than its bound."""


class CodingError(Exception):
    """The content is not what its coding says."""


class Content:
    """Collects content of at most `largest` bytes, counted after `coding` is undone.

    The codings are `gzip` (RFC 9110, section 8.4.1.3) and none.

    Raises:
        CodingError: no other coding is known here.
    """

    def __init__(self, coding: str, largest: int) -> None:
        name = coding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip"):
            raise CodingError(f"the coding {name!r} was not asked for")
        self._largest = largest
        self._parts: list[bytes] = []
        self._size = 0
        self._gzip = zlib.decompressobj(_GZIP) if "gzip" in name else None

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes as they came.

        Raises:
            TooLargeError: that was too much.
            CodingError: they are not in the coding.
        """
        if self._gzip is None:
            self._add(chunk)
            return
        while chunk:
            if self._gzip.eof:
                # RFC 1952, section 2.2: a file may have several members.
                self._gzip = zlib.decompressobj(_GZIP)
            room = self._largest - self._size + 1
            try:
                self._add(self._gzip.decompress(chunk, room))
            except zlib.error as error:
                raise CodingError("it is not gzip") from error
            chunk = self._gzip.unconsumed_tail or self._gzip.unused_data

    def _add(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._largest:
            raise TooLargeError
        self._parts.append(part)

    def whole(self) -> bytes:
        """All of the content, once all bytes came.

        Raises:
            CodingError: the end is missing.
        """
        if self._gzip is not None and not self._gzip.eof:
            raise CodingError("its end is missing")
        return b"".join(self._parts)
