# SPDX-License-Identifier: MIT
"""What can be observed of a call: the hooks of a client, and its log lines."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeAlias

from .transport import Request, Response

OnRequest: TypeAlias = Callable[[Request], object]
"""Called with each request that goes out, each attempt of it; without its secrets and its body."""

OnResponse: TypeAlias = Callable[[Request, Response, float], object]
"""Called with that request, its answer, and the seconds in between."""


class Instrumentation:
    """Tells the hooks and the log. A log line has no secret, and nothing of a body."""

    def __init__(
        self, name: str, on_request: OnRequest | None, on_response: OnResponse | None
    ) -> None:
        self._name = name
        self._on_request = on_request
        self._on_response = on_response

    def _log(self, level: str, message: str, *values: object) -> None:
        # Logging takes its time to import. Where nobody has, nobody has a handler for these lines.
        logging = sys.modules.get("logging")
        if logging is not None:
            getattr(logging.getLogger(self._name), level)(message, *values)

    def sent(self, request: Request, attempt: int) -> None:
        """A request is about to go out."""
        url = request.public_url
        self._log("debug", "%s %s (attempt %d)", request.method, url, attempt)
        if self._on_request is not None:
            self._on_request(request.without_secrets())

    def responded(
        self,
        request: Request,
        attempt: int,
        response: Response,
        seconds: float,
        request_id: str | None,
    ) -> None:
        """An answer came, whatever its status."""
        self._log(
            "info",
            "%s: %d in %.0f ms (attempt %d, request %s)",
            *(request.place, response.status, seconds * 1000, attempt),
            request_id or "without an ID",
        )
        if self._on_response is not None:
            self._on_response(request.without_secrets(), response, seconds)

    def failed(
        self, request: Request, attempt: int, error: Exception, seconds: float
    ) -> None:
        """No answer came."""
        self._log(
            "info",
            "%s: %s after %.0f ms (attempt %d)",
            *(request.place, type(error).__name__, seconds * 1000, attempt),
        )

    def waits(self, request: Request, why: Any, delay: float) -> None:
        """There will be another attempt."""
        self._log("info", "%s: again in %.2f s, after %s", request.place, delay, why)
