# SPDX-License-Identifier: MIT
"""What can go wrong with a call.

    ApiError
    ├── ApiConnectionError               no answer came
    │   └── ApiTimeoutError              … in time
    ├── ApiCredentialsError              there are none that the call could be sent with
    │   └── ApiTokenError                a token endpoint gave no token
    ├── ApiPagingError                   the pages of a list cannot be followed
    ├── ApiResponseError                 the answer is not what its media type says
    │   └── ApiStreamError               … an item of a stream
    └── ApiStatusError                   the server says no
        ├── BadRequestError              400
        ├── AuthenticationError          401
        ├── PaymentRequiredError         402
        ├── PermissionDeniedError        403
        ├── NotFoundError                404
        ├── RequestTimeoutError          408
        ├── ConflictError                409
        ├── GoneError                    410
        ├── UnprocessableEntityError     422
        ├── RateLimitError               429
        └── ServerError                  500 and above

An API may have classes of its own under `ApiStatusError`, by the code and the type in the body of
an error. What is raised is then all of them, these and the one of the status, and is caught as any.

Wrong arguments are Python's own `TypeError` and `ValueError`, raised before anything is sent.
No error holds credentials or the body of the request, and all can be pickled.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final

from .headers import REQUEST_ID_HEADERS, Headers

if TYPE_CHECKING:
    from .transport import Request, Response


class ApiError(Exception):
    """Any failure of a call.

    `request` is what was sent, without secrets; `attempts` is how often it was sent.
    """

    def __init__(
        self, message: str, *, request: Request | None = None, attempts: int = 1
    ) -> None:
        super().__init__(message)
        self.message = message
        self.request = request
        self.attempts = attempts

    def __str__(self) -> str:
        notes = ", ".join(self._notes())
        return _printable(
            f"{self._headline()} ({notes})" if notes else self._headline()
        )

    def _headline(self) -> str:
        return self.message

    def _notes(self) -> list[str]:
        return [f"{self.attempts} attempts"] if self.attempts > 1 else []

    def __reduce__(self) -> tuple[Any, ...]:
        return revive, (type(self), self.args, self.__dict__)


class ApiConnectionError(ApiError):
    """No answer came: no connection, or it broke. What the server did is not known."""


class ApiTimeoutError(ApiConnectionError):
    """No answer came in time. What the server did is not known."""


class ApiCredentialsError(ApiError):
    """The client has no credentials that the call could be sent with; it was not sent."""


class _ResponseError(ApiError):
    """The server answered. `response` is what came; `request_id` is what the server calls the
    request, for its support people."""

    def __init__(
        self,
        message: str,
        *,
        response: Response,
        request: Request | None = None,
        attempts: int = 1,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message, request=request, attempts=attempts)
        self.response = response
        self.request_id = request_id or response.headers.first(REQUEST_ID_HEADERS)

    @property
    def status(self) -> int:
        """The HTTP status code."""
        return self.response.status

    @property
    def headers(self) -> Headers:
        """The header fields of the answer."""
        return self.response.headers

    @property
    def text(self) -> str:
        """The body of the answer as text."""
        return self.response.content.decode("utf-8", "replace")

    def _notes(self) -> list[str]:
        known = [f"request {self.request_id}"] if self.request_id else []
        return [*known, *super()._notes()]


class ApiResponseError(_ResponseError):
    """The answer is not what it should be: no JSON, another kind of value, or nested too deeply."""


class ApiStatusError(_ResponseError):
    """The server answered with an error status.

    `message` is what the server says in words. `body` is the answer as the document describes
    it, a model as a rule; else the JSON value, or text, or None. `code` and `type` are what the
    body says under these names, as text; None if it does not.
    """

    _parts: ClassVar[tuple[type[ApiStatusError], ...]] = ()

    def __init__(
        self,
        message: str,
        *,
        response: Response,
        request: Request | None = None,
        attempts: int = 1,
        request_id: str | None = None,
        body: Any = None,
        code: str | None = None,
        type: str | None = None,
    ) -> None:
        super().__init__(
            message,
            response=response,
            request=request,
            attempts=attempts,
            request_id=request_id,
        )
        self.body = body
        self.code = code
        self.type = type

    def _headline(self) -> str:
        return f"{self.status} {self.message}"

    def _notes(self) -> list[str]:
        return [*([self.request.place] if self.request else []), *super()._notes()]

    def __reduce__(self) -> tuple[Any, ...]:
        if not self._parts:
            return super().__reduce__()
        # A combined class has no module where it could be found again; its parts have.
        return revive_combined, (self._parts, self.args, self.__dict__)


class BadRequestError(ApiStatusError):
    """400: the server does not understand the request."""


class AuthenticationError(ApiStatusError):
    """401: the credentials are missing, or wrong."""


class PaymentRequiredError(ApiStatusError):
    """402: the payment did not go through, or the account has to be paid for."""


class PermissionDeniedError(ApiStatusError):
    """403: the credentials do not allow this."""


class NotFoundError(ApiStatusError):
    """404: there is no such thing."""


class RequestTimeoutError(ApiStatusError):
    """408: the server waited too long for the request."""


class ConflictError(ApiStatusError):
    """409: something else happened at the same time, or before."""


class GoneError(ApiStatusError):
    """410: there is no such thing any more."""


class UnprocessableEntityError(ApiStatusError):
    """422: the values are not acceptable."""


class RateLimitError(ApiStatusError):
    """429: too many requests."""


class ServerError(ApiStatusError):
    """500 and above: the fault is the server's."""


def _printable(text: str) -> str:
    """What a server says, with nothing in it that a terminal would act upon or a log not take."""
    if text.isprintable():
        return text
    return "".join(
        (
            each
            if each.isprintable()
            else each.encode("unicode_escape", "surrogatepass").decode("ascii")
        )
        for each in text
    )


def _combine(*kinds: type[ApiStatusError]) -> type[ApiStatusError]:
    # A class that another one derives from says nothing more.
    parts = tuple(
        kind
        for kind in dict.fromkeys(kinds)
        if not any(each is not kind and issubclass(each, kind) for each in kinds)
    )
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    members = {"__doc__": first.__doc__, "__module__": first.__module__}
    return type(first.__name__, parts, {**members, "_parts": parts})


combined: Final[Callable[..., type[ApiStatusError]]] = cache(_combine)
"""The class of errors that are all of these classes, the most telling one first, whose name it has.
It is one of them if that is all the others too."""


def revive(
    cls: type[ApiError], arguments: tuple[Any, ...], state: dict[str, Any]
) -> ApiError:
    """The error that was pickled, without asking its class for the arguments it was made with."""
    error = cls.__new__(cls, *arguments)
    error.args = arguments
    error.__dict__.update(state)
    return error


def revive_combined(
    parts: tuple[type[ApiStatusError], ...],
    arguments: tuple[Any, ...],
    state: dict[str, Any],
) -> ApiError:
    """As `revive`, for an error that is of several classes at once."""
    return revive(combined(*parts), arguments, state)
