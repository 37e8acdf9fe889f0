# SPDX-License-Identifier: MIT
"""Serialize parameters by `style` and `explode`.

Sources: OpenAPI 3.1.1, section 4.8.12.6 (Style Examples); OpenAPI 3.2.0 for headers and the style
`cookie`; RFC 6570 (URI Template).

The specifications leave open how `deepObject` nests: here in brackets (`a[b][0]=…`), and null is an
empty value. `plain_values` lists further cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from ..models.json_text import sendable_json
from ..models.json_values import is_array, is_object
from .parameters import Parameter
from .plain_values import (
    Escape,
    escape_component,
    exploded_pairs,
    flatten,
    members,
    require_no_delimiter,
    to_string,
)

# Reserved characters (RFC 3986, section 2.2) that have no meaning of their own in a query string or
# path and stay unescaped with `allowReserved`: OpenAPI 3.1.1, appendix E, and 3.2.0, section
# Parameter Object.
_SAFE_IN_QUERY: Final = ":/?@!$'()*,;="
_SAFE_IN_PATH: Final = ":@!$&'()*+,;="
# The same without the delimiters of items.
_SAFE_IN_QUERY_ITEM: Final = ":/?@!$'()*;="
_SAFE_IN_PATH_ITEM: Final = ":@!$&'()*+"
_PERCENT_ENCODED = re.compile(r"(%[0-9A-Fa-f]{2})")
_DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


class StyledParameter(Parameter):
    """A parameter of a path, query or header with a style or media type of its own."""

    __slots__ = ()

    def query_pairs(self, value: Any) -> Iterator[tuple[str, str]]:
        if self.style == "deepObject":
            value = without_empty_members(value)
        return name_value_pairs(self, value, escape_component)

    def path_string(self, value: Any) -> str:
        return encode_path_value(self, value, escape_component)

    def header_string(self, value: Any) -> str:
        return encode_header_value(self, value)


def deep_object(
    name: str, wire: str | None = None, *, type: str | None = None
) -> StyledParameter:
    """Declare a parameter whose members are sent separately: `address[city]=Paris`."""
    return StyledParameter(name, wire, "deepObject", True, type)


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
        content = encode_content(parameter, value)
        yield escape(parameter.key), escape(content)
        return
    escape_value = escape
    if parameter.allow_reserved:
        escape_value = _allow_reserved(escape, _SAFE_IN_QUERY)
    if style == "deepObject":
        if value != []:
            for name, string in deep_object_pairs(parameter.key, value):
                yield escape(name), escape_value(string)
        return
    explode = style == "form" if parameter.explode is None else parameter.explode
    if explode or not (is_array(value) or is_object(value)):
        yield from exploded_pairs(parameter.key, value, escape, escape_value)
    elif any(True for _ in flatten(value)):
        if parameter.allow_reserved:
            escape_value = _allow_reserved(escape, _SAFE_IN_QUERY_ITEM)
        items = _join_items(parameter, style, value, escape, escape_value)
        yield escape(parameter.key), items


def _join_items(
    parameter: Parameter, style: str, value: Any, escape: Escape, escape_value: Escape
) -> str:
    delimiter = _DELIMITERS.get(style, ",")
    if delimiter != ",":
        # Servers split after decoding, so escaping does not protect an item (OpenAPI 3.1.1,
        # appendix E).
        require_no_delimiter(parameter.key, value, delimiter)
        delimiter = escape(delimiter)
    return delimiter.join(map(escape_value, flatten(value)))


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


def without_empty_members(value: Any) -> Any:
    """Return a JSON value without empty lists and objects at any depth; they are undefined."""
    if is_object(value):
        members = (
            (key, without_empty_members(member)) for key, member in value.items()
        )
        return {key: member for key, member in members if member not in ([], {})}
    if is_array(value):
        items = map(without_empty_members, value)
        return [item for item in items if item not in ([], {})]
    return value


def encode_path_value(parameter: Parameter, value: Any, escape: Escape) -> str:
    """Serialize a path parameter: the replacement for `{name}` in the path template.

    Args:
        parameter: The declared parameter, of the style `simple` (default), `label` or `matrix`.
        value: Its JSON value.
        escape: Escapes names and values.
    """
    if parameter.media_type is not None:
        return escape(encode_content(parameter, value))
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
    return prefix + delimiter.join(map(escape_value, flatten(value)))


def _encode_matrix(
    parameter: Parameter, value: Any, escape: Escape, escape_value: Escape
) -> str:
    key = escape(parameter.key)
    if parameter.explode and is_object(value):
        pairs = [(escape(name), string) for name, string in members(value)]
    elif parameter.explode:
        pairs = [(key, string) for string in flatten(value)] or [(key, "")]
    else:
        joined = ",".join(map(escape_value, flatten(value)))
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
        return encode_content(parameter, value)
    if parameter.explode and is_object(value):
        require_no_delimiter(parameter.key, value, ",")
        return ",".join(_assignments(value, str, str))
    return Parameter.header_string(parameter, value)


def encode_content(parameter: Parameter, value: Any) -> str:
    """Serialize the value of a `content` parameter: JSON, or plain text."""
    if parameter.is_json:
        return sendable_json(value, parameter.key)
    return to_string(value)


def _assignments(value: Any, escape: Escape, escape_value: Escape) -> Iterator[str]:
    return (f"{escape(name)}={escape_value(string)}" for name, string in members(value))


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
