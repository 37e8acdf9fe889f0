# SPDX-License-Identifier: MIT
"""The clients of httpx2 behind a transport: one for each process and event loop."""

from __future__ import annotations

import logging
import os
import ssl
from collections.abc import Callable
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from typing import Any, Final, Generic, TypeVar, cast

import httpx2

from .deadlines import limit_waits
from .http_settings import HttpSettings

_MAX_COOKIES: Final = 50
_MAX_COOKIE_LENGTH: Final = 4096
_HttpxClient = TypeVar("_HttpxClient", bound=httpx2.Client | httpx2.AsyncClient)


class HttpxClients(Generic[_HttpxClient]):
    """The clients of httpx2 behind a transport, which share settings and cookies.

    A connection belongs to the process and the event loop that opened it. After a fork, and in
    another event loop, a new client takes the place of the old one.

    Args:
        settings: The settings. A client among them is used everywhere, and not closed.
        create: The class of the client.
    """

    def __init__(
        self, settings: HttpSettings, create: Callable[..., _HttpxClient]
    ) -> None:
        # The transports' own clients log every request already.
        logging.getLogger("httpx2").addFilter(_is_logged_by_httpx2)
        self.given = cast("_HttpxClient | None", settings.http_client)
        self._create = create
        # By process, because a lock of a cookie jar stays locked if another thread holds it at a
        # fork.
        self._jars = {os.getpid(): _BoundedJar(_cookie_policy(settings.keep_cookies))}
        self._options: dict[str, Any] = {
            "proxy": settings.proxy,
            "verify": _certificates(settings.verify),
        }
        if settings.limits is not None:
            self._options["limits"] = settings.limits
        self._by_owner: dict[tuple[int, Any], _HttpxClient] = {}

    def get(self, loop: Any = None) -> _HttpxClient:
        """Return the client for this process and `loop`, the running event loop if there is one."""
        if self.given is not None:
            return self.given
        owner = os.getpid(), loop
        client = self._by_owner.get(owner)
        if client is None:
            for old in list(self._by_owner):
                if old[1] is not None and old[1].is_closed():
                    # Connections cannot be closed without their loop; they are garbage now.
                    self._by_owner.pop(old, None)
            # A client that was created outside of event loops has no connections yet.
            unused = self._by_owner.pop((owner[0], None), None)
            client = self._by_owner.setdefault(owner, unused or self._new_client())
        return client

    def kept_cookies(self, url: httpx2.URL | str) -> str:
        """Return the `Cookie` header of a request to this URL; empty without kept cookies."""
        cookies = self._jar() if self.given is None else self.given.cookies
        try:
            request = httpx2.Request("GET", url, cookies=cookies)
        except (httpx2.InvalidURL, ValueError):
            # Sending the request raises the error.
            return ""
        return request.headers.get("Cookie", "")

    def pop(self, loop: Any = None) -> _HttpxClient | None:
        """Remove and return the client to close for this process and `loop`, if there is one.

        Clients of other processes stay open: closing them here could end connections there.
        """
        return self._by_owner.pop((os.getpid(), loop), None)

    def _new_client(self) -> _HttpxClient:
        client = self._create(cookies=self._jar(), **self._options)
        limit_waits(client)
        return client

    def _jar(self) -> CookieJar:
        """Return the cookies of this process, which begin with those before the fork."""
        jar = self._jars.get(os.getpid())
        if jar is None:
            *_, inherited = self._jars.values()
            jar = _BoundedJar(inherited.policy)
            for cookie in inherited:
                jar.set_cookie(cookie)
            jar = self._jars.setdefault(os.getpid(), jar)
        return jar


class _BoundedJar(CookieJar):
    """At most 50 cookies, as many as RFC 6265, section 6.1, requires for one server."""

    def __init__(self, policy: DefaultCookiePolicy) -> None:
        super().__init__(policy)
        self.policy = policy

    def set_cookie(self, cookie: Cookie) -> None:
        """Keep a cookie; the oldest one makes room for it, and one that is too long is ignored."""
        if len(cookie.name) + len(cookie.value or "") > _MAX_COOKIE_LENGTH:
            return
        super().set_cookie(cookie)
        if len(self) > _MAX_COOKIES:
            oldest = next(iter(self))
            self.clear(oldest.domain, oldest.path, oldest.name)


def create_clients(
    settings: HttpSettings, create: Callable[..., _HttpxClient]
) -> HttpxClients[_HttpxClient]:
    """Create the clients behind a transport, and the first of them.

    It is created now to check the settings, and not by several threads at once.

    Raises:
        TypeError: a setting has the wrong type.
        ValueError: the proxy is not a URL.
    """
    failure: Exception
    try:
        clients = HttpxClients(settings, create)
        clients.get()
        return clients
    except httpx2.InvalidURL:
        # Its message may contain a part of the password.
        failure = ValueError("proxy is not a valid URL")
    except AttributeError as error:
        failure = TypeError(f"proxy, verify or limits has the wrong type: {error}")
    except Exception as error:
        # Without the functions of httpx2, whose variables contain the password.
        error.__traceback__ = None
        raise
    raise failure


class ClientUrl(httpx2.URL):
    """The URL of a request that is logged by the client, so that httpx2 need not log it."""


def _is_logged_by_httpx2(record: logging.LogRecord) -> bool:
    arguments = record.args if isinstance(record.args, tuple) else ()
    return not any(isinstance(argument, ClientUrl) for argument in arguments)


def _certificates(
    verify: ssl.SSLContext | str | os.PathLike[str] | bool,
) -> ssl.SSLContext | bool:
    """Load certificates from a file or directory, which httpx2 leaves to its users."""
    if isinstance(verify, bool | ssl.SSLContext):
        return verify
    if os.path.isdir(verify):
        return ssl.create_default_context(capath=verify)
    return ssl.create_default_context(cafile=verify)


def _cookie_policy(keep_cookies: bool | None) -> DefaultCookiePolicy:
    """Accept all cookies that a server may set, or none to keep calls independent of each other."""
    if keep_cookies:
        return DefaultCookiePolicy(strict_domain=True)
    return DefaultCookiePolicy(allowed_domains=[])
