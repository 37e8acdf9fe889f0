# SPDX-License-Identifier: MIT
"""Check and store the settings of a client."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ..auth.credentials import AnyCredentials
from ..auth.requirements import HeldCredentials
from ..http.timeouts import Timeout, checked_max_retries, checked_timeout
from ..http.urls import checked_url
from .api import Api


class ServerLike(Protocol):
    """A server to call: a `Server`, returned by the functions of a client's `servers` module."""

    @property
    def url(self) -> str:
        """The URL that the paths of operations are appended to."""
        ...


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClientConfig:
    """The checked settings of a client.

    Attributes:
        package: Root package of the client.
        api: API-wide settings from the document.
        base_url: URL given by the user for every operation; None if not given.
        server: URL for operations that have no server of their own, used without `base_url`.
        credentials: Credentials of the client, by security scheme.
        headers: Headers of every request, as names and values; later ones win.
        timeout: Timeout per phase in seconds; None disables it.
        max_retries: Number of retries after a failed attempt.
    """

    package: str
    api: Api
    base_url: str | None
    server: str | None
    credentials: HeldCredentials
    headers: tuple[tuple[str, str], ...]
    timeout: float | Timeout | None
    max_retries: int


def configure(
    package: str,
    api: Api,
    *,
    credentials: AnyCredentials,
    base_url: str | None,
    server: ServerLike | None,
    timeout: float | Timeout | None,
    headers: Mapping[str, str] | None,
    max_retries: int,
) -> ClientConfig:
    """Check the arguments of a client and combine them with the settings of the API.

    Raises:
        TypeError: an argument has the wrong type, or `base_url` is required and missing.
        ValueError: an argument is not valid, for example a URL without a host.
    """
    user_agent = ("User-Agent", _user_agent(api))
    held = api.security_schemes.hold(credentials, api.title)
    if base_url is None and server is None and api.server is None:
        raise TypeError(
            f"a client of {api.title or 'this API'} needs a base_url: the OpenAPI document "
            "declares no server with an absolute URL"
        )
    return ClientConfig(
        package=package,
        api=api,
        base_url=None if base_url is None else checked_url("base_url", base_url),
        server=api.server if server is None else server.url,
        credentials=held,
        headers=(user_agent, *api.headers.items(), *(headers or {}).items()),
        timeout=checked_timeout(timeout),
        max_retries=checked_max_retries(max_retries),
    )


def _user_agent(api: Api) -> str:
    """Return the `User-Agent` header. Source: RFC 9110, section 10.1.5."""
    name = _product_token(api.title) or "api"
    version = _product_token(api.version) or "0"
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{name}/{version} python/{python}"


def _product_token(string: str) -> str:
    return re.sub(r"[^0-9A-Za-z.]+", "-", string).strip("-.")
