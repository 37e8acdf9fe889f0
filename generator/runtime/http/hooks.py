# SPDX-License-Identifier: MIT
"""Instrumentation of calls: the hooks of a client and its log records."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeAlias

from .transport import Request, Response

OnRequest: TypeAlias = Callable[[Request], object]
"""Called before every attempt with the request, without its secrets and body."""

OnResponse: TypeAlias = Callable[[Request, Response, float], object]
"""Called with the request, as in `OnRequest`, its response, and the elapsed time in seconds."""


class Instrumentation:
    """Calls the hooks and writes log records, which contain neither secrets nor bodies.

    Args:
        name: The name of the logger.
        on_request: The hook to call with every request; None if there is none.
        on_response: The hook to call with every response; None if there is none.
    """

    def __init__(
        self, name: str, on_request: OnRequest | None, on_response: OnResponse | None
    ) -> None:
        self._name = name
        self._logger: Any = None
        self._on_request = on_request
        self._on_response = on_response

    def _log(self, level: str, message: str, *values: object) -> None:
        # `logging` is slow to import, and without it there is no handler for these records.
        if self._logger is None and "logging" in sys.modules:
            self._logger = sys.modules["logging"].getLogger(self._name)
        if self._logger is not None:
            getattr(self._logger, level)(message, *values)

    def sent(self, request: Request, attempt: int) -> None:
        """Record that a request is about to be sent."""
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
        """Record a response of any status."""
        self._log(
            "info",
            "%s: %d in %.0f ms (attempt %d, request %s)",
            *(request.label, response.status, seconds * 1000, attempt),
            request_id or "without an ID",
        )
        if self._on_response is not None:
            self._on_response(request.without_secrets(), response, seconds)

    def failed(
        self, request: Request, attempt: int, error: Exception, seconds: float
    ) -> None:
        """Record that no response was received."""
        self._log(
            "info",
            "%s: %s after %.0f ms (attempt %d)",
            *(request.label, type(error).__name__, seconds * 1000, attempt),
        )

    def retrying(self, request: Request, reason: Any, delay: float) -> None:
        """Record that the request will be retried after `delay` seconds."""
        self._log("info", "%s: retry in %.2f s, after %s", request.label, delay, reason)
