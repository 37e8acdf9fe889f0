"""From an answer to its Python value, or to the error that it is."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from typing import Any

from .attempts import Exchange
from .configuration import Configuration
from .endpoint import Content, Endpoint
from .errors import ApiResponseError, ApiStatusError
from .media_types import is_json, parameter_of
from .reading import UnreadableError, read_json, read_value
from .status_errors import error_class, find_message, find_text
from .transport import Response

_NO_CONTENT = (204, 205, 304)
# Python knows these as encodings of text. No server means them, and some take very long.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
_DEEPEST = 100
_UNDECLARED = Content("", "Any")


def read_response(
    endpoint: Endpoint[Any], exchange: Exchange, configuration: Configuration
) -> Any:
    """What the operation gives.

    Raises:
        ApiStatusError: the status is not one of success.
        ApiResponseError: the answer is not what it should be.
    """
    require_success(endpoint, exchange, configuration)
    response = exchange.response
    declared = declared_answer(endpoint.responses, response.status)
    # An answer to HEAD has no content, whatever its header says of it.
    nothing = response.status in _NO_CONTENT or exchange.request.method == "HEAD"
    if declared is None or nothing:
        return None
    return _success(declared, exchange, configuration.package)


def require_success(
    endpoint: Endpoint[Any], exchange: Exchange, configuration: Configuration
) -> None:
    """Tells an answer of success from an error.

    Raises:
        ApiStatusError: the status is not one of success.
    """
    response = exchange.response
    if response.is_success:
        return
    declared = declared_answer(endpoint.responses, response.status)
    body = answer = _lenient(response)
    if isinstance(declared, (str, Content)):
        body = _lenient_decode(declared, answer, configuration.package)
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


def declared_answer(
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


def _success(declared: Content | str, exchange: Exchange, package: str) -> Any:
    response = exchange.response
    content = (
        Content("application/json", declared) if isinstance(declared, str) else declared
    )
    if content is _UNDECLARED:
        return _lenient(response)
    if content.is_stream:
        raise _unreadable(exchange, f"is not {content.media_type}")
    if content.media_type == "*/*" and content.type in ("str", "Any"):
        value = _lenient(response)
        is_held = content.type == "Any" or isinstance(value, str)
        return value if is_held else _text(response)
    if not is_json(content.media_type) or content.type == "bytes":
        return _text(response) if content.type == "str" else response.content
    try:
        return read_json(response.content, content.type, package)
    except UnreadableError as error:
        problem = str(error)
    raise _unreadable(exchange, problem)


def _unreadable(exchange: Exchange, problem: str) -> ApiResponseError:
    return ApiResponseError(
        f"{what_came(exchange)} {problem}",
        response=exchange.response,
        request=exchange.request.without_secrets(),
        attempts=exchange.attempts,
        request_id=exchange.request_id,
    )


def what_came(exchange: Exchange) -> str:
    """The answer, for a message that something is wrong with it."""
    response = exchange.response
    kind = response.headers.get("Content-Type", "of no type")
    return f"the answer to {exchange.request.place} (status {response.status}, {kind})"


def _lenient(response: Response) -> Any:
    """The answer as JSON, text or bytes, by what it says it is; None if there is nothing."""
    if not response.content:
        return None
    kind = response.headers.get("Content-Type", "")
    if is_json(kind) or not kind:
        try:
            value = json.loads(response.content)
        except (ValueError, RecursionError):
            return _text(response)
        # What is an error's to keep has to be printed, pickled and compared as well.
        return _text(response) if _is_deep(value) else value
    return _text(response) if kind.startswith("text/") else response.content


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


def _lenient_decode(declared: Content | str, answer: Any, package: str) -> Any:
    annotation = declared if isinstance(declared, str) else declared.type
    if isinstance(declared, Content) and not is_json(declared.media_type):
        return answer
    try:
        return read_value(answer, annotation, package)
    except UnreadableError:
        return answer


def _text(response: Response) -> str:
    """The body in the character set that it says it has, else UTF-8; never an error."""
    kind = response.headers.get("Content-Type", "")
    charset = parameter_of(kind, "charset") or "utf-8"
    try:
        if codecs.lookup(charset).name in _NO_CHARSETS:
            charset = "utf-8"
        return response.content.decode(charset, "replace")
    except (LookupError, ValueError):
        return response.content.decode("utf-8", "replace")
