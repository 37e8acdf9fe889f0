# SPDX-License-Identifier: MIT
"""Decode a response into the value of the operation, or raise the error it represents."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..http.errors import ApiResponseError, error_class
from ..http.media_types import is_json, parameter_of
from ..http.retries import Exchange
from ..http.transport import Response
from ..models.decode import UnreadableError, read_json
from ..models.json_values import is_array, is_object
from ..models.required import missing_property
from .client_config import ClientConfig
from .endpoint import Content, Endpoint

_NO_CONTENT = (204, 205, 304)
# Python codecs that are not charsets of HTTP; decoding some of them takes quadratic time.
_REJECTED_CODECS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
_MAX_NESTING = 100
# The content of a response that the document does not declare.
_UNDECLARED = Content("", "Any")


def read_response(
    endpoint: Endpoint[Any], exchange: Exchange, configuration: ClientConfig
) -> Any:
    """Decode the response of a call.

    Args:
        endpoint: The operation.
        exchange: The request that was sent, and its response.
        configuration: Settings of the client.

    Returns:
        The value of the operation; None if the response has no content.

    Raises:
        ApiStatusError: the status code is not 2xx.
        ApiResponseError: the content does not match the declared type, or, in strict mode, lacks a
            required property.
    """
    require_success(endpoint, exchange, configuration)
    response = exchange.response
    declared = declared_response(endpoint.responses, response.status)
    # A response to HEAD has no content, whatever its headers say (RFC 9110, section 9.3.2).
    is_empty = response.status in _NO_CONTENT or exchange.request.method == "HEAD"
    if declared is None or is_empty:
        return None
    return _decode_success(declared, exchange, configuration)


def require_success(
    endpoint: Endpoint[Any], exchange: Exchange, configuration: ClientConfig
) -> None:
    """Raise the error that a response represents, unless its status code is 2xx.

    Raises:
        ApiStatusError: of the subclass for the status code and the error's `code` or `type`.
    """
    response = exchange.response
    if response.is_success:
        return
    content = _decode_leniently(response)
    code, error_type = find_string(content, "code"), find_string(content, "type")
    raised = error_class(response.status)
    if configuration.api.errors is not None:
        raised = configuration.api.errors.combine(code, error_type, raised)
    declared = declared_response(endpoint.responses, response.status)
    raise raised(
        find_message(content) or "no explanation",
        response=response,
        request=exchange.request.without_secrets(),
        attempts=exchange.attempts,
        request_id=exchange.request_id,
        body=_decode_error_body(declared, content, response, configuration),
        code=code,
        type=error_type,
    )


def declared_response(
    responses: Mapping[str, Content | str | None], status: int
) -> Content | None:
    """Return the declared content for a status code, or None for a response without content.

    Order of precedence: the code itself, its range (`4XX`), another 2xx code if `status` is 2xx,
    `default`. Source: OpenAPI 3.1.1, section 4.8.16 (Responses Object).
    """
    keys = [str(status), f"{status // 100}XX", f"{status // 100}xx"]
    if 200 <= status < 300:
        # `default` usually describes errors, so another 2xx response is the better guess.
        keys += [key for key in responses if key.startswith("2")]
    key = next((key for key in keys if key in responses), "default")
    content = responses.get(key, _UNDECLARED)
    return Content("application/json", content) if isinstance(content, str) else content


def _decode_success(content: Content, exchange: Exchange, config: ClientConfig) -> Any:
    response = exchange.response
    if content is _UNDECLARED:
        return _decode_leniently(response)
    if content.is_stream:
        raise _response_error(exchange, f"is not {content.media_type}")
    if content.media_type == "*/*" and content.type in ("str", "Any"):
        value = _decode_leniently(response)
        matches_type = content.type == "Any" or isinstance(value, str)
        return value if matches_type else _decode_text(response)
    if not is_json(content.media_type) or content.type == "bytes":
        return _decode_text(response) if content.type == "str" else response.content
    try:
        value = read_json(response.content, content.type, config.package)
    except UnreadableError as error:
        problem = str(error)
    else:
        missing = missing_property(value) if config.strict else None
        if missing is None:
            return value
        problem = f"lacks the required property {missing}"
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
    """Describe the response for an error message: request, status code and content type."""
    response = exchange.response
    content_type = response.headers.get("Content-Type", "no Content-Type")
    return f"the response to {exchange.request.label} (status {response.status}, {content_type})"


def _decode_leniently(response: Response) -> Any:
    """Decode the content as JSON, text or bytes, by its `Content-Type`; None if it is empty."""
    if not response.content:
        return None
    content_type = response.headers.get("Content-Type", "")
    if is_json(content_type) or not content_type:
        try:
            value = json.loads(response.content)
        except (ValueError, RecursionError):
            return _decode_text(response)
        # The body of an error may be printed, pickled and compared, which recurse.
        return _decode_text(response) if _is_nested_too_deeply(value) else value
    if content_type.startswith("text/"):
        return _decode_text(response)
    return response.content


def _is_nested_too_deeply(value: Any, depth: int = _MAX_NESTING) -> bool:
    members = value.values() if is_object(value) else value
    return not depth or (
        (is_object(value) or is_array(value))
        and any(_is_nested_too_deeply(member, depth - 1) for member in members)
    )


def _decode_error_body(
    declared: Content | None, content: Any, response: Response, config: ClientConfig
) -> Any:
    """Decode the body of an error to its declared type; text if it does not match.

    If the API declares no error bodies, it is the content, decoded leniently.
    """
    kinds = config.api.errors
    if content is None or kinds is None:
        return content
    if declared and (is_json(declared.media_type) or declared.media_type == "*/*"):
        try:
            return kinds.decode_body(content, declared.type, config.package)
        except UnreadableError:
            pass
    return content if isinstance(content, str) else _decode_text(response)


def _decode_text(response: Response) -> str:
    """Decode the content by the `charset` of its `Content-Type`, UTF-8 by default; never fail."""
    content_type = response.headers.get("Content-Type", "")
    charset = parameter_of(content_type, "charset") or "utf-8"
    try:
        if codecs.lookup(charset).name in _REJECTED_CODECS:
            charset = "utf-8"
        return response.content.decode(charset, "replace")
    except (LookupError, ValueError):
        return response.content.decode("utf-8", "replace")


# Where APIs put a human-readable message, the most specific member first.
_MESSAGE_KEYS = (
    *("message", "error_description", "detail", "error_message"),
    *("msg", "title", "description", "reason"),
)
_CONTAINER_KEYS = ("error", "errors", "fault")
_MAX_MESSAGE_LENGTH = 500
_MAX_MESSAGE_DEPTH = 8


def find_string(body: Any, name: str) -> str | None:
    """Return the string or integer `name` of an error's body, from its `error` or its root."""
    if not is_object(body):
        return None
    for container in (body.get("error"), body):
        value = container.get(name) if is_object(container) else None
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return str(value)
    return None


def find_message(body: Any, depth: int = _MAX_MESSAGE_DEPTH) -> str | None:
    """Return the human-readable message in an error's body, on one line; None if there is none.

    Args:
        body: The body, as a JSON value or text.
        depth: How many levels of objects and lists to search.
    """
    if isinstance(body, str):
        # Plain text is the message; an HTML page is not.
        return None if body.lstrip().startswith("<") else _one_line(body)
    if not depth:
        return None
    if is_array(body):
        return find_message(body[0], depth - 1) if body else None
    return next(_messages(body, depth - 1), None) if is_object(body) else None


def _messages(body: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name in _MESSAGE_KEYS:
        value = body.get(name)
        if isinstance(value, str) and value.strip():
            yield _one_line(value) or ""
    for name in _CONTAINER_KEYS:
        message = find_message(body.get(name), depth)
        if message is not None:
            yield message


def _one_line(string: str) -> str | None:
    line = " ".join(string.split())
    if len(line) > _MAX_MESSAGE_LENGTH:
        return f"{line[:_MAX_MESSAGE_LENGTH]}…"
    return line or None
