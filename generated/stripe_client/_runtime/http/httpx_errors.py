# SPDX-License-Identifier: MIT
"""Convert what httpx2 and its libraries raise, request included, to errors without secrets."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import Final, NamedTuple

import httpx2

from .errors import ApiConnectionError, ApiError, ApiTimeoutError
from .transport import BodyStream, Request

_FAILURES: Final = (httpx2.RequestError, httpx2.InvalidURL, httpx2.StreamError)
_RUNTIME: Final = __name__.rpartition(".")[0].rpartition(".")[0] + "."
_LIBRARIES: Final = frozenset({"httpcore2", *sys.stdlib_module_names})

# A request is sent once a connection is established.
_NOT_SENT: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


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
        if not isinstance(error, Exception) or isinstance(error, ApiError):
            return
        if self._of_body is not None and error is self._of_body.error:
            self._of_body.restore()
            return
        if self._has_user_client and _is_raised_by_user(error):
            return
        raise _connection_error(self._request, error) from error


def _is_raised_by_user(error: Exception) -> bool:
    """Whether an exception comes from code that httpx2 calls and that is no library of its own."""
    traceback = None if isinstance(error, _FAILURES) else error.__traceback__
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__"))
        root = module.partition(".")[0]
        if root != "httpx2" and not module.startswith(_RUNTIME):
            return root not in _LIBRARIES
        traceback = traceback.tb_next
    return False


def _connection_error(request: Request, error: Exception) -> ApiConnectionError:
    """Convert an exception, which may become the cause: its secrets are removed."""
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
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        current.__traceback__ = None
        if isinstance(current, httpx2.RequestError):
            # Not for other errors, whose reason may be that the URL is not valid.
            current.request = httpx2.Request(
                safe.method, safe.public_url, headers=headers
            )
        waiting += [current.__cause__, current.__context__]
