"""Refuse requests under other hosts' names, of other sites' pages, and without the token."""

from __future__ import annotations

import secrets
import socket
from base64 import b64decode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hmac import compare_digest
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from generator.serving.asgi import (
    App,
    Message,
    RawHeaders,
    Receive,
    Scope,
    Send,
    headers_of,
    only_value,
    send_error,
)
from generator.serving.request import ServeError

_LOCAL_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")
_WILDCARDS: Final = ("0.0.0.0", "::")
# 256 bits.
_TOKEN_BYTES: Final = 32
_SHORTEST_TOKEN: Final = 32
_SAFE_SITES: Final = ("same-origin", "none")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
# Seconds that a browser may keep the response to a preflight.
_PREFLIGHT_SECONDS: Final = b"600"


def create_token() -> str:
    """Return a random token of 256 bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def check_token(token: str, name: str) -> None:
    """Check that a token is long enough not to be guessed.

    Raises:
        ServeError: it is not; `name` says where it is from.
    """
    if len(token) < _SHORTEST_TOKEN:
        raise ServeError(
            f"{name} is too short: use at least {_SHORTEST_TOKEN} random characters"
        )


def in_url(host: str) -> str:
    """Return an address as it is written in a URL."""
    return f"[{host}]" if ":" in host else host


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names under which a server may be addressed.

    Attributes:
        origins: the origin of its own pages, by the value of `Host` in lower case.
        any_address_port: the port at which every IP address is one of the server's; None for no
            further addresses. An address needs no name server, which an attacker could control.
    """

    origins: Mapping[str, str] = field(default_factory=dict)
    any_address_port: int | None = None

    @classmethod
    def listening(cls, host: str, port: int) -> Hosts:
        """Return the names of a server without TLS that listens on an address of this machine."""
        names = {*_LOCAL_NAMES, in_url(host).lower()}
        is_open = host in _WILDCARDS
        if is_open:
            names.add(socket.gethostname().lower())
        values = [f"{name}:{port}" for name in sorted(names)]
        return cls(
            {value: f"http://{value}" for value in values}, port if is_open else None
        )

    @classmethod
    def of_urls(cls, urls: Sequence[str]) -> Hosts:
        """Return the names of a server behind public URLs.

        Raises:
            ValueError: a URL has no host, or is neither `http` nor `https`.
        """
        origins: dict[str, str] = {}
        for url in urls:
            origin = origin_of(url)
            origins[origin.partition("://")[2]] = origin
        return cls(origins)

    def own_origin(self, host: str) -> str | None:
        """Return the origin of the server's pages under a `Host`; None for an unknown name."""
        value = host.lower()
        if value in self.origins:
            return self.origins[value]
        name, _, port = value.rpartition(":")
        if self.any_address_port is not None and port == str(self.any_address_port):
            with suppress(ValueError):
                ip_address(name.strip("[]"))
                return f"http://{value}"
        return None


def origin_of(url: str) -> str:
    """Return the origin of a URL, as browsers send it: without the default port.

    Source: RFC 6454, section 6.2.

    Raises:
        ValueError: the URL has no host, or is neither `http` nor `https`.
    """
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname or "@" in parts.netloc:
        raise ValueError(f"{url!r} is not a URL such as https://docs.example.com")
    port = parts.port
    suffix = "" if port in (None, _DEFAULT_PORTS[scheme]) else f":{port}"
    return f"{scheme}://{in_url(parts.hostname)}{suffix}"


class HostGuard:
    """Serves only requests that name the server by one of its own names.

    A name that an attacker's name server resolves to this machine (DNS rebinding) is another name.
    """

    def __init__(self, app: App, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] == "http":
            host = only_value(headers_of(scope).get("host"))
            if host is None or self._hosts.own_origin(host) is None:
                await send_error(send, 421, "UnknownHost", "unknown Host")
                return
        await self._app(scope, receive, send)


