"""Serve over HTTP: to clients on this machine, with a token.

Source: Model Context Protocol, "Transports", section "Security Warning".
"""

from __future__ import annotations

from typing import Any, Final

from mcp.server.lowlevel import Server
from mcp.server.transport_security import TransportSecuritySettings

from generator.serving.asgi import App
from generator.serving.guard import Hosts, TokenGuard
from generator.serving.redaction import Redactor
from generator.serving.request import Announce, HttpAddress
from generator.serving.web_server import (
    listen,
    port_of,
    serve_app,
    token_from_environment,
    url_of,
)

TOKEN_VARIABLE: Final = "CODEGEN_MCP_TOKEN"
PATH: Final = "/mcp"
_LARGEST_BODY: Final = 1024 * 1024
_MOST_SESSIONS: Final = 64


def create_app(server: Server[Any], hosts: Hosts, token: str) -> App:
    """Return an ASGI application that serves whoever has the token, and no page in a browser.

    Args:
        server: the server.
        hosts: the names that it may be addressed by.
        token: the bearer token that each request must have.
    """
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        max_request_body_size=_LARGEST_BODY,
        max_sessions=_MOST_SESSIONS,
        # The guard checks names and ports exactly, before anything is read.
        transport_security=TransportSecuritySettings(
            enable_dns_rebinding_protection=False
        ),
    )
    return TokenGuard(app, hosts, token)


async def serve_http(
    server: Server[Any], address: HttpAddress, redactor: Redactor, announce: Announce
) -> None:
    """Serve until the process is interrupted, and announce the URL and a new token.

    Raises:
        ServeError: the address cannot be listened on, or the token in the environment is too short.
    """
    token, is_new = token_from_environment(TOKEN_VARIABLE)
    with listen(address) as listener:
        hosts = Hosts.listening(address.host, port_of(listener))

        def announce_url() -> None:
            announce(f"serving on {url_of(listener, address.host, PATH)}")
            if is_new:
                announce(f"Authorization: Bearer {token}")
            # From now on: the line above shows it.
            redactor.add(token)

        await serve_app(create_app(server, hosts, token), listener, announce_url)
