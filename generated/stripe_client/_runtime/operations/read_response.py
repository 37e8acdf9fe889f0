# SPDX-License-Identifier: MIT
"""Decode a response into the value of the operation, or into the error it represents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..http.charsets import json_source
from ..http.errors import ApiResponseError, ApiStatusError, error_class
from ..http.locations import describe_redirect
from ..http.media_types import essence_of, is_json, is_text
from ..http.redaction import redacted
from ..http.retries import Exchange
from ..http.transport import Response
from ..models.decode import UnreadableError, read_json
from ..models.json_values import is_array, is_object
from ..models.required import missing_property
from .client_config import ClientConfig
from .endpoint import Content, Endpoint
from .error_messages import find_message, find_string, reason_phrase, shorten

_NO_CONTENT = (204, 205, 304)
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
        ApiStatusError: the status code is an error, or a redirect that is not declared.
        ApiResponseError: the content does not match the declared type, or, in strict mode, lacks a
            required property.
    """
    response = exchange.response
    if not response.is_success and not _is_declared_redirect(endpoint, response):
        raise status_error(endpoint, exchange, configuration)
    declared = declared_response(endpoint.responses, response.status)
    # A response to HEAD has no content, whatever its headers say (RFC 9110, section 9.3.2).
    is_empty = response.status in _NO_CONTENT or exchange.request.method == "HEAD"
    if declared is None or is_empty or (response.is_redirect and not response.content):
        return None
    return _decode_success(declared, exchange, configuration)


def _is_declared_redirect(endpoint: Endpoint[Any], response: Response) -> bool:
    """Whether a response is a 3xx that the operation declares, or a 304.

    The latter answers a condition in the request (RFC 9110, section 15.4.5), so that the caller
    expects it, declared or not.
    """
    return response.is_redirect and (
        response.status == 304
        or not endpoint.responses.keys().isdisjoint(_status_keys(response.status))
    )


def status_error(
    endpoint: Endpoint[Any], exchange: Exchange, configuration: ClientConfig
) -> ApiStatusError:
    """Return the error for a response whose status code is not 2xx.

    Its class is the one for the status code and the `code` or `type` in the body.
    """
    response = exchange.response
    content = _decode_leniently(response)
    code, error_type = find_string(content, "code"), find_string(content, "type")
    raised = error_class(response.status)
    if configuration.api.errors is not None:
        raised = configuration.api.errors.combine(code, error_type, raised)
    declared = declared_response(endpoint.responses, response.status)
    phrase = reason_phrase(response.status)
    redirect = describe_redirect(exchange.request, response)
    message = f"{phrase}: {redirect}" if redirect else find_message(content) or phrase
    return raised(
        # Shortened last, because a part of a secret would not be found.
        shorten(redacted(message, exchange.request)),
        response=response,
        request=exchange.request.without_secrets(),
        attempts=exchange.attempts,
        request_id=exchange.request_id,
        body=_decode_error_body(declared, content, response, configuration),
        code=code and redacted(code, exchange.request),
        type=error_type and redacted(error_type, exchange.request),
    )


def declared_response(
    responses: Mapping[str, Content | str | None], status: int
) -> Content | None:
    """Return the declared content for a status code, or None for a response without content.

    Order of precedence: the code itself, its range (`4XX`), another 2xx code if `status` is 2xx,
    `default`. Source: OpenAPI 3.1.1, section 4.8.16 (Responses Object).
    """
    keys = _status_keys(status)
    if 200 <= status < 300:
        # `default` usually describes errors, so another 2xx response is the better guess.
        keys += [key for key in responses if key.startswith("2")]
    key = next((key for key in keys if key in responses), "default")
    content = responses.get(key, _UNDECLARED)
    return Content("application/json", content) if isinstance(content, str) else content


def _status_keys(status: int) -> list[str]:
    return [str(status), f"{status // 100}XX", f"{status // 100}xx"]


def _decode_success(content: Content, exchange: Exchange, config: ClientConfig) -> Any:
    response = exchange.response
    if content is _UNDECLARED:
        return _decode_leniently(response)
    if content.is_stream:
        raise _response_error(exchange, f"is not {content.media_type}")
    if content.media_type == "*/*" and content.type in ("str", "Any"):
        value = _decode_leniently(response)
        matches_type = content.type == "Any" or isinstance(value, str)
        return value if matches_type else response.text
    if content.type == "bytes":
        return response.content
    content_type = essence_of(response.headers.get("Content-Type", ""))
    is_other = content_type in content.others
    # Servers label JSON as text; other media types are not JSON by accident.
    if is_other and content_type != "text/plain":
        return response.text if is_text(content_type) else response.content
    if not is_json(content.media_type):
        return response.text if content.type == "str" else response.content
    value, problem = _read_json(content, response, config)
    if problem is None:
        return value
    if is_other:
        return response.text
    raise _response_error(exchange, problem)


def _read_json(
    content: Content, response: Response, config: ClientConfig
) -> tuple[Any, str | None]:
    """Decode JSON; without a value, also say why."""
    try:
        value = read_json(_json_source(response), content.type, config.package)
    except UnreadableError as error:
        return None, str(error)
    missing = missing_property(value) if config.strict else None
    if missing is None:
        return value, None
    return None, f"lacks the required property {missing}"


def _json_source(response: Response) -> bytes | str:
    return json_source(response.content, response.headers.get("Content-Type", ""))


def _response_error(exchange: Exchange, problem: str) -> ApiResponseError:
    return ApiResponseError(
        redacted(f"{describe_response(exchange)} {problem}", exchange.request),
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
            value = json.loads(_json_source(response))
        except (ValueError, RecursionError):
            return response.text
        # The body of an error may be printed, pickled and compared, which recurse.
        return response.text if _is_nested_too_deeply(value) else value
    return response.text if is_text(content_type) else response.content


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
    return content if isinstance(content, str) else response.text
