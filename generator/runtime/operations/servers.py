# SPDX-License-Identifier: MIT
"""Build server URLs from templates with variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from ..http.urls import checked_url

_HOST_PART = re.compile(
    r"[A-Za-z0-9._~-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?"
)
_VARIABLE = re.compile(r"\{([^{}]*)\}")


class Server:
    """A server to call: `Client(…, server=…)`.

    Operations that declare a server of their own still use that one.

    Source: OpenAPI 3.1.1, sections 4.8.5 (Server Object) and 4.8.6 (Server Variable Object).

    Attributes:
        url: The URL with the values of its variables.
    """

    __slots__ = ("url",)

    def __init__(
        self,
        template: str,
        variables: Mapping[str, object] | None = None,
        choices: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Substitute the variables in a server's URL.

        Args:
            template: The URL, with variables in braces: `https://{region}.example.com`.
            variables: Value of each variable.
            choices: Allowed values of the variables that have an `enum`.

        Raises:
            TypeError: a value is missing or not a string.
            ValueError: a value is not among the variable's `choices`, or would change other parts
                of the URL.
        """
        values: dict[str, str] = {}
        for name, value in (variables or {}).items():
            if not isinstance(value, str):
                raise TypeError(f"{name} must be a str, not {type(value).__name__}")
            allowed = (choices or {}).get(name)
            if allowed and value not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}")
            values[name] = value
        self.url = checked_url("the URL of the server", _expand(template, values))

    def __repr__(self) -> str:
        return f"Server({self.url!r})"


def _expand(template: str, variables: Mapping[str, str]) -> str:
    url, end = "", 0
    for match in _VARIABLE.finditer(template):
        url += template[end : match.start()]
        end = match.end()
        value = variables.get(match[1])
        if value is None:
            raise TypeError(f"the server needs a value for {match[1]!r}")
        url += _encode_variable(match[1], value, url, template[end:])
    url += template[end:]
    for segment in (".", ".."):
        # Servers resolve dot segments (RFC 3986, section 3.3) even if they are escaped.
        if segment in url.split("/") and segment not in template.split("/"):
            raise ValueError(f"{segment!r} is not allowed as a segment of {url!r}")
    return url


def _encode_variable(name: str, value: str, before: str, after: str) -> str:
    """Encode a value for its component of the URL, which lies between `before` and `after`."""
    _, scheme_separator, rest = before.partition("://")
    if scheme_separator and "/" in rest:
        return _encode_path(value)
    if scheme_separator:
        # An empty `{port}` is valid if no colon precedes it.
        if value and not _HOST_PART.fullmatch(value):
            # The message omits the value, which may contain a password.
            raise ValueError(f"{name} must be part of a host name")
        return value
    if after.startswith("://"):
        if value not in ("http", "https"):
            raise ValueError(f"{name} must be http or https, not {value!r}")
        return value
    return checked_url(name, value) if not before else _encode_path(value)


def _encode_path(value: str) -> str:
    """Escape a value that may span several path segments: slashes are kept."""
    return quote(value, safe="/:@!$&'()*+,;=~")
