# SPDX-License-Identifier: MIT
"""Exceptions of API calls.

    ApiError
    ├── ApiConnectionError               no response was received
    │   └── ApiTimeoutError              … within the timeout
    ├── ApiCredentialsError              the client has no credentials for the operation
    │   └── ApiTokenError                a token endpoint issued no token
    ├── ApiPagingError                   the next page of a list cannot be requested
    ├── ApiResponseError                 the content of the response cannot be decoded
    │   └── ApiStreamError               … or an item of a stream
    └── ApiStatusError                   the response has an error status
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

A client may define further subclasses of `ApiStatusError`, for the error codes and types of its
API. An error is then an instance of every class that applies, that of its status included.

Invalid arguments raise `TypeError` or `ValueError` before anything is sent. Errors contain neither
credentials nor request bodies, and can be pickled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from .headers import REQUEST_ID_HEADERS, Headers

if TYPE_CHECKING:
    from .transport import Request, Response


class ApiError(Exception):
    """The base class of all errors of API calls.

    Attributes:
        message: The problem, without the details that `str()` appends.
        request: The request without its secrets and body; None if there is none.
        attempts: How many times the request was sent.
    """

    def __init__(
        self, message: str, *, request: Request | None = None, attempts: int = 1
    ) -> None:
        super().__init__(message)
        self.message = message
        self.request = request
        self.attempts = attempts

    def __str__(self) -> str:
        details = ", ".join(self._details())
        return _escape_unprintable(
            f"{self._headline()} ({details})" if details else self._headline()
        )

    def _headline(self) -> str:
        return self.message

    def _details(self) -> list[str]:
        return [f"{self.attempts} attempts"] if self.attempts > 1 else []

    def __reduce__(self) -> tuple[Any, ...]:
        return revive, (type(self), self.args, self.__dict__)


class ApiConnectionError(ApiError):
    """No response was received: the connection failed or broke.

    Attributes:
        request_sent: Whether the server may have processed the request. False if the connection
            could not be established.
    """

    def __init__(
        self,
        message: str,
        *,
        request: Request | None = None,
        attempts: int = 1,
        request_sent: bool = True,
    ) -> None:
        super().__init__(message, request=request, attempts=attempts)
        self.request_sent = request_sent


class ApiTimeoutError(ApiConnectionError):
    """No response was received within the timeout."""


class ApiCredentialsError(ApiError):
    """The client has no credentials that the operation accepts; the request was not sent."""


class _ResponseError(ApiError):
    """An error with a response.

    Attributes:
        response: The response.
        request_id: The server's ID of the request, for its support; None if it sent none.
    """

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
        """The header fields of the response."""
        return self.response.headers

    @property
    def text(self) -> str:
        """The content of the response, decoded by its `charset`, or else as UTF-8."""
        return self.response.text

    def _details(self) -> list[str]:
        request_ids = [f"request {self.request_id}"] if self.request_id else []
        return [*request_ids, *super()._details()]


class ApiResponseError(_ResponseError):
    """The content of the response cannot be decoded.

    It is not JSON, is of another JSON type than documented, is nested too deeply, or is too large.
    """


class ApiStatusError(_ResponseError):
    """The response has an error status.

    Attributes:
        message: The server's description of the error.
        body: The decoded content: the documented model, or else a JSON value, a string or None.
        code: The error code in the body; None if there is none.
        type: The error type in the body; None if there is none.
    """

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

    def _details(self) -> list[str]:
        return [*([self.request.label] if self.request else []), *super()._details()]


class BadRequestError(ApiStatusError):
    """400 Bad Request: the request is malformed."""


class AuthenticationError(ApiStatusError):
    """401 Unauthorized: the credentials are missing or invalid."""


class PaymentRequiredError(ApiStatusError):
    """402 Payment Required: a payment failed, or the account must be paid for."""


class PermissionDeniedError(ApiStatusError):
    """403 Forbidden: the credentials do not permit the operation."""


class NotFoundError(ApiStatusError):
    """404 Not Found: the resource does not exist."""


class RequestTimeoutError(ApiStatusError):
    """408 Request Timeout: the server did not receive the whole request in time."""


class ConflictError(ApiStatusError):
    """409 Conflict: the request conflicts with the state of the resource."""


class GoneError(ApiStatusError):
    """410 Gone: the resource does not exist any more."""


class UnprocessableEntityError(ApiStatusError):
    """422 Unprocessable Content: the request is well-formed, but its values are invalid."""


class RateLimitError(ApiStatusError):
    """429 Too Many Requests: the rate limit is exceeded."""


class ServerError(ApiStatusError):
    """500 and above: the server failed to process the request."""


_BY_STATUS: Final[Mapping[int, type[ApiStatusError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: PaymentRequiredError,
    403: PermissionDeniedError,
    404: NotFoundError,
    408: RequestTimeoutError,
    409: ConflictError,
    410: GoneError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def error_class(status: int) -> type[ApiStatusError]:
    """Return the exception class for the status code of an error response."""
    return _BY_STATUS.get(status, ServerError if status >= 500 else ApiStatusError)


def _escape_unprintable(message: str) -> str:
    """Escape control characters and surrogates, which terminals interpret and logs reject."""
    return "".join(
        (
            character
            if character.isprintable()
            else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        )
        for character in message
    )


def revive(
    cls: type[ApiError], arguments: tuple[Any, ...], state: dict[str, Any]
) -> ApiError:
    """Restore a pickled error without calling its constructor."""
    error = cls.__new__(cls, *arguments)
    error.args = arguments
    error.__dict__.update(state)
    return error
