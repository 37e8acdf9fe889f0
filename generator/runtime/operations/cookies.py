# SPDX-License-Identifier: MIT
"""Cookies: the parameters that go into the header `Cookie`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..http.headers import NAME
from ..models.json_values import is_array, is_object
from .parameters import Parameter
from .styles import Escape, encode_pairs, named, raw_content, require_apart

# What RFC 6265 calls cookie-octets; with commas, where they stand between items.
_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]*")
_VALUES = re.compile(r"[!#-:<-\[\]-~]*")


class CookieParameters:
    """The cookies that an operation takes."""

    __slots__ = ("parameters",)

    def __init__(self, *parameters: str | Parameter) -> None:
        self.parameters = parameters

    def encode_given(self, arguments: Mapping[str, Any], package: str) -> list[str]:
        """Those that have a value, as `name=value`.

        Raises:
            EncodingError: a value has no place in a cookie.
            ValueError: as `cookie_pairs`.
        """
        return encode_pairs(self.parameters, arguments, package, cookie_pairs)


def cookie_pairs(
    parameter: Parameter, value: Any, escape: Escape
) -> Iterator[tuple[str, str]]:
    """Names and values of a parameter, as they stand between the semicolons.

    Source: OpenAPI 3.2.0, Style Values, and its appendix D: the style `cookie` and text are not
    escaped. RFC 6265, section 4.1.1, says what can stand in a cookie then.

    Raises:
        ValueError: a name or value would be taken for something else. The value is not in the
            message.
    """
    if parameter.media_type is not None and not parameter.is_json:
        return _checked([(parameter.key, raw_content(parameter.media_type, value))])
    if parameter.style != "cookie":
        return named(parameter, value, escape)
    allowed = _VALUE
    if parameter.explode is False and (is_array(value) or is_object(value)):
        require_apart(parameter, value, ",")
        allowed = _VALUES
    # The pairs of `cookie` are those of `form`; only what stands between them differs.
    form = Parameter(parameter.name, parameter.wire, "form", parameter.explode)
    return _checked(named(form, value, str), allowed)


def _checked(
    pairs: Iterable[tuple[str, str]], allowed: re.Pattern[str] = _VALUE
) -> Iterator[tuple[str, str]]:
    for name, text in pairs:
        if NAME.fullmatch(name) is None:
            raise ValueError(f"{name!r} cannot be the name of a cookie")
        if allowed.fullmatch(text) is None:
            raise ValueError(
                f"the cookie {name!r} has a character in it that must be escaped first"
            )
        yield name, text
