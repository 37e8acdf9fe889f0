# SPDX-License-Identifier: MIT
"""Serialize values in the default styles of parameters: `form` exploded, and `simple`.

Sources: OpenAPI 3.1.1, section 4.8.12.6 (Style Examples); RFC 6570 (URI Template), which omits null
items and members, and undefined values: empty lists and objects (sections 2.3 and 3.2.1).

Cases that the specifications leave open:

- A list or object in which everything is null or missing is undefined, like an empty one.
- An array or object inside a member is serialized as JSON.
- An item that contains the delimiter of its list is an error, unless it is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias
from urllib.parse import quote

from ..models.encode import EncodingError
from ..models.json_text import sendable_json
from ..models.json_values import is_array, is_object

Escape: TypeAlias = Callable[[str], str]
# This check is ten times faster than escaping.
_IS_UNRESERVED = re.compile(r"[A-Za-z0-9_.~\-]*").fullmatch


def escape_component(string: str) -> str:
    """Percent-encode everything but unreserved characters. Source: RFC 3986, section 2.3."""
    return string if _IS_UNRESERVED(string) else quote(string, safe="")


def to_string(value: Any) -> str:
    """Serialize a JSON value for a URL, a header or a form."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, (bool, float, list, dict)):
        return sendable_json(value)
    return str(value)


def exploded_pairs(
    key: str, value: Any, escape: Escape, escape_value: Escape
) -> Iterator[tuple[str, str]]:
    """Serialize a value in the style `form`, exploded: a pair for each item or member.

    Args:
        key: The name of the parameter.
        value: Its JSON value.
        escape: Escapes names.
        escape_value: Escapes values.
    """
    if is_object(value):
        for name, string in members(value):
            yield escape(name), escape_value(string)
    else:
        escaped_key = escape(key)
        for string in flatten(value):
            yield escaped_key, escape_value(string)


def require_no_delimiter(key: str, value: Any, delimiter: str) -> None:
    """Check that no item of a list or object contains the delimiter between items.

    Raises:
        EncodingError: an item contains it.
    """
    if (is_array(value) or is_object(value)) and any(
        delimiter in string for string in flatten(value)
    ):
        problem = f"an item contains {delimiter!r}, the delimiter between items"
        raise EncodingError(problem).under(key)


def members(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the members of an object."""
    return (
        (key, to_string(member)) for key, member in value.items() if member is not None
    )


def flatten(value: Any) -> Iterator[str]:
    """Yield the strings of a value: items, names and values of members, or the scalar itself."""
    if is_object(value):
        for pair in members(value):
            yield from pair
    elif is_array(value):
        yield from (to_string(item) for item in value if item is not None)
    else:
        yield to_string(value)
