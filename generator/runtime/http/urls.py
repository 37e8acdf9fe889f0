# SPDX-License-Identifier: MIT
"""Check server URLs."""

from __future__ import annotations

import re
from typing import Any, TypeVar
from urllib.parse import urlsplit

from .secrets import hidden, type_name

_Url = TypeVar("_Url", str, str | None)

# Labels of a domain name, divided by single dots, or an address.
_HOST = re.compile(r"[^.:%]+(\.[^.:%]+)*\.?|[0-9a-f.]*:[0-9a-f:.]*(%.+)?")


def checked_url(label: str, url: Any) -> str:
    """Check a URL to which paths are appended, and return it.

    Args:
        label: How messages refer to it.
        url: The URL.

    Raises:
        TypeError: The URL is not a string.
        ValueError: The URL is not an absolute HTTP URL, or has a user name, password, query or
            fragment, or no valid host and port.
    """
    if not isinstance(url, str):
        raise TypeError(f"{label} must be a str, not {type_name(url)}")
    problem = _problem(url)
    if problem is None:
        return url
    del url
    raise ValueError(f"{label} {problem}")


def _problem(url: str) -> str | None:
    """Say why a URL is refused, without its credentials, which logs would keep."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "has an invalid host or port"
    if "@" in (parts.netloc or url):
        return "must not contain a user name or password; use credentials"
    shown = re.split("[?#]", url, maxsplit=1)[0]
    # `urlsplit` drops some of these characters, but the URL would still contain them.
    if not url.isprintable() or re.search(r"[\s\\{}]", url):
        return f"must not contain white space, backslashes or braces: {shown!r}"
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return f"must begin with http:// or https://, not {shown!r}"
    if _HOST.fullmatch(host) is None or port == 0:
        return f"has an invalid host or port: {shown!r}"
    if "?" in url or "#" in url:
        return f"must not have a query or fragment, but only {shown!r}"
    return None


def hide_secrets(url: _Url) -> _Url:
    """Return a URL without a `repr` if it may contain secrets, for which it is refused later."""
    if isinstance(url, str) and ("@" in url or "?" in url):
        return hidden(url)
    return url
