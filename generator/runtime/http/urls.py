# SPDX-License-Identifier: MIT
"""Check server URLs."""

from __future__ import annotations

from urllib.parse import urlsplit


def checked_url(label: str, url: str) -> str:
    """Check a URL to which paths are appended, and return it.

    Args:
        label: What to call the URL in messages.
        url: The URL.

    Raises:
        ValueError: The URL is not an absolute HTTP URL, or has a user name, password, query or
            fragment.
    """
    parts = urlsplit(url)
    try:
        _ = parts.port
    except ValueError:
        raise ValueError(f"{label} has an invalid port") from None
    if "@" in parts.netloc:
        # The message does not contain the URL, to keep the credentials out of logs.
        raise ValueError(
            f"{label} must not contain a user name or password; use credentials"
        )
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{label} must begin with http:// or https://, not {url!r}")
    if parts.query or parts.fragment:
        raise ValueError(f"{label} must not have a query or fragment: {url!r}")
    return url
