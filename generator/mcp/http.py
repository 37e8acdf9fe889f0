"""Serve over HTTP: to clients on this machine, with a token.

Source: Model Context Protocol, "Transports", section "Security Warning".
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from contextlib import suppress
from hmac import compare_digest
from ipaddress import ip_address
from typing import Any, Final, TypeAlias

import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.transport_security import TransportSecuritySettings

PATH: Final = "/mcp"
_LOCAL_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")
_WILDCARDS: Final = ("0.0.0.0", "::")
_LARGEST_BODY: Final = 1024 * 1024
_MOST_SESSIONS: Final = 64
_MOST_CONNECTIONS: Final = 128
# 256 bits.
_TOKEN_BYTES: Final = 32
_SAFE_SITES: Final = ("same-origin", "none")

_Scope: TypeAlias = MutableMapping[str, Any]
_Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App: TypeAlias = Callable[[_Scope, _Receive, _Send], Awaitable[None]]


def create_token() -> str:
    """Return a random token of 256 bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        OSError: the address is in use, or not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def url_of(listener: socket.socket, host: str) -> str:
    """Return the URL of the server behind a socket."""
    return f"http://{_in_url(host)}:{listener.getsockname()[1]}{PATH}"


def create_app(server: Server[Any], host: str, port: int, token: str) -> App:
    """Return an ASGI application that serves whoever has the token, and no page in a browser.

    Args:
        server: the server.
        host: the address that it listens on.
        port: the port that it listens on.
        token: the bearer token that each request must have.
    """
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        max_request_body_size=_LARGEST_BODY,
        max_sessions=_MOST_SESSIONS,
        # Checked here, exactly: names, ports, and before anything is read.
        transport_security=TransportSecuritySettings(
            enable_dns_rebinding_protection=False
        ),
    )
    return _GuardedApp(app, host, port, token)


async def serve_http(app: App, listener: socket.socket) -> None:
    """Serve until the process is interrupted."""
    config = uvicorn.Config(
        app,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=2,
    )
    await uvicorn.Server(config).serve(sockets=[listener])


class _GuardedApp:
    """Refuses requests of other hosts' names, of pages in browsers, and without the token."""

    def __init__(self, app: App, host: str, port: int, token: str) -> None:
        self._app = app
        self._port = port
        self._token = token.encode()
        self._is_open = host in _WILDCARDS
        names = {*_LOCAL_NAMES, _in_url(host).lower()}
        if self._is_open:
            names.add(socket.gethostname().lower())
        self._hosts = {f"{name}:{port}" for name in names}

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        if scope["type"] == "http":
            refusal = self._refusal(_headers(scope["headers"]))
            if refusal is not None:
                await _refuse(send, *refusal)
                return
        await self._app(scope, receive, send)

    def _refusal(self, headers: Mapping[str, Sequence[str]]) -> tuple[int, str] | None:
        """Return the status and the reason to refuse a request; None to serve it."""
        host = _only(headers.get("host"))
        # A name that an attacker's name server resolves to this machine is another name.
        if host is None or not self._is_own(host):
            return 421, "unknown Host"
        origins = headers.get("origin", ())
        if any(origin.lower() not in self._origins(host) for origin in origins):
            return 403, "unknown Origin"
        sites = headers.get("sec-fetch-site", ())
        if any(site.lower() not in _SAFE_SITES for site in sites):
            return 403, "requests from other sites are refused"
        scheme, _, token = (_only(headers.get("authorization")) or "").partition(" ")
        if scheme.lower() != "bearer" or not compare_digest(
            token.strip().encode(), self._token
        ):
            return 401, "the bearer token is missing or wrong"
        return None

    def _is_own(self, host: str) -> bool:
        if host.lower() in self._hosts:
            return True
        name, _, port = host.rpartition(":")
        if self._is_open and port == str(self._port):
            # Any address of this machine; an address needs no name server.
            with suppress(ValueError):
                return bool(ip_address(name.strip("[]")))
        return False

    def _origins(self, host: str) -> tuple[str, ...]:
        return (f"http://{host.lower()}",)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _headers(fields: Sequence[tuple[bytes, bytes]]) -> Mapping[str, Sequence[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in fields:
        headers.setdefault(name.decode("latin-1").lower(), []).append(
            value.decode("latin-1")
        )
    return headers


def _only(values: Sequence[str] | None) -> str | None:
    """Return the value of a header that occurs once; None otherwise."""
    return values[0] if values is not None and len(values) == 1 else None


async def _refuse(send: _Send, status: int, reason: str) -> None:
    body = reason.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
