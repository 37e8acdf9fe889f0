# SPDX-License-Identifier: MIT
"""Convert exceptions of httpx2, which contain the request, to errors without secrets."""

from __future__ import annotations

from typing import Final

import httpx2

from .errors import ApiConnectionError, ApiTimeoutError
from .transport import Request

FAILURES: Final = (httpx2.RequestError, httpx2.InvalidURL, httpx2.StreamError)
"""The exceptions of httpx2 that mean that there is no response."""

# A request is sent once a connection is established.
_NOT_SENT: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


def connection_error(request: Request, error: Exception) -> ApiConnectionError:
    """Convert one of `FAILURES`, which may become the cause: its secrets are removed."""
    safe = request.without_secrets()
    _remove_secrets(error, safe)
    problem = str(error) or type(error).__name__
    timed_out = isinstance(error, httpx2.TimeoutException)
    error_class = ApiTimeoutError if timed_out else ApiConnectionError
    return error_class(
        f"{request.label}: {problem}",
        request=safe,
        request_sent=not isinstance(error, _NOT_SENT),
    )


def _remove_secrets(error: BaseException, safe: Request) -> None:
    """Remove secrets from an exception and all that led to it.

    They are in the request, and in the variables of the functions in the traceback.
    """
    headers = [(name.encode(), value.encode()) for name, value in safe.headers]
    replacement = httpx2.Request(safe.method, safe.public_url, headers=headers)
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        current.__traceback__ = None
        if isinstance(current, httpx2.RequestError):
            current.request = replacement
        waiting += [current.__cause__, current.__context__]
