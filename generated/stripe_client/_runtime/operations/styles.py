# SPDX-License-Identifier: MIT
"""Serialize parameters by `style` and `explode`.

Sources: OpenAPI 3.1.1, section 4.8.12.6 (Style Examples); OpenAPI 3.2.0 for headers and the style
`cookie`; RFC 6570 (URI Template), which omits null items and members.

Cases that the specifications leave open:

- An empty list is an empty value; an exploded object without members adds nothing.
- An array or object inside a member is serialized as JSON.
- `deepObject` nests in brackets (`a[b][0]=…`); null is an empty value.
- An item that contains the delimiter of its list is an error, unless it is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from ..http.media_types import is_json
from ..models.encode import EncodingError
from ..models.json_values import is_array, is_object, json_text
from .parameters import Parameter, encode_argument, given_arguments

Escape: TypeAlias = Callable[[str], str]
# Reserved characters (RFC 3986, section 2.2) that have no meaning of their own in a query string or
# path and stay unescaped with `allowReserved`: OpenAPI 3.1.1, appendix E, and 3.2.0, section
# Parameter Object.
_SAFE_IN_QUERY: Final = ":/?@!$'()*,;="
_SAFE_IN_PATH: Final = ":@!$&'()*+,;="
# The same without the delimiters of items.
_SAFE_IN_QUERY_ITEM: Final = ":/?@!$'()*;="
_SAFE_IN_PATH_ITEM: Final = ":@!$&'()*+"
# This check is ten times faster than escaping.
_IS_UNRESERVED = re.compile(r"[A-Za-z0-9_.~\-]*").fullmatch
_PERCENT_ENCODED = re.compile(r"(%[0-9A-Fa-f]{2})")
_DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


def escape_component(string: str) -> str:
    """Percent-encode everything but unreserved characters. Source: RFC 3986, section 2.3."""
    return string if _IS_UNRESERVED(string) else quote(string, safe="")


def encode_pairs(
    parameters: Iterable[str | Parameter],
    arguments: Mapping[str, Any],
    package: str,
    pairs_of: Callable[[Parameter, Any, Escape], Iterator[tuple[str, str]]],
) -> list[str]:
    """Serialize the parameters that have a value into `name=value` strings.

    A parameter without a name is a complete query string and kept as it is (OpenAPI 3.2.0, section
    4.12.1, `querystring`).

    Args:
        parameters: Declared parameters: argument names, or `Parameter` for more than a name.
        arguments: Arguments by Python name.
        package: Root package of the client.
        pairs_of: Serializes one parameter into escaped names and values.

    Raises:
        EncodingError: an argument cannot be serialized.
    """
    return [
        f"{name}={string}" if name else string
        for parameter, value in given_arguments(parameters, arguments)
        for name, string in pairs_of(
            parameter, encode_argument(parameter, value, package), escape_component
        )
    ]


def to_string(value: Any) -> str:
    """Serialize a JSON value for a URL, a header or a form."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, (bool, list, dict)):
        return json_text(value)
    return str(value)


def name_value_pairs(
    parameter: Parameter, value: Any, escape: Escape
) -> Iterator[tuple[str, str]]:
    """Serialize a parameter of a query string, form or cookie into escaped names and values.

    Args:
        parameter: The declared parameter; its default style is `form`.
        value: Its JSON value.
        escape: Escapes names and values.

    Raises:
        EncodingError: an item contains the delimiter of its list.
    """
    style = parameter.style or "form"
    if parameter.media_type is not None:
        content = encode_content(parameter.media_type, value)
        yield escape(parameter.key), escape(content)
        return
    escape_value = escape
    if parameter.allow_reserved:
        escape_value = _allow_reserved(escape, _SAFE_IN_QUERY)
    if style == "deepObject":
        for name, string in deep_object_pairs(parameter.key, value):
            yield escape(name), escape_value(string)
        return
    key = escape(parameter.key)
    explode = style == "form" if parameter.explode is None else parameter.explode
    if not (is_array(value) or is_object(value)):
        yield key, escape_value(to_string(value))
    elif not explode:
        if parameter.allow_reserved:
            escape_value = _allow_reserved(escape, _SAFE_IN_QUERY_ITEM)
        yield key, _join_items(parameter, style, value, escape, escape_value)
    elif is_object(value):
        for name, string in _members(value):
            yield escape(name), escape_value(string)
    else:
        for string in list(_flatten(value)) or [""]:
            yield key, escape_value(string)