class TokenGuard:
    """Serves only requests with the token, and of no page but its own and those allowed.

    Cookies are never looked at: they do not separate ports, and browsers add them to requests of
    any page.

    Args:
        app: the application.
        hosts: the names of the server.
        token: the bearer token that each request must have.
        allowed_origins: the sites whose pages may call the server, such as
            `https://docs.example.com`.
        accepts_basic: whether the token may also be the user name or the password of Basic
            authentication, as programs with an API key send it.
        exposed_headers: the headers that pages of these sites may read.
    """

    def __init__(
        self,
        app: App,
        hosts: Hosts,
        token: str,
        *,
        allowed_origins: Sequence[str] = (),
        accepts_basic: bool = False,
        exposed_headers: Sequence[str] = (),
    ) -> None:
        self._app = HostGuard(self._check, hosts)
        self._inner = app
        self._hosts = hosts
        self._token = token.encode()
        self._allowed = frozenset(origin.lower() for origin in allowed_origins)
        self._accepts_basic = accepts_basic
        self._exposed = ", ".join(exposed_headers).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    async def _check(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        headers = headers_of(scope)
        origin = only_value(headers.get("origin"))
        is_allowed = origin is not None and origin.lower() in self._allowed
        if is_allowed and origin is not None:
            send = _with_headers(send, self._cross_origin_headers(origin))
        refusal = self._site_refusal(headers, is_allowed)
        if refusal is not None:
            await send_error(send, 403, *refusal)
        elif is_allowed and _is_preflight(scope, headers):
            await _permit(send, headers)
        elif not self._has_token(headers):
            await send_error(
                send,
                401,
                "Unauthorized",
                "the bearer token is missing or wrong",
                [(b"www-authenticate", b"Bearer")],
            )
        else:
            await self._inner(scope, receive, send)

    def _site_refusal(
        self, headers: Mapping[str, Sequence[str]], is_allowed: bool
    ) -> tuple[str, str] | None:
        """Return the type of error and the reason to refuse a page's request."""
        if is_allowed:
            return None
        own = self._hosts.own_origin(headers["host"][0])
        if any(origin.lower() != own for origin in headers.get("origin", ())):
            return "UnknownOrigin", "unknown Origin"
        sites = headers.get("sec-fetch-site", ())
        if any(site.lower() not in _SAFE_SITES for site in sites):
            return "UnknownOrigin", "requests from other sites are refused"
        return None

    def _has_token(self, headers: Mapping[str, Sequence[str]]) -> bool:
        value = only_value(headers.get("authorization")) or ""
        scheme, _, credentials = value.partition(" ")
        credentials = credentials.strip()
        if scheme.lower() == "bearer":
            return self._is_token(credentials)
        if scheme.lower() == "basic" and self._accepts_basic:
            with suppress(ValueError):
                pair = b64decode(credentials, validate=True).decode("latin-1")
                user, _, password = pair.partition(":")
                # Both are compared, whatever the first result is.
                return any([self._is_token(user), self._is_token(password)])
        return False

    def _is_token(self, string: str) -> bool:
        return compare_digest(string.encode(), self._token)

    def _cross_origin_headers(self, origin: str) -> RawHeaders:
        headers = [
            (b"access-control-allow-origin", origin.encode("latin-1")),
            (b"vary", b"Origin"),
        ]
        if self._exposed:
            headers.append((b"access-control-expose-headers", self._exposed))
        return headers


def _is_preflight(scope: Scope, headers: Mapping[str, Sequence[str]]) -> bool:
    return scope["method"] == "OPTIONS" and "access-control-request-method" in headers


async def _permit(send: Send, headers: Mapping[str, Sequence[str]]) -> None:
    """Permit the request that a page of an allowed site announces.

    Source: Fetch Standard, section "CORS protocol".
    """
    permitted: list[tuple[bytes, bytes]] = [
        (b"access-control-max-age", _PREFLIGHT_SECONDS)
    ]
    for announced, allowing in (("method", b"methods"), ("headers", b"headers")):
        value = only_value(headers.get(f"access-control-request-{announced}"))
        if value is not None:
            name = b"access-control-allow-" + allowing
            permitted.append((name, value.encode("latin-1")))
    if "access-control-request-private-network" in headers:
        permitted.append((b"access-control-allow-private-network", b"true"))
    await send({"type": "http.response.start", "status": 204, "headers": permitted})
    await send({"type": "http.response.body", "body": b""})


def _with_headers(send: Send, added: RawHeaders) -> Send:
    """Return a `send` that adds headers to the response."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return send_with_headers
