"""Decode the content of an HTTP response as it arrives, up to a maximum size."""

from __future__ import annotations

import zlib

_GZIP = 16 + zlib.MAX_WBITS


class TooLargeError(Exception):
    """The content exceeds the maximum size."""


class CodingError(Exception):
    """The content coding is not supported, or the content does not conform to it."""


class Content:
    """Collects the content of a response.

    Args:
        coding: the value of `Content-Encoding`: gzip (RFC 9110, section 8.4.1.3), identity or
            nothing.
        max_bytes: maximum size of the content, encoded and decoded.

    Raises:
        CodingError: another coding.
    """

    def __init__(self, coding: str, max_bytes: int) -> None:
        name = coding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip"):
            raise CodingError(f"the coding {name!r} is not supported")
        self._max_bytes = max_bytes
        self._parts: list[bytes] = []
        self._size = 0
        self._received = 0
        self._gzip = zlib.decompressobj(_GZIP) if "gzip" in name else None

    @property
    def size(self) -> int:
        """The bytes so far, encoded or decoded, whichever are more."""
        return max(self._size, self._received)

    def feed(self, chunk: bytes) -> None:
        """Add the next bytes of the response.

        Raises:
            TooLargeError: the content exceeds the maximum size.
            CodingError: it is not valid gzip.
        """
        self._received += len(chunk)
        # Many bytes can decode to none: a series of empty gzip members.
        if self._received > self._max_bytes:
            raise TooLargeError
        if self._gzip is None:
            self._add(chunk)
            return
        while chunk:
            if self._gzip.eof:
                # A gzip file may consist of several members (RFC 1952, section 2.2).
                self._gzip = zlib.decompressobj(_GZIP)
            limit = self._max_bytes - self._size + 1
            try:
                self._add(self._gzip.decompress(chunk, limit))
            except zlib.error as error:
                raise CodingError("it is not valid gzip") from error
            chunk = self._gzip.unconsumed_tail or self._gzip.unused_data

    def _add(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._max_bytes:
            raise TooLargeError
        self._parts.append(part)

    def read(self) -> bytes:
        """The decoded content, after the last `feed`.

        Raises:
            CodingError: it is truncated.
        """
        if self._gzip is not None and not self._gzip.eof:
            raise CodingError("it is truncated")
        return b"".join(self._parts)
