# SPDX-License-Identifier: MIT
"""Check and store the settings of a client."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

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
    """The settings of a client, checked when they are combined.

    Attributes:
        package: Root package of the client.
        api: API-wide settings from the document.
        base_url: URL given by the user for every operation; None if not given.
        server: URL for operations that have no server of their own, used without `base_url`.
        credentials: Credentials of the client, by security scheme.
        headers: Checked headers of every request, by lower-case name.
        query: Query parameters of every request, as escaped `name=value` strings.
        timeout: Timeout of an attempt in seconds, or by phase; None disables it.
        max_retries: Number of retries after a failed attempt.
        follow_redirects: Whether calls follow redirects.
        strict: Whether responses must have the properties that the document requires.

    Raises:
        TypeError: an attribute has the wrong type, or `base_url` is required and missing.
        ValueError: an attribute is not valid, for example a URL without a host.
    """

    package: str
    api: Api
    base_url: str | None
    server: str | None
    credentials: HeldCredentials
    headers: Mapping[str, tuple[str, str]]
    query: tuple[str, ...]
    timeout: float | Timeout | None
    max_retries: int
    follow_redirects: bool = False
    strict: bool = False

    def __post_init__(self) -> None:
        if self.base_url is None and self.server is None:
            variable = self.api.base_url_env
            raise TypeError(
                f"a client of {self.api.title or 'this API'} needs a base_url: the OpenAPI "
                "document declares no server with an absolute URL"
                + (f", and {variable} is not set" if variable else "")
            )
        if self.base_url is not None:
            checked_url("base_url", self.base_url)
        checked_timeout(self.timeout)
        checked_max_retries(self.max_retries)


def user_agent(api: Api) -> tuple[str, str]:
    """Return the `User-Agent` header, as a pair. Source: RFC 9110, section 10.1.5."""
    name = _product_token(api.title) or "api"
    version = _product_token(api.version) or "0"
    python = ".".join(map(str, sys.version_info[:3]))
    return "User-Agent", f"{name}/{version} python/{python}"


def _product_token(string: str) -> str:
    return re.sub(r"[^0-9A-Za-z.]+", "-", string).strip("-.")
