# SPDX-License-Identifier: MIT
"""Read a response: its decoded value, or the error that it is."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..http.errors import (
    ApiResponseError,
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
from ..http.media_types import is_json, parameter_of
from ..http.retries import Exchange
from ..http.transport import Response
from ..models.decode import UnreadableError, read_json, read_value
from ..models.json_values import is_array, is_object
from .client_config import ClientConfig
from .endpoint import Content, Endpoint

_NO_CONTENT = (204, 205, 304)
# Python knows these as encodings of text. No server means them, and some take very long.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
_DEEPEST = 100
_UNDECLARED = Content("", "Any")


def read_response(
    endpoint: Endpoint[Any], exchange: Exchange, configuration: ClientConfig
) -> Any:
    """What the operation gives.

    Raises:
        ApiStatusError: the status is not one of success.
        ApiResponseError: the answer is not what it should be.
    """
    require_success(endpoint, exchange, configuration)
    response = exchange.response
    declared = declared_response(endpoint.responses, response.status)
    # An answer to HEAD has no content, whatever its header says of it.
    nothing = response.status in _NO_CONTENT or exchange.request.method == "HEAD"
    if declared is None or nothing:
        return None
    return _decode_success(declared, exchange, configuration.package)


def require_success(
    endpoint: Endpoint[Any], exchange: Exchange, configuration: ClientConfig
) -> None:
    """Tells an answer of success from an error.

    Raises:
        ApiStatusError: the status is not one of success.
    """
    response = exchange.response
    if response.is_success:
        return
    declared = declared_response(endpoint.responses, response.status)
    body = answer = _decode_leniently(response)
    if isinstance(declared, (str, Content)):
        body = _decode_error_body(declared, answer, configuration.package)
    raise _status_error(exchange, answer, body, configuration.api.errors)


def _status_error(
    exchange: Exchange,
    answer: Any,
    body: Any,
    own: Mapping[str, type[ApiStatusError]],
) -> ApiStatusError:
    """The error; `answer` is the JSON value or text that came, and `body` what became of it."""
    code, kind = find_text(answer, "code"), find_text(answer, "type")
    return error_class(exchange.response.status, code, kind, own)(
        find_message(answer) or "no explanation",
        response=exchange.response,
        request=exchange.request.without_secrets(),
        attempts=exchange.attempts,
        request_id=exchange.request_id,
        body=body,
        code=code,
        type=kind,
    )


def declared_response(
    responses: Mapping[str, Content | str | None], status: int
) -> Content | str | None:
    """What the document says of a status: by its code, its range, or by default."""
    for key in (str(status), f"{status // 100}XX", f"{status // 100}xx"):
        if key in responses:
            return responses[key]
    if 200 <= status < 300:
        # `default` mostly describes errors: another code of success says more about this one.
        for key, content in responses.items():
            if key.startswith("2"):
                return content
    return responses.get("default", _UNDECLARED)


def _decode_success(declared: Content | str, exchange: Exchange, package: str) -> Any:
    response = exchange.response
    content = (
        Content("application/json", declared) if isinstance(declared, str) else declared
    )
    if content is _UNDECLARED:
        return _decode_leniently(response)
    if content.is_stream:
        raise _response_error(exchange, f"is not {content.media_type}")
    if content.media_type == "*/*" and content.type in ("str", "Any"):
        value = _decode_leniently(response)
        is_held = content.type == "Any" or isinstance(value, str)
        return value if is_held else _decode_text(response)
    if not is_json(content.media_type) or content.type == "bytes":
        return _decode_text(response) if content.type == "str" else response.content
    try:
        return read_json(response.content, content.type, package)
    except UnreadableError as error:
        problem = str(error)
    raise _response_error(exchange, problem)


def _response_error(exchange: Exchange, problem: str) -> ApiResponseError:
    return ApiResponseError(
        f"{describe_response(exchange)} {problem}",
        response=exchange.response,
        request=exchange.request.without_secrets(),
        attempts=exchange.attempts,
        request_id=exchange.request_id,
    )


def describe_response(exchange: Exchange) -> str:
    """The answer, for a message that something is wrong with it."""
    response = exchange.response
    kind = response.headers.get("Content-Type", "of no type")
    return f"the answer to {exchange.request.place} (status {response.status}, {kind})"


def _decode_leniently(response: Response) -> Any:
    """The answer as JSON, text or bytes, by what it says it is; None if there is nothing."""
    if not response.content:
        return None
    kind = response.headers.get("Content-Type", "")
    if is_json(kind) or not kind:
        try:
            value = json.loads(response.content)
        except (ValueError, RecursionError):
            return _decode_text(response)
        # What is an error's to keep has to be printed, pickled and compared as well.
        return _decode_text(response) if _is_deep(value) else value
    return _decode_text(response) if kind.startswith("text/") else response.content


def _is_deep(value: Any) -> bool:
    """Whether more objects and lists stand inside of each other than anybody means."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, (dict, list))
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


def _decode_error_body(declared: Content | str, answer: Any, package: str) -> Any:
    annotation = declared if isinstance(declared, str) else declared.type
    if isinstance(declared, Content) and not is_json(declared.media_type):
        return answer
    try:
        return read_value(answer, annotation, package)
    except UnreadableError:
        return answer


def _decode_text(response: Response) -> str:
    """The body in the character set that it says it has, else UTF-8; never an error."""
    kind = response.headers.get("Content-Type", "")
    charset = parameter_of(kind, "charset") or "utf-8"
    try:
        if codecs.lookup(charset).name in _NO_CHARSETS:
            charset = "utf-8"
        return response.content.decode(charset, "replace")
    except (LookupError, ValueError):
        return response.content.decode("utf-8", "replace")


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
_LONGEST_MESSAGE = 500
_MESSAGE_DEPTH = 8


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


def find_message(answer: Any, depth: int = _MESSAGE_DEPTH) -> str | None:
    """What the server says in words, wherever APIs are used to say it; on one line.

    It is looked for `depth` levels deep.
    """
    if isinstance(answer, str):
        # Text is a message; a page of HTML is none.
        return None if answer.lstrip().startswith("<") else _one_line(answer)
    if not depth:
        return None
    if is_array(answer):
        return find_message(answer[0], depth - 1) if answer else None
    return next(_messages(answer, depth - 1), None) if is_object(answer) else None


def _messages(answer: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name in _MESSAGES:
        found = answer.get(name)
        if isinstance(found, str) and found.strip():
            yield _one_line(found) or ""
    for name in _CONTAINERS:
        message = find_message(answer.get(name), depth)
        if message is not None:
            yield message


def _one_line(text: str) -> str | None:
    line = " ".join(text.split())
    return (
        line if len(line) <= _LONGEST_MESSAGE else f"{line[:_LONGEST_MESSAGE]}…"
    ) or None
