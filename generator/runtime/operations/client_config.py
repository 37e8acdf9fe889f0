# SPDX-License-Identifier: MIT
"""The settings of a client."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ..auth.credentials import AnyCredentials
from ..auth.requirements import HeldCredentials, hold_credentials
from ..http.timeouts import Timeout, checked_max_retries, checked_timeout
from ..http.urls import checked_url
from .api import Api


class ServerLike(Protocol):
    """A server to call: a `Server`, as the functions of a client's `servers` return it."""

    @property
    def url(self) -> str:
        """What the paths of operations are appended to."""
        ...


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClientConfig:
    """The settings of a client.

    `base_url`, if the user gave one, holds for all operations; else each goes to its own server, or
    to `server`. `package` is the client's root package.
    """

    package: str
    api: Api
    base_url: str | None
    server: str | None
    credentials: HeldCredentials | None
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
    """The settings, checked.

    Raises:
        TypeError, ValueError: one of them cannot be meant.
    """
    agent = ("User-Agent", _user_agent(api))
    held = hold_credentials(api, credentials)
    if base_url is None and server is None and api.server is None:
        raise TypeError(
            f"a client of {api.title or 'this API'} needs a base_url: its document does not say "
            "where the API is"
        )
    return ClientConfig(
        package=package,
        api=api,
        base_url=None if base_url is None else checked_url("base_url", base_url),
        server=api.server if server is None else server.url,
        credentials=held,
        headers=(agent, *api.headers.items(), *(headers or {}).items()),
        timeout=checked_timeout(timeout),
        max_retries=checked_max_retries(max_retries),
    )


def _user_agent(api: Api) -> str:
    """Source: RFC 9110, section 10.1.5."""
    name = _product_token(api.title) or "api"
    version = _product_token(api.version) or "0"
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{name}/{version} python/{python}"


def _product_token(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z.]+", "-", text).strip("-.")
