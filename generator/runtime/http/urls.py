# SPDX-License-Identifier: MIT
"""Check the URLs of servers."""

from __future__ import annotations

from urllib.parse import urlsplit


def checked_url(what: str, url: str) -> str:
    """The URL, if a path can be put after it.

    Raises:
        ValueError: it is not one, or has parts that must not be there.
    """
    parts = urlsplit(url)
    try:
        _ = parts.port
    except ValueError:
        raise ValueError(f"{what} has a port that is none") from None
    if "@" in parts.netloc:
        # Not repeated in the message: URLs are printed and logged, credentials are not.
        raise ValueError(f"{what} must not have a user name or password in it")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{what} must begin with http:// or https://, not {url!r}")
    if parts.query or parts.fragment:
        raise ValueError(f"{what} must end before a '?' or '#': {url!r}")
    return url
