"""What can go wrong with a call.

    ApiError
    ├── ApiConnectionError               no answer came
    │   └── ApiTimeoutError              … in time
    ├── ApiResponseError                 the answer is not what its media type says
    └── ApiStatusError                   the server says no
        ├── BadRequestError              400
        ├── AuthenticationError          401
        ├── PermissionDeniedError        403
        ├── NotFoundError                404
        ├── ConflictError                409
        ├── UnprocessableEntityError     422
        ├── RateLimitError               429
        └── ServerError                  500 and above

Wrong arguments are Python's own `TypeError` and `ValueError`, raised before anything is sent.
No error holds credentials or the body of the request, and all can be pickled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeGuard

if TYPE_CHECKING:
    from .headers import Headers
    from .transport import Request, Response

__all__ = [
    "ApiConnectionError",
    "ApiError",
    "ApiResponseError",
    "ApiStatusError",
    "ApiTimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "ServerError",
    "UnprocessableEntityError",
    "status_error",
]

_MESSAGES = (
    "message",
    "error_description",
    "detail",
    "error_message",
    "msg",
    "title",
    "description",
    "reason",
)
_CONTAINERS = ("error", "errors", "fault")
_LONGEST = 500


class ApiError(Exception):
    """Any failure of a call. `request` is what was sent, without secrets."""

    def __init__(self, message: str, *, request: Request | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.request = request

    def __reduce__(self) -> tuple[Any, ...]:
        return _revive, (type(self), self.args, self.__dict__)


class ApiConnectionError(ApiError):
    """No answer came: no connection, or it broke. What the server did is not known."""


class ApiTimeoutError(ApiConnectionError):
    """No answer came in time. What the server did is not known."""


class _AnsweredError(ApiError):
    """The server answered."""

    def __init__(
        self, message: str, *, response: Response, request: Request | None = None
    ) -> None:
        super().__init__(message, request=request)
        self.response = response

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

    @property
    def request_id(self) -> str | None:
        """What the server calls this request, for its support people."""
        headers = self.response.headers
        return headers.get("Request-Id") or headers.get("X-Request-Id")


class ApiResponseError(_AnsweredError):
    """The answer is not what it should be: no JSON, or JSON nested too deeply."""


class ApiStatusError(_AnsweredError):
    """The server answered with an error status.

    `message` is what the server says in words. `body` is the answer as the document describes
    it, a model as a rule; else the JSON value, or text, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        response: Response,
        request: Request | None = None,
        body: Any = None,
    ) -> None:
        super().__init__(message, response=response, request=request)
        self.body = body

    def __str__(self) -> str:
        return f"{self.status} {self.message}{_at(self.response, self.request)}"


class BadRequestError(ApiStatusError):
    """400: the server does not understand the request."""


class AuthenticationError(ApiStatusError):
    """401: the credentials are missing, or wrong."""


class PermissionDeniedError(ApiStatusError):
    """403: the credentials do not allow this."""


class NotFoundError(ApiStatusError):
    """404: there is no such thing."""


class ConflictError(ApiStatusError):
    """409: something else happened at the same time, or before."""


class UnprocessableEntityError(ApiStatusError):
    """422: the values are not acceptable."""


class RateLimitError(ApiStatusError):
    """429: too many requests."""


class ServerError(ApiStatusError):
    """500 and above: the fault is the server's."""


_BY_STATUS: Final[Mapping[int, type[ApiStatusError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error(
    response: Response, answer: Any, body: Any, request: Request | None
) -> ApiStatusError:
    """The error for an answer with an error status.

    `answer` is the JSON value or text that came, where the message is looked for, and `body` what
    became of it.
    """
    fallback = ServerError if response.status >= 500 else ApiStatusError
    message = find_message(answer) or "no explanation"
    kind = _BY_STATUS.get(response.status, fallback)
    return kind(message, response=response, request=request, body=body)


def find_message(answer: Any) -> str | None:
    """What the server says in words, wherever APIs are used to say it; on one line."""
    if isinstance(answer, str):
        # Text is a message; a page of HTML is none.
        return None if answer.lstrip().startswith("<") else _line(answer)
    if _is_list(answer):
        return find_message(answer[0]) if answer else None
    if not _is_object(answer):
        return None
    for name in _MESSAGES:
        found = answer.get(name)
        if isinstance(found, str) and found.strip():
            return _line(found)
    for name in _CONTAINERS:
        message = find_message(answer.get(name))
        if message is not None:
            return message
    return None


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _line(text: str) -> str | None:
    line = " ".join(text.split())
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…") or None


def _at(response: Response, request: Request | None) -> str:
    notes: list[str] = []
    if request is not None:
        notes.append(f"{request.method} {request.url.partition('?')[0]}")
    identity = response.headers.get("Request-Id") or response.headers.get(
        "X-Request-Id"
    )
    if identity:
        notes.append(f"request {_line(identity)}")
    return f" ({', '.join(notes)})" if notes else ""


def _revive(
    cls: type[ApiError], arguments: tuple[Any, ...], state: dict[str, Any]
) -> ApiError:
    error = cls.__new__(cls, *arguments)
    error.args = arguments
    error.__dict__.update(state)
    return error
