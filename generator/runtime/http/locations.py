# SPDX-License-Identifier: MIT
"""Read the `Location` of a redirect. Source: RFC 9110, section 10.2.2."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from .transport import Request, Response

FOLLOWED: Final = frozenset({301, 302, 303, 307, 308})
"""The status codes of redirects to another URL. Source: RFC 9110, section 15.4."""

_SCHEMES: Final = ("http", "https")
_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"[0-9A-Za-z._~-]+|[0-9A-Fa-f:.]+")
# Characters that URLs may contain, with `%` for what is escaped already.
_SAFE: Final = "%!#$&'()*+,/:;=?@[]~"


def describe_redirect(request: Request, response: Response) -> str | None:
    """Say where a response redirects to, without the query of that URL; None if nowhere."""
    location = location_of(response)
    if location is None or not response.is_redirect:
        return None
    try:
        target = describe_url(resolve_location(request.public_url, location))
    except ValueError:
        # Such as the URL of an app, which only the caller can open.
        return f"redirect to {location.partition('?')[0].rpartition('@')[2]}"
    hint = "; follow_redirects=True follows it" if response.status in FOLLOWED else ""
    return f"redirect to {target}{hint}"


def location_of(response: Response) -> str | None:
    """Return the `Location`; None if there is none, or several that differ."""
    locations = set(response.headers.get_list("Location"))
    return locations.pop() if len(locations) == 1 else None


def resolve_location(base: str, location: str) -> SplitResult:
    """Resolve a `Location`. Source: RFC 9110, section 10.2.2.

    Raises:
        ValueError: It is not an HTTP URL without a user name. The message does not contain it.
    """
    location = location.strip(" \t")
    if _CONTROL_CHARACTER.search(location):
        raise ValueError("the Location contains control characters")
    # Header fields are decoded as Latin-1, but servers send UTF-8.
    escaped = quote(location.encode("latin-1", "replace"), safe=_SAFE)
    try:
        target = urlsplit(urljoin(base, escaped))
        _ = target.port
    except ValueError:
        raise ValueError("the Location is not a valid URL") from None
    if target.scheme not in _SCHEMES:
        raise ValueError("the Location is not an HTTP URL")
    if "@" in target.netloc:
        raise ValueError("the Location contains a user name")
    if target.hostname is None or _HOST.fullmatch(target.hostname) is None:
        raise ValueError("the Location has no valid host")
    return target._replace(path=target.path or "/")


def describe_url(url: SplitResult) -> str:
    """Return a URL for messages: without its query, which often holds a signature."""
    query = "?…" if url.query else ""
    return url._replace(query="", fragment="").geturl() + query
