# SPDX-License-Identifier: MIT
"""JSON values as text, by `style` and `explode`.

Source: OpenAPI 3.1.1, section 4.8.12.6, Style Examples, and OpenAPI 3.2.0 for headers and the style
`cookie`; RFC 6570, URI Template, by which null among the items or members is left out.

Where these leave a case open: an empty list is an empty value, an object without members adds
nothing if it would be spread out, an array or object inside a member is JSON text, and
`deepObject` goes on in brackets (`a[b][0]=…`), with an empty value for null. A value that would be
taken for several, because the character that sets them apart is in it, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from ..http.media_types import is_json
from ..models.encode import EncodingError
from ..models.json_values import is_array, is_object, json_text
from .parameters import Parameter, encode_argument, given_among

Escape: TypeAlias = Callable[[str], str]
# Of the reserved characters (RFC 3986, section 2.2) those that mean nothing to a query string as a
# whole, or to a path: OpenAPI 3.1.1, appendix E, and 3.2.0, Parameter Object, `allowReserved`.
_HARMLESS_IN_QUERY: Final = ":/?@!$'()*,;="
_HARMLESS_IN_PATH: Final = ":@!$&'()*+,;="
# The same without what sets items apart.
_APART_IN_QUERY: Final = ":/?@!$'()*;="
_APART_IN_PATH: Final = ":@!$&'()*+"
# To see that there is nothing to escape takes a tenth of escaping it.
_UNRESERVED = re.compile(r"[A-Za-z0-9_.~\-]*").fullmatch
_TRIPLE = re.compile(r"(%[0-9A-Fa-f]{2})")
_DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


def escape_component(text: str) -> str:
    """Everything but the unreserved characters. Source: RFC 3986, section 2.3."""
    return text if _UNRESERVED(text) else quote(text, safe="")


def encode_pairs(
    parameters: Iterable[str | Parameter],
    arguments: Mapping[str, Any],
    package: str,
    pairs_of: Callable[[Parameter, Any, Escape], Iterator[tuple[str, str]]],
) -> list[str]:
    """`name=value` for each pair of the parameters that have a value.

    What has no name is a whole query string. Source: OpenAPI 3.2, section 4.12.1, `querystring`.
    """
    return [
        f"{name}={text}" if name else text
        for parameter, value in given_among(parameters, arguments)
        for name, text in pairs_of(
            parameter, encode_argument(parameter, value, package), escape_component
        )
    ]


def text_of(value: Any) -> str:
    """A JSON value as it stands in a URL, a header or a form."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, (bool, list, dict)):
        return json_text(value)
    return str(value)


def named(
    parameter: Parameter, value: Any, escape: Escape
) -> Iterator[tuple[str, str]]:
    """Names and values, escaped, of a parameter in a query string, form or cookie.

    Raises:
        EncodingError: an item has the character in it that separates the items.
    """
    style = parameter.style or "form"
    if parameter.media_type is not None:
        content = raw_content(parameter.media_type, value)
        yield escape(parameter.key), escape(content)
        return
    inner = escape
    if parameter.allow_reserved:
        inner = _unreserved(escape, _HARMLESS_IN_QUERY)
    if style == "deepObject":
        for name, text in deep_pairs(parameter.key, value):
            yield escape(name), inner(text)
        return
    key = escape(parameter.key)
    explode = style == "form" if parameter.explode is None else parameter.explode
    if not (is_array(value) or is_object(value)):
        yield key, inner(text_of(value))
    elif not explode:
        if parameter.allow_reserved:
            inner = _unreserved(escape, _APART_IN_QUERY)
        yield key, _delimited(parameter, style, value, escape, inner)
    elif is_object(value):
        for name, text in _members(value):
            yield escape(name), inner(text)
    else:
        for text in list(_flat(value)) or [""]:
            yield key, inner(text)


