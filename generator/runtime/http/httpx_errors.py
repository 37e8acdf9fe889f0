# SPDX-License-Identifier: MIT
"""Convert what httpx2 and its libraries raise to errors of the client, without secrets.

The exceptions contain the request, their messages may repeat what a server sent, and their
tracebacks lead to functions of httpx2, whose variables contain headers.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from inspect import currentframe
from types import TracebackType
from typing import Final, NamedTuple

import httpx2

from .errors import ApiConnectionError, ApiError, ApiTimeoutError
from .redaction import redacted
from .transport import BodyStream, Request

_FAILURES: Final = (httpx2.RequestError, httpx2.InvalidURL, httpx2.StreamError)
_RUNTIME: Final = __name__.rpartition(".")[0].rpartition(".")[0] + "."
_LIBRARIES: Final = frozenset({"httpcore2", *sys.stdlib_module_names})

# A request is sent once a connection is established.
_NOT_SENT: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_UPLOADS: Final = f"{__package__}.uploads"


class _BodyFailure(NamedTuple):
    """What the body of a request raised, as it was raised."""

    error: Exception
    traceback: TracebackType | None
    cause: BaseException | None
    hides_context: bool

    @classmethod
    def of(cls, error: Exception) -> _BodyFailure:
        hides_context = error.__suppress_context__
        return cls(error, error.__traceback__, error.__cause__, hides_context)

    def restore(self) -> None:
        """Remove the frames of httpx2, whose variables contain secrets, and undo `from None`."""
        self.error.__traceback__ = self.traceback
        self.error.__cause__ = self.cause
        self.error.__suppress_context__ = self.hides_context


class Attempt:
    """A context in which an attempt fails with nothing but an `ApiConnectionError`.

    Only exceptions of the user's own code are passed on unchanged: of the body of the request, and
    of the hooks and transports of an `http_client`.
    """

    def __init__(self, request: Request, *, has_user_client: bool) -> None:
        self._request = request
        self._has_user_client = has_user_client
        self._of_body: _BodyFailure | None = None

    def read(self, body: BodyStream) -> Iterator[bytes]:
        """Yield the chunks of the request's body."""
        try:
            yield from body
        except Exception as error:
            self._of_body = _BodyFailure.of(error)
            raise

    async def read_async(self, body: BodyStream) -> AsyncIterator[bytes]:
        """Async variant of `read`."""
        try:
            async for chunk in body:
                yield chunk
        except Exception as error:
            self._of_body = _BodyFailure.of(error)
            raise

    def __enter__(self) -> Attempt:
        return self

    def __exit__(
        self,
        cls: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        del traceback
        if error is None or isinstance(error, ApiError):
            return
        if not isinstance(error, Exception):
            remove_secrets(error, self._request)
            return
        if self._of_body is not None and error is self._of_body.error:
            self._of_body.restore()
            return
        part_of_user = _part_of_user(error) if self._has_user_client else None
        if part_of_user is not None:
            error.__traceback__ = part_of_user
            return
        raise _connection_error(self._request, error) from error


def _part_of_user(error: Exception) -> TracebackType | None:
    """Return the traceback of code that httpx2 calls and that is no library of its own, if any."""
    traceback = None if isinstance(error, _FAILURES) else error.__traceback__
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__"))
        root = module.partition(".")[0]
        if root != "httpx2" and not module.startswith(_RUNTIME):
            return None if root in _LIBRARIES else traceback
        traceback = traceback.tb_next
    return None


def _connection_error(request: Request, error: Exception) -> ApiConnectionError:
    """Convert an exception, which may become the cause: its secrets are removed."""
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
            # Not for other errors, whose reason may be that the URL is not valid.
            current.request = httpx2.Request(
                safe.method, safe.public_url, headers=headers
            )
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
