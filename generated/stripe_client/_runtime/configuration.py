"""What a client adds to each request."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .api import Api, held_by
from .authentication import AnyCredentials
from .options import Timeout, checked_max_retries, checked_timeout

if TYPE_CHECKING:
    from .security import Held
    from .servers import Server


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Configuration:
    """The settings of a client.

    `base_url`, if the user gave one, holds for all operations; else each goes to its own server, or
    to `server`. `package` is the client's root package.
    """

    package: str
    api: Api
    base_url: str | None
    server: str | None
    credentials: Held | None
    headers: tuple[tuple[str, str], ...]
    timeout: float | Timeout | None
    max_retries: int


def configure(
    package: str,
    api: Api,
    *,
    credentials: AnyCredentials,
    base_url: str | None,
    server: Server | None,
    timeout: float | Timeout | None,
    headers: Mapping[str, str] | None,
    max_retries: int,
) -> Configuration:
    """The settings, checked.

    Raises:
        TypeError, ValueError: one of them cannot be meant.
    """
    agent = ("User-Agent", _user_agent(api))
    held = held_by(api, credentials)
    if base_url is None and server is None and api.server is None:
        raise TypeError(
            f"a client of {api.title or 'this API'} needs a base_url: its document does not say "
            "where the API is"
        )
    return Configuration(
        package=package,
        api=api,
        base_url=None if base_url is None else checked_url("base_url", base_url),
        server=api.server if server is None else server.url,
        credentials=held,
        headers=(agent, *api.headers.items(), *(headers or {}).items()),
        timeout=checked_timeout(timeout),
        max_retries=checked_max_retries(max_retries),
    )


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


def _user_agent(api: Api) -> str:
    """Source: RFC 9110, section 10.1.5."""
    name = _token(api.title) or "api"
    version = _token(api.version) or "0"
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{name}/{version} python/{python}"


def _token(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z.]+", "-", text).strip("-.")
