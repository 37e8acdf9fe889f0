"""Serve a gateway from this machine."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Final

from generator.gateway.app import create_gateway
from generator.gateway.opened import open_gateway
from generator.gateway.request import GatewayRequest
from generator.serving.asgi import App
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
        ServeError: the token in the environment is too short; or it is missing, and other machines
            can reach the address.
    """
    if not is_loopback(address.host) and not os.environ.get(TOKEN_VARIABLE):
        raise ServeError(
            f"other machines can reach {address.host}: set {TOKEN_VARIABLE} to the token that they "
            "must send"
        )
    return token_from_environment(TOKEN_VARIABLE)[0]


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
    serve_with_token(
        address,
        announce,
        lambda redactor: partial(create_gateway, open_gateway(request, redactor)),
    )


def serve_with_token(
    address: HttpAddress,
    announce: Announce,
    open_app: Callable[[Redactor], Callable[[Hosts, str], App]],
) -> None:
    """Serve an application until the process is interrupted, and announce its URL with the token.

    Nothing but the announcement shows the token and the secrets of the redactor on stderr.

    Args:
        address: where to listen.
        announce: shows the URL.
        open_app: opens what is served, and returns a function that creates the application for the
            names of the server and the token.

    Raises:
        ServeError: the address or the token cannot be used.
    """
    token = gateway_token(address)
    redactor = Redactor()
    stderr = sys.stderr
    redacting = RedactingStream(stderr, redactor)
    sys.stderr = redacting
    try:
        create_app = open_app(redactor)
        with listen(address) as listener:
            url = f"{url_of(listener, address.host, '/')}#token={token}"
            hosts = Hosts.listening(address.host, port_of(listener))

            def announce_url() -> None:
                with redacting.paused():
                    announce(url)

            asyncio.run(serve_app(create_app(hosts, token), listener, announce_url))
    finally:
        redacting.finish()
        sys.stderr = stderr
