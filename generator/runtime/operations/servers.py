# SPDX-License-Identifier: MIT
"""The servers of an API: URLs with parts that users choose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from ..http.urls import checked_url

_HOST = re.compile(r"[A-Za-z0-9._~-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
_VARIABLE = re.compile(r"\{([^{}]*)\}")


class Server:
    """A server to call, `Client(…, server=…)`; operations with one of their own go there still.

    Source: OpenAPI 3.1.1, sections 4.8.5 and 4.8.6.
    """

    __slots__ = ("url",)

    def __init__(
        self,
        template: str,
        variables: Mapping[str, object] | None = None,
        choices: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """The server at `template` with the values of its variables put in.

        Raises:
            TypeError: a value is no text.
            ValueError: it is none of the variable's `choices`, or would change where the URL leads
                beyond the part that it is for.
        """
        values: dict[str, str] = {}
        for name, value in (variables or {}).items():
            if not isinstance(value, str):
                raise TypeError(f"{name} must be text, not {type(value).__name__}")
            allowed = (choices or {}).get(name)
            if allowed and value not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}")
            values[name] = value
        self.url = checked_url("the URL of the server", _filled(template, values))

    def __repr__(self) -> str:
        return f"Server({self.url!r})"


def _filled(template: str, variables: Mapping[str, str]) -> str:
    text, end = "", 0
    for match in _VARIABLE.finditer(template):
        text += template[end : match.start()]
        end = match.end()
        value = variables.get(match[1])
        if value is None:
            raise TypeError(f"the server needs a value for {match[1]!r}")
        text += _part(match[1], value, text, template[end:])
    text += template[end:]
    for step in (".", ".."):
        # Such a segment would be taken for a step in the path, even if it were escaped.
        if step in text.split("/") and step not in template.split("/"):
            raise ValueError(f"{step!r} cannot be a part of the URL {text!r}")
    return text


def _part(name: str, value: str, before: str, after: str) -> str:
    """A value as it stands in the URL between `before` and `after`."""
    _, scheme_ends, rest = before.partition("://")
    if scheme_ends and "/" in rest:
        return _path(name, value)
    if scheme_ends:
        # `{port}` may be empty where a colon does not stand before it.
        if value and not _HOST.fullmatch(value):
            # Not repeated: a password may stand in it.
            raise ValueError(f"{name} must be a part of the name of a host")
        return value
    if after.startswith("://"):
        if value not in ("http", "https"):
            raise ValueError(f"{name} must be http or https, not {value!r}")
        return value
    return checked_url(name, value) if not before else _path(name, value)


def _path(name: str, value: str) -> str:
    """A value that may be several segments of the path: a slash is what it is."""
    return quote(value, safe="/:@!$&'()*+,;=~")