def _join_items(
    parameter: Parameter, style: str, value: Any, escape: Escape, escape_value: Escape
) -> str:
    delimiter = _DELIMITERS.get(style, ",")
    if delimiter != ",":
        # Servers split after decoding, so escaping does not protect an item (OpenAPI 3.1.1,
        # appendix E).
        require_no_delimiter(parameter, value, delimiter)
        delimiter = escape(delimiter)
    return delimiter.join(map(escape_value, _flatten(value)))


def deep_object_pairs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the unescaped names (`a[b][0]`) and values of all nested members."""
    if is_object(value):
        for key, member in value.items():
            yield from deep_object_pairs(f"{name}[{key}]", member)
    elif is_array(value) and value:
        for index, item in enumerate(value):
            yield from deep_object_pairs(f"{name}[{index}]", item)
    else:
        yield name, "" if value == [] else to_string(value)


def encode_path_value(parameter: Parameter, value: Any, escape: Escape) -> str:
    """Serialize a path parameter: the replacement for `{name}` in the path template.

    Args:
        parameter: The declared parameter, of the style `simple` (default), `label` or `matrix`.
        value: Its JSON value.
        escape: Escapes names and values.
    """
    if parameter.media_type is not None:
        return escape(encode_content(parameter.media_type, value))
    escape_value = escape
    if parameter.allow_reserved:
        is_single = parameter.style != "matrix" and not isinstance(value, (list, dict))
        safe = _SAFE_IN_PATH if is_single else _SAFE_IN_PATH_ITEM
        escape_value = _allow_reserved(escape, safe)
    if parameter.style == "matrix":
        return _encode_matrix(parameter, value, escape, escape_value)
    prefix = "." if parameter.style == "label" else ""
    if parameter.explode and is_object(value):
        assignments = _assignments(value, escape, escape_value)
        return prefix + (prefix or ",").join(assignments)
    delimiter = prefix if prefix and parameter.explode else ","
    return prefix + delimiter.join(map(escape_value, _flatten(value)))


def _encode_matrix(
    parameter: Parameter, value: Any, escape: Escape, escape_value: Escape
) -> str:
    key = escape(parameter.key)
    if parameter.explode and is_object(value):
        pairs = [(escape(name), string) for name, string in _members(value)]
    elif parameter.explode:
        pairs = [(key, string) for string in _flatten(value)] or [(key, "")]
    else:
        joined = ",".join(map(escape_value, _flatten(value)))
        return f";{key}={joined}" if joined else f";{key}"
    return "".join(
        f";{name}={escape_value(string)}" if string else f";{name}"
        for name, string in pairs
    )


def encode_header_value(parameter: Parameter, value: Any) -> str:
    """Serialize a header parameter (style `simple`), without escaping.

    Args:
        parameter: The declared parameter.
        value: Its JSON value.

    Raises:
        EncodingError: an item of a list or object contains a comma.
    """
    if parameter.media_type is not None:
        return encode_content(parameter.media_type, value)
    if not (is_array(value) or is_object(value)):
        return to_string(value)
    require_no_delimiter(parameter, value, ",")
    if parameter.explode and is_object(value):
        return ",".join(_assignments(value, str, str))
    return ",".join(_flatten(value))


def encode_content(media_type: str, value: Any) -> str:
    """Serialize the value of a `content` parameter: JSON, or plain text."""
    return json_text(value) if is_json(media_type) else to_string(value)


def require_no_delimiter(parameter: Parameter, value: Any, delimiter: str) -> None:
    """Check that no item of a list or object contains the delimiter between items.

    Raises:
        EncodingError: an item contains it.
    """
    if any(delimiter in string for string in _flatten(value)):
        problem = f"an item contains {delimiter!r}, the delimiter between items"
        raise EncodingError(problem).under(parameter.key)


def _assignments(value: Any, escape: Escape, escape_value: Escape) -> Iterator[str]:
    return (
        f"{escape(name)}={escape_value(string)}" for name, string in _members(value)
    )


def _members(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return (
        (key, to_string(member)) for key, member in value.items() if member is not None
    )


def _flatten(value: Any) -> Iterator[str]:
    if is_object(value):
        for pair in _members(value):
            yield from pair
    elif is_array(value):
        yield from (to_string(item) for item in value if item is not None)
    else:
        yield to_string(value)


def _allow_reserved(escape: Escape, safe: str) -> Escape:
    """Return a variant of `escape` that keeps the `safe` characters and percent-encoded triples."""
    space = escape(" ")

    def escape_unsafe(string: str) -> str:
        parts = _PERCENT_ENCODED.split(string)
        # Every second part is a percent-encoded triple.
        parts[::2] = [
            quote(part, safe=safe).replace("%20", space) for part in parts[::2]
        ]
        return "".join(parts)

    return escape_unsafe
