"""Run an application on a socket of this machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Final

import uvicorn

from generator.serving.asgi import App
from generator.serving.guard import check_token, create_token, in_url
from generator.serving.request import HttpAddress, ServeError

_MOST_CONNECTIONS: Final = 128


def listen(address: HttpAddress) -> socket.socket:
    """Return a socket that listens.

    Raises:
        ServeError: the address is in use, or not one of this machine.
    """
    host, port = address.host, address.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ServeError(f"cannot listen on {in_url(host)}:{port}: {reason}") from None


def port_of(listener: socket.socket) -> int:
    """Return the port that a socket listens on."""
    port: int = listener.getsockname()[1]
    return port


def url_of(listener: socket.socket, host: str, path: str) -> str:
    """Return the URL of a path of the server behind a socket."""
    return f"http://{in_url(host)}:{port_of(listener)}{path}"


def token_from_environment(variable: str) -> tuple[str, bool]:
    """Return the token in an environment variable or else a new one, and whether it is new.

    Raises:
        ServeError: the token in the variable is too short.
    """
    token = os.environ.get(variable, "")
    if not token:
        return create_token(), True
    check_token(token, variable)
    return token, False


class _Server(uvicorn.Server):
    """A server that says when it serves. From then on, no interrupt is lost."""

    def __init__(self, config: uvicorn.Config, on_start: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_start = on_start

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_start()


async def serve_app(
    app: App, listener: socket.socket, on_start: Callable[[], None]
) -> None:
    """Serve until the process is interrupted; `on_start` is called before the first request."""
    config = uvicorn.Config(
        app,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=2,
    )
    await _Server(config, on_start).serve(sockets=[listener])
