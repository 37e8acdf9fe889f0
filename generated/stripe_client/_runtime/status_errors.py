"""Which error an answer with an error status is, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from .errors import (
    ApiStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    GoneError,
    NotFoundError,
    PaymentRequiredError,
    PermissionDeniedError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
    UnprocessableEntityError,
    combined,
)
from .json_values import is_array, is_object

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

_MESSAGES = (
    *("message", "error_description", "detail", "error_message"),
    *("msg", "title", "description", "reason"),
)
_CONTAINERS = ("error", "errors", "fault")
_LONGEST = 500
_DEEPEST = 8


def error_class(
    status: int,
    code: str | None,
    type: str | None,
    own: Mapping[str, type[ApiStatusError]],
) -> type[ApiStatusError]:
    """The class for an error, by its status and by what its body says.

    `own` are the API's own classes, by code or type. What is known of the three, the error is; the
    code says most, then the type.
    """
    by_status = _BY_STATUS.get(status, ServerError if status >= 500 else ApiStatusError)
    told = (own[name] for name in (code, type) if name is not None and name in own)
    return combined(*told, by_status)


def find_text(answer: Any, name: str) -> str | None:
    """What the body of an error has under `name`, in its `error` or at the top; numbers too."""
    if not is_object(answer):
        return None
    for place in (answer.get("error"), answer):
        found = place.get(name) if is_object(place) else None
        if isinstance(found, (str, int)) and not isinstance(found, bool):
            return str(found)
    return None


def find_message(answer: Any, depth: int = _DEEPEST) -> str | None:
    """What the server says in words, wherever APIs are used to say it; on one line.

    It is looked for `depth` levels deep.
    """
    if isinstance(answer, str):
        # Text is a message; a page of HTML is none.
        return None if answer.lstrip().startswith("<") else _line(answer)
    if not depth:
        return None
    if is_array(answer):
        return find_message(answer[0], depth - 1) if answer else None
    return next(_messages(answer, depth - 1), None) if is_object(answer) else None


def _messages(answer: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name in _MESSAGES:
        found = answer.get(name)
        if isinstance(found, str) and found.strip():
            yield _line(found) or ""
    for name in _CONTAINERS:
        message = find_message(answer.get(name), depth)
        if message is not None:
            yield message


def _line(text: str) -> str | None:
    line = " ".join(text.split())
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…") or None
