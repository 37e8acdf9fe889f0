# SPDX-License-Identifier: MIT
"""Check server URLs."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import urlsplit

from .secrets import hidden

_Url = TypeVar("_Url", str, str | None)


def checked_url(label: str, url: str) -> str:
    """Check a URL to which paths are appended, and return it.

    Args:
        label: What to call the URL in messages.
        url: The URL.

    Raises:
        ValueError: The URL is not an absolute HTTP URL, or has a user name, password, query or
            fragment.
    """
    problem = _problem(url)
    if problem is None:
        return url
    del url
    raise ValueError(f"{label} {problem}")


def _problem(url: str) -> str | None:
    """Say why a URL is refused, without its credentials, which logs would keep."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "is not a valid URL"
    try:
        _ = parts.port
    except ValueError:
        return "has an invalid port"
    if "@" in (parts.netloc or url):
        return "must not contain a user name or password; use credentials"
    if parts.scheme not in ("http", "https") or not parts.netloc:
        shown = url.partition("?")[0]
        return f"must begin with http:// or https://, not {shown!r}"
    if parts.query or parts.fragment:
        shown = parts._replace(query="", fragment="").geturl()
        return f"must not have a query or fragment, but only {shown!r}"
    return None


def hide_secrets(url: _Url) -> _Url:
    """Return a URL without a `repr` if it may contain secrets, for which it is refused later."""
    if isinstance(url, str) and ("@" in url or "?" in url):
        return hidden(url)
    return url
