# SPDX-License-Identifier: MIT
"""Serialize cookie parameters for the `Cookie` header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..http.headers import NAME
from ..models.json_values import is_array, is_object
from .parameters import Parameter, encode_argument, given_arguments
from .plain_values import Escape, escape_component, require_no_delimiter
from .styles import encode_content, name_value_pairs

# `cookie-octet` of RFC 6265, section 4.1.1.
_COOKIE_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]*")
# The same and the comma, which separates the items of a list.
_COOKIE_LIST = re.compile(r"[!#-:<-\[\]-~]*")


class CookieParameters:
    """The cookie parameters of an operation."""

    __slots__ = ("parameters",)

    def __init__(self, *parameters: str | Parameter) -> None:
        self.parameters = parameters

    def encode_given(self, arguments: Mapping[str, Any], package: str) -> list[str]:
        """Serialize the cookies that have a value other than None, each as `name=value`.

        Args:
            arguments: Arguments by Python name, without those left out.
            package: Root package of the client.

        Raises:
            EncodingError: a value cannot be serialized.
            ValueError: a name or value is not allowed in a cookie (see `cookie_pairs`).
        """
        return [
            f"{name}={string}"
            for parameter, value in given_arguments(self.parameters, arguments)
            if value is not None or parameter.is_json
            for name, string in cookie_pairs(
                parameter, encode_argument(parameter, value, package), escape_component
            )
        ]


def cookie_pairs(
    parameter: Parameter, value: Any, escape: Escape
) -> Iterator[tuple[str, str]]:
    """Return the cookie names and values of one parameter.

    The style `cookie` and plain-text content are not escaped (OpenAPI 3.2.0, section Style Values
    and appendix D); their values are checked against RFC 6265, section 4.1.1. Other styles are
    escaped as in a query string.

    Args:
        parameter: The declared parameter.
        value: Its JSON value.
        escape: Percent-encodes names and values.

    Raises:
        ValueError: a name or value has characters that are not allowed in a cookie. The message
            does not contain the value.
    """
    if parameter.media_type is not None and not parameter.is_json:
        return _check_pairs([(parameter.key, encode_content(parameter, value))])
    if parameter.style != "cookie":
        return name_value_pairs(parameter, value, escape)
    allowed = _COOKIE_VALUE
    if parameter.explode is False and (is_array(value) or is_object(value)):
        require_no_delimiter(parameter.key, value, ",")
        allowed = _COOKIE_LIST
    # The style `cookie` differs from `form` only in the separator between pairs.
    form = Parameter(parameter.name, parameter.wire, "form", parameter.explode)
    return _check_pairs(name_value_pairs(form, value, str), allowed)


def _check_pairs(
    pairs: Iterable[tuple[str, str]], allowed: re.Pattern[str] = _COOKIE_VALUE
) -> Iterator[tuple[str, str]]:
    for name, value in pairs:
        if NAME.fullmatch(name) is None:
            raise ValueError(f"{name!r} is not a valid cookie name")
        if allowed.fullmatch(value) is None:
            raise ValueError(
                f"the cookie {name!r} contains a character that must be escaped"
            )
        yield name, value
