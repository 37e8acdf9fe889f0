# SPDX-License-Identifier: MIT
"""Check server URLs."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Labels of a domain name, divided by single dots, or an address.
_HOST = re.compile(r"[^.:%]+(\.[^.:%]+)*\.?|[0-9a-f.]*:[0-9a-f:.]*(%.+)?")


def checked_url(label: str, url: object) -> str:
    """Check a URL to which paths are appended, and return it.

    Args:
        label: What to call the URL in messages.
        url: The URL.

    Raises:
        TypeError: The URL is not a string.
        ValueError: The URL is not an absolute HTTP URL, or has a user name, password, query or
            fragment, or no valid host and port.
    """
    if not isinstance(url, str):
        raise TypeError(f"{label} must be a str, not {type(url).__name__}")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(f"{label} has an invalid host or port") from None
    if "@" in parts.netloc:
        # The message does not contain the URL, to keep the credentials out of logs.
        raise ValueError(
            f"{label} must not contain a user name or password; use credentials"
        )
    # `urlsplit` drops some of these characters, but the URL would still contain them.
    if not url.isprintable() or re.search(r"[\s\\{}]", url):
        raise ValueError(
            f"{label} must not contain white space, backslashes or braces: {url!r}"
        )
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{label} must begin with http:// or https://, not {url!r}")
    if _HOST.fullmatch(host) is None or port == 0:
        raise ValueError(f"{label} has an invalid host or port: {url!r}")
    if "?" in url or "#" in url:
        raise ValueError(f"{label} must not have a query or fragment: {url!r}")
    return url
