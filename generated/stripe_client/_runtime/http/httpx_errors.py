# SPDX-License-Identifier: MIT
"""Remove secrets from exceptions of httpx2, and convert them to errors of the client.

The exceptions contain the request, their messages may repeat what a server sent, and their
tracebacks lead to functions of httpx2, whose variables contain headers.
"""

from __future__ import annotations

from inspect import currentframe
from types import TracebackType
from typing import Final

import httpx2

from .errors import ApiConnectionError, ApiTimeoutError
from .redaction import redacted
from .transport import Request

FAILURES: Final = (httpx2.RequestError, httpx2.InvalidURL, httpx2.StreamError)
"""The exceptions of httpx2 that mean that there is no response."""

# A request is sent once a connection is established.
_NOT_SENT: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_UPLOADS: Final = f"{__package__}.uploads"


def connection_error(request: Request, error: Exception) -> ApiConnectionError:
    """Convert one of `FAILURES`, which may become the cause: its secrets are removed."""
    remove_secrets(error, request)
    problem = str(error) or type(error).__name__
    timed_out = isinstance(error, httpx2.TimeoutException)
    error_class = ApiTimeoutError if timed_out else ApiConnectionError
    return error_class(
        f"{request.label}: {problem}",
        request=request.without_secrets(),
        request_sent=not isinstance(error, _NOT_SENT),
    )


def remove_secrets(error: BaseException, request: Request) -> None:
    """Remove secrets from an exception and all exceptions that led to it during the request.

    Tracebacks lose the functions of httpx2; those that read an upload remain.
    """
    safe = request.without_secrets()
    headers = [
        (name.encode(), value.encode("latin-1", "replace"))
        for name, value in safe.headers
    ]
    replacement = httpx2.Request(safe.method, safe.public_url, headers=headers)
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen or _is_older(current, error):
            continue
        seen.add(id(current))
        current.__traceback__ = _upload_part_of(current.__traceback__)
        current.args = tuple(
            redacted(value, request) if isinstance(value, str) else value
            for value in current.args
        )
        if isinstance(current, httpx2.RequestError):
            current.request = replacement
        waiting += [current.__cause__, current.__context__]


def _is_older(current: BaseException, error: BaseException) -> bool:
    """Whether an exception was being handled already when the request was sent."""
    traceback, frame = current.__traceback__, currentframe()
    while traceback is not None and current is not error and frame is not None:
        if frame is traceback.tb_frame:
            return True
        frame = frame.f_back
    return False


def _upload_part_of(traceback: TracebackType | None) -> TracebackType | None:
    while traceback is not None:
        if traceback.tb_frame.f_globals.get("__name__") == _UPLOADS:
            break
        traceback = traceback.tb_next
    return traceback
