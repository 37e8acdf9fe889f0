"""JSON values as text, by `style` and `explode`.

Source: OpenAPI 3.1.1, section 4.8.12.7, Style Examples, and RFC 6570, URI Template. Where the
specification leaves a case open: an empty list is an empty value, an empty object adds nothing,
null is an empty value, and an array or object inside a member is written as JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, TypeGuard
from urllib.parse import quote

from .parameters import Parameter

__all__ = [
    "Escape",
    "deep_pairs",
    "is_array",
    "is_object",
    "json_text",
    "named",
    "path_text",
    "simple",
    "text_of",
]

Escape: TypeAlias = Callable[[str], str]

# Every reserved character that means nothing to a query string as a whole. RFC 3986, section 2.2.
_HARMLESS = ":/?@!$'()*,;="
_DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


def json_text(value: Any) -> str:
    """Compact JSON.

    Raises:
        ValueError: a number in it is infinite, or not a number.
    """
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


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
    """Names and values, escaped, of a parameter in a query string, form or cookie."""
    if parameter.media_type is not None:
        yield escape(parameter.key), escape(_content(parameter.media_type, value))
        return
    style = parameter.style or "form"
    if style == "deepObject":
        for key, text in deep_pairs(parameter.key, value):
            yield escape(key), escape(text)
        return
    inner = _unreserved(escape) if parameter.allow_reserved else escape
    explode = style == "form" if parameter.explode is None else parameter.explode
    if (is_array(value) or is_object(value)) and value and not explode:
        delimiter = "," if style == "form" else escape(_DELIMITERS.get(style, ","))
        yield escape(parameter.key), delimiter.join(map(inner, _flat(value)))
    elif is_array(value) and value:
        for item in value:
            yield escape(parameter.key), inner(text_of(item))
    elif is_object(value):
        for key, member in value.items():
            yield escape(key), inner(text_of(member))
    else:
        yield escape(parameter.key), inner("" if value == [] else text_of(value))


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
        return escape(_content(parameter.media_type, value))
    if parameter.style == "matrix":
        return _matrix(parameter, value, escape)
    if parameter.style != "label":
        return simple(parameter, value, escape)
    if parameter.explode and (is_array(value) or is_object(value)):
        return "." + ".".join(_exploded(value, escape))
    return "." + ",".join(map(escape, _flat(value)))


def _matrix(parameter: Parameter, value: Any, escape: Escape) -> str:
    key = escape(parameter.key)
    if parameter.explode and is_object(value):
        return "".join(f";{pair}" for pair in _exploded(value, escape))
    if parameter.explode and is_array(value) and value:
        return "".join(f";{key}={item}" for item in _exploded(value, escape))
    text = ",".join(map(escape, _flat(value)))
    return f";{key}={text}" if text else f";{key}"


def simple(parameter: Parameter, value: Any, escape: Escape) -> str:
    """The style of paths and headers when nothing is said."""
    if parameter.media_type is not None:
        return escape(_content(parameter.media_type, value))
    if parameter.explode and is_object(value):
        return ",".join(_exploded(value, escape))
    return ",".join(map(escape, _flat(value)))


def _exploded(value: Any, escape: Escape) -> Iterator[str]:
    if is_object(value):
        for key, member in value.items():
            yield f"{escape(key)}={escape(text_of(member))}"
    else:
        for item in value:
            yield escape(text_of(item))


def _flat(value: Any) -> Iterator[str]:
    if is_object(value):
        for key, member in value.items():
            yield key
            yield text_of(member)
    elif is_array(value):
        yield from map(text_of, value)
    else:
        yield text_of(value)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Whether a JSON value is an array."""
    return isinstance(value, list)


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def _content(media_type: str, value: Any) -> str:
    return json_text(value) if "json" in media_type.lower() else text_of(value)


def _unreserved(escape: Escape) -> Escape:
    """Lets through what can stand in a query without being taken for something else."""
    space = escape(" ")
    return lambda text: quote(text, safe=_HARMLESS).replace("%20", space)