def _delimited(
    parameter: Parameter, style: str, value: Any, escape: Escape, inner: Escape
) -> str:
    delimiter = _DELIMITERS.get(style, ",")
    if delimiter != ",":
        # Escaped or not, a server sees the same delimiter (OpenAPI 3.1.1, appendix E).
        require_apart(parameter, value, delimiter)
        delimiter = escape(delimiter)
    return delimiter.join(map(inner, _flat(value)))


def deep_pairs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """`a[b]`, `a[0]` and so on, as deep as the value goes; not escaped."""
    if is_object(value):
        for key, member in value.items():
            yield from deep_pairs(f"{name}[{key}]", member)
    elif is_array(value) and value:
        for index, item in enumerate(value):
            yield from deep_pairs(f"{name}[{index}]", item)
    else:
        yield name, "" if value == [] else text_of(value)


def path_text(parameter: Parameter, value: Any, escape: Escape) -> str:
    """What stands for `{name}` in a path."""
    if parameter.media_type is not None:
        return escape(raw_content(parameter.media_type, value))
    inner = escape
    if parameter.allow_reserved:
        is_one = parameter.style != "matrix" and not isinstance(value, (list, dict))
        inner = _unreserved(escape, _HARMLESS_IN_PATH if is_one else _APART_IN_PATH)
    if parameter.style == "matrix":
        return _matrix(parameter, value, escape, inner)
    mark = "." if parameter.style == "label" else ""
    if parameter.explode and is_object(value):
        return mark + (mark or ",").join(_assignments(value, escape, inner))
    joint = mark if mark and parameter.explode else ","
    return mark + joint.join(map(inner, _flat(value)))


def _matrix(parameter: Parameter, value: Any, escape: Escape, inner: Escape) -> str:
    key = escape(parameter.key)
    if parameter.explode and is_object(value):
        pairs = [(escape(name), text) for name, text in _members(value)]
    elif parameter.explode:
        pairs = [(key, text) for text in _flat(value)] or [(key, "")]
    else:
        text = ",".join(map(inner, _flat(value)))
        return f";{key}={text}" if text else f";{key}"
    return "".join(
        f";{name}={inner(text)}" if text else f";{name}" for name, text in pairs
    )


def simple(parameter: Parameter, value: Any) -> str:
    """The value of a header, in which nothing is escaped.

    Raises:
        EncodingError: an item has a comma in it.
    """
    if parameter.media_type is not None:
        return raw_content(parameter.media_type, value)
    if not (is_array(value) or is_object(value)):
        return text_of(value)
    require_apart(parameter, value, ",")
    if parameter.explode and is_object(value):
        return ",".join(_assignments(value, str, str))
    return ",".join(_flat(value))


def raw_content(media_type: str, value: Any) -> str:
    """The value of a `content` parameter: JSON text, or text as it is."""
    return json_text(value) if is_json(media_type) else text_of(value)


def require_apart(parameter: Parameter, value: Any, delimiter: str) -> None:
    """Looks whether the items of a list or object can be told apart.

    Raises:
        EncodingError: one has the delimiter in it.
    """
    if any(delimiter in text for text in _flat(value)):
        problem = f"an item with {delimiter!r} in it would be taken for two"
        raise EncodingError(problem).under(parameter.key)


def _assignments(value: Any, escape: Escape, inner: Escape) -> Iterator[str]:
    return (f"{escape(name)}={inner(text)}" for name, text in _members(value))


def _members(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((key, text_of(each)) for key, each in value.items() if each is not None)


def _flat(value: Any) -> Iterator[str]:
    if is_object(value):
        for pair in _members(value):
            yield from pair
    elif is_array(value):
        yield from (text_of(item) for item in value if item is not None)
    else:
        yield text_of(value)


def _unreserved(escape: Escape, harmless: str) -> Escape:
    """Lets through what is escaped already, and what cannot be taken for something else there."""
    space = escape(" ")

    def allow(text: str) -> str:
        parts = _TRIPLE.split(text)
        # Every second part is a percent sign with its two digits.
        parts[::2] = [
            quote(part, safe=harmless).replace("%20", space) for part in parts[::2]
        ]
        return "".join(parts)

    return allow
