# SPDX-License-Identifier: MIT
"""Events of a stream, and the error for one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..http.errors import ApiResponseError


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """An item of a stream as it came: its text, and what server-sent events have beside it.

    Source: WHATWG HTML, section 9.2. `id` and `retry` (milliseconds) are what the stream said of
    them last; nothing here connects again.
    """

    data: str
    event: str = "message"
    id: str = ""
    retry: int | None = None


class ApiStreamError(ApiResponseError):
    """An item of a stream is not what it should be, or broke off.

    `event` is what came of it; None if it has no end. `text` is the text of that.
    """

    def __init__(
        self, message: str, *, event: StreamEvent | None = None, **known: Any
    ) -> None:
        super().__init__(message, **known)
        self.event = event
