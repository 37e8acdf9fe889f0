# SPDX-License-Identifier: MIT
"""Find the human-readable message, the code and the type of an error in its decoded body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import islice
from typing import Any, Final

from ..models.json_values import is_array, is_object

# Where APIs put a message, the most specific member first.
_MESSAGE_KEYS: Final = (
    *("message", "error_description", "detail", "error_message"),
    *("msg", "title", "description", "reason"),
)
_CONTAINER_KEYS: Final = ("error", "errors", "detail", "fault")
_MAX_MESSAGES: Final = 5
_MAX_MESSAGE_LENGTH: Final = 500
_MAX_MESSAGE_DEPTH: Final = 8


def find_string(body: Any, name: str) -> str | None:
    """Return the string or integer `name` of an error's body, from its `error` or its root."""
    if not is_object(body):
        return None
    for container in (body.get("error"), body):
        value = container.get(name) if is_object(container) else None
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return str(value)
    return None


def reason_phrase(status: int) -> str:
    """Return the reason phrase of a status code, such as `Not Found`."""
    # Deferred, because only errors need `http`, which is slow to import.
    statuses = import_module("http").HTTPStatus
    try:
        return str(statuses(status).phrase)
    except ValueError:
        return "Unknown Status"


def find_message(body: Any, depth: int = _MAX_MESSAGE_DEPTH) -> str | None:
    """Return the human-readable message in an error's body, on one line; None if there is none.

    The messages of a list are joined, each with the location of the invalid value if the body says
    it: `body.name: field required`. Sources: RFC 9457, section 3; RFC 6749, section 5.2; FastAPI.

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
        messages = (_located_message(item, depth - 1) for item in body)
        return _join(message for message in messages if message is not None)
    return next(_messages(body, depth - 1), None) if is_object(body) else None


def _messages(body: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name in _MESSAGE_KEYS:
        message = _text(body, name)
        if message is not None:
            yield _with_title(body, name, message, depth)
    for name in _CONTAINER_KEYS:
        message = _list_message(body.get(name), depth)
        if message is not None:
            yield message


def _with_title(body: Mapping[str, Any], name: str, message: str, depth: int) -> str:
    """Combine the title of a problem (RFC 9457) with its detail or, without one, its errors."""
    if name not in ("detail", "title"):
        return message
    title = (_text(body, "title") or "").rstrip(".: ")
    detail = message if name == "detail" else _list_message(body.get("errors"), depth)
    if not title or not detail or title in detail:
        return detail or message
    return f"{title}: {detail}"


def _list_message(errors: Any, depth: int) -> str | None:
    return find_message(errors, depth) or _by_property(errors)


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    return _one_line(value) if isinstance(value, str) else None


def _located_message(item: Any, depth: int) -> str | None:
    """Return the message of a list item, after the `loc` of the value that it is about."""
    message = find_message(item, depth)
    location = item.get("loc") if is_object(item) else None
    if message is None or not is_array(location):
        return message
    path = ".".join(str(part) for part in location if isinstance(part, (str, int)))
    return _one_line(f"{path}: {message}" if path else message)


def _by_property(errors: Any) -> str | None:
    """Return the messages of an object with a list of them for each invalid property."""
    if not is_object(errors):
        return None
    return _join(
        f"{name}: {message}"
        for name, messages in errors.items()
        if is_array(messages)
        for message in messages
        if isinstance(message, str) and message.strip()
    )


def _join(messages: Iterator[str]) -> str | None:
    return _one_line("; ".join(islice(messages, _MAX_MESSAGES)))


def _one_line(string: str) -> str | None:
    # No more words than fit, because a list of all may take far more memory than the text.
    words = string.split(maxsplit=_MAX_MESSAGE_LENGTH)
    return " ".join(words[:_MAX_MESSAGE_LENGTH]) or None


def shorten(message: str) -> str:
    """Limit the length of a message, which may be all of a response's content."""
    is_long = len(message) > _MAX_MESSAGE_LENGTH
    return f"{message[:_MAX_MESSAGE_LENGTH]}…" if is_long else message
