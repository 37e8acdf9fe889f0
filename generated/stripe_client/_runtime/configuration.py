"""What a client adds to each request."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .api import Api, authentication_for
from .authentication import Authentication
from .options import Timeout, checked_max_retries, checked_timeout

__all__ = ["Configuration", "configure"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Configuration:
    """The settings of a client.

    `base_url`, if the user gave one, holds for all operations; else each goes to its own server,
    or to that of the API. `package` is the client's root package.
    """

    package: str
    api: Api
    base_url: str | None
    authentication: Authentication | None
    headers: tuple[tuple[str, str], ...]
    timeout: float | Timeout | None
    max_retries: int


def configure(
    package: str,
    api: Api,
    *,
    credentials: str | Authentication | None,
    base_url: str | None,
    timeout: float | Timeout | None,
    headers: Mapping[str, str] | None,
    max_retries: int,
) -> Configuration:
    """The settings, checked.

    Raises:
        TypeError, ValueError: one of them cannot be meant.
    """
    agent = ("User-Agent", _user_agent(api))
    return Configuration(
        package=package,
        api=api,
        base_url=_checked_url(base_url),
        authentication=authentication_for(api, credentials),
        headers=(agent, *api.headers.items(), *(headers or {}).items()),
        timeout=checked_timeout(timeout),
        max_retries=checked_max_retries(max_retries),
    )


def _checked_url(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    if "@" in parts.netloc:
        # Not repeated in the message: URLs are printed and logged, credentials are not.
        raise ValueError("base_url must not have a user name or password in it")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"base_url must begin with http:// or https://, not {url!r}")
    if parts.query or parts.fragment:
        raise ValueError(f"base_url must end before a '?' or '#': {url!r}")
    return url


def _user_agent(api: Api) -> str:
    """Source: RFC 9110, section 10.1.5."""
    name = _token(api.title) or "api"
    version = _token(api.version) or "0"
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{name}/{version} python/{python}"


def _token(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z.]+", "-", text).strip("-.")
