# SPDX-License-Identifier: MIT
"""Build server URLs from templates with variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast
from urllib.parse import quote

from ..http.urls import checked_url
from .path_segments import check_path

_VARIABLE = re.compile(r"\{([^{}]*)\}")
# What may replace a variable, by its part of the URL.
_HOST: Final = r"[A-Za-z0-9._~-]+"
_SERVER: Final = rf"(?:{_HOST}|\[[0-9A-Fa-f:.]+\])"
_PORT: Final = r"(?::[0-9]{1,5})?"
_PATH: Final = r"(?:/[^\[\]]*)?"
_PARTS: Final[Mapping[str, str]] = {
    "http or https": r"(?i:https?)",
    "http:// or https://": r"(?i:https?)://",
    "part of a host name": rf"(?:{_HOST})?",
    "the name or address of a host": _SERVER,
    "a host, with or without a port": _SERVER + _PORT,
    "a host and a path": _SERVER + _PORT + _PATH,
    "a port": r"[0-9]{0,5}",
    "empty, or a port after a colon": _PORT,
    "empty, or a path that begins with a slash": _PATH,
    "empty, or a port after a colon, or a path that begins with a slash": _PORT + _PATH,
}
# Characters of a path that may span several segments, and begin with a host.
_SAFE: Final = "/:@!$&'()*+,;=~[]"


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
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        """Substitute the variables in a server's URL.

        Args:
            template: The URL, with variables in braces: `https://{region}.example.com`.
            variables: Value of each variable.
            choices: Allowed values of the variables that have an `enum`.
            defaults: Defaults of the variables. They decide what a variable stands for where its
                position does not: `{base}` in `https://api.example.com{base}` is a path if its
                default begins with `/`.

        Raises:
            TypeError: a value is missing or not a string.
            ValueError: a value is not among the variable's `choices`, or would change other parts
                of the URL.
        """
        variables, choices, defaults = variables or {}, choices or {}, defaults or {}
        for name, value in variables.items():
            if not isinstance(value, str):
                raise TypeError(f"{name} must be a str, not {type(value).__name__}")
            allowed = choices.get(name)
            if allowed and value not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}")
        values = cast(Mapping[str, str], variables)
        url = _expand(template, values, choices, defaults)
        self.url = checked_url("the URL of the server", url)
        check_path(url.partition("://")[2], template.partition("://")[2])

    def __repr__(self) -> str:
        return f"Server({self.url!r})"


def _expand(
    template: str,
    values: Mapping[str, str],
    choices: Mapping[str, tuple[str, ...]],
    defaults: Mapping[str, str],
) -> str:
    # Literal text and names of variables alternate.
    pieces = _VARIABLE.split(template)
    # The pieces of the URL with its defaults, which show what each variable is for. A variable
    # without a default is taken for a part of a host or path.
    typical = [
        defaults.get(piece, "1") if index % 2 else piece
        for index, piece in enumerate(pieces)
    ]
    for index in range(1, len(pieces), 2):
        name = pieces[index]
        if name not in values:
            raise TypeError(f"the server needs a value for {name!r}")
        pieces[index] = values[name]
        if name not in choices:
            before, after = "".join(typical[:index]), "".join(typical[index + 1 :])
            default = defaults.get(name)
            part = _part(before, default, after)
            pieces[index] = _encode(name, values[name], part, default)
    return "".join(pieces)


def _part(before: str, default: str | None, after: str) -> str | None:
    """Return the key in `_PARTS` of a variable's part of the URL; else "" for a path, None for all.

    Args:
        before: The URL before the variable, with the defaults of other variables.
        default: The default of the variable.
        after: The URL after the variable.
    """
    _, separator, authority = before.partition("://")
    if not separator:
        if after.startswith("://"):
            return "http or https"
        if default in ("http://", "https://"):
            return "http:// or https://"
        return "" if before else None
    if "/" in authority:
        return ""
    following = after.partition("/")[0]
    if not authority and not following:
        has_path = default is not None and "/" in default
        return "a host and a path" if has_path else "a host, with or without a port"
    return _part_of_authority(authority, default, following)


def _part_of_authority(before: str, default: str | None, after: str) -> str:
    """Return the key of a variable that is not all of the host and port, but beside or in them."""
    default = default or ""
    if default.startswith("/"):
        return "empty, or a path that begins with a slash"
    if default.startswith(":"):
        return "empty, or a port after a colon"
    if before.rpartition("]")[2].count(":"):
        return "a port"
    if not before and after.startswith(":"):
        return "the name or address of a host"
    if not default and not after and before[-1].isalnum():
        # The host is complete without the variable.
        return "empty, or a port after a colon, or a path that begins with a slash"
    return "part of a host name"


def _encode(name: str, value: str, part: str | None, default: str | None) -> str:
    """Escape a value, if it is not the default, for its part of the URL.

    Raises:
        ValueError: The value would change other parts. The message does not contain the value,
            which may be a password.
    """
    if part is None:
        return checked_url(name, value)
    safe = _SAFE if part else _SAFE.removesuffix("[]")
    escaped = value if value == default else quote(value, safe=safe)
    if part and re.fullmatch(_PARTS[part], escaped) is None:
        raise ValueError(f"{name} must be {part}")
    return escaped
