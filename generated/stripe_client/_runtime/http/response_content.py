# SPDX-License-Identifier: MIT
"""Collect the content of a response in memory, up to a limit."""

from __future__ import annotations

from typing import Final

from .errors import ApiResponseError
from .headers import Headers
from .transport import Request, Response

_MAX_BYTES: Final = 1 << 30
"""The size limit of a response in memory, in bytes: compressed content can expand to any size."""


class ResponseContent:
    """The content of a response, received piece by piece."""

    def __init__(self, request: Request, status: int, headers: Headers) -> None:
        self._request = request
        self._head = Response(status, headers, b"")
        self._content = bytearray()

    def add(self, piece: bytes) -> None:
        """Append a piece.

        Raises:
            ApiResponseError: The content exceeds 1 GiB.
        """
        self._content += piece
        if len(self._content) > _MAX_BYTES:
            raise ApiResponseError(
                f"the response to {self._request.label} exceeds {_MAX_BYTES >> 20} MiB, the limit "
                "for content in memory",
                response=self._head,
                request=self._request.without_secrets(),
            )

    def response(self) -> Response:
        """Return the response with the content so far."""
        return Response(self._head.status, self._head.headers, bytes(self._content))
