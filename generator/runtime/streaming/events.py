# SPDX-License-Identifier: MIT
"""Raw events of a stream, and the error for an event that cannot be decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..http.errors import ApiResponseError


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """An item of a stream before it is decoded.

    Only server-sent events (WHATWG HTML, section 9.2) have more than `data`.

    Attributes:
        data: The text of the item.
        event: The event type.
        id: The last event ID of the stream.
        retry: The last reconnection time of the stream, in milliseconds. The client does not
            reconnect by itself.
    """

    data: str
    event: str = "message"
    id: str = ""
    retry: int | None = None


class ApiStreamError(ApiResponseError):
    """An item of a stream does not match its declared type, or is incomplete.

    Attributes:
        event: The part of the item that was received; None if the item is too long.
        text: The text of that part.
    """

    def __init__(
        self, message: str, *, event: StreamEvent | None = None, **details: Any
    ) -> None:
        super().__init__(message, **details)
        self.event = event
