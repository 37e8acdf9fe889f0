"""Serve a gateway from this machine."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Final

from generator.gateway.app import create_gateway
from generator.gateway.opened import open_gateway
from generator.gateway.request import GatewayRequest
from generator.serving.guard import Hosts
from generator.serving.redaction import RedactingStream, Redactor
from generator.serving.request import Announce, HttpAddress, ServeError
from generator.serving.web_server import (
    listen,
    port_of,
    serve_app,
    token_from_environment,
    url_of,
)
from generator.source.load.hosts import is_loopback

TOKEN_VARIABLE: Final = "CODEGEN_GATEWAY_TOKEN"


def gateway_token(address: HttpAddress) -> str:
    """Return the token of a server: the one in the environment, or a new one.

    Raises:
        ServeError: the one in the environment is too short, or there is none and other machines can
            reach the address.
    """
    if not is_loopback(address.host) and not os.environ.get(TOKEN_VARIABLE):
        raise ServeError(
            f"other machines can reach {address.host}: set {TOKEN_VARIABLE} to the token that they "
            "must send"
        )
    return token_from_environment(TOKEN_VARIABLE)[0]


def url_with_token(url: str, token: str) -> str:
    """Return a URL with the token in its fragment, which browsers send to no server."""
    return f"{url}#token={token}"


def serve_gateway(
    request: GatewayRequest, address: HttpAddress, announce: Announce
) -> None:
    """Serve a gateway until the process is interrupted, and announce its URL with the token.

    Raises:
        DocumentError: the target is unknown, or its document cannot be read.
        InvalidDocumentError: the document is invalid.
        OutputError: the client cannot be written.
        ServeError: the address, the token, the credentials or the policy cannot be used.
    """
    token = gateway_token(address)
    redactor = Redactor()
    stderr = sys.stderr
    redacting = RedactingStream(stderr, redactor)
    sys.stderr = redacting
    try:
        gateway = open_gateway(request, redactor)
        with listen(address) as listener:
            url = url_with_token(url_of(listener, address.host, "/"), token)
            hosts = Hosts.listening(address.host, port_of(listener))
            app = create_gateway(gateway, hosts, token)

            def announce_url() -> None:
                with redacting.paused():
                    announce(url)

            asyncio.run(serve_app(app, listener, announce_url))
    finally:
        redacting.finish()
        sys.stderr = stderr
