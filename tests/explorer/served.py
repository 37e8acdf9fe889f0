"""Explorers that are served to a browser for the duration of a test."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import uvicorn

from generator.explorer.app import create_explorer
from generator.explorer.site import Site
from generator.serving.asgi import App, Message, Receive, Scope, Send, send_error
from generator.serving.guard import Hosts
from generator.serving.request import HttpAddress
from generator.serving.web_server import listen, port_of

SECONDS = 30.0


class Explorer:
    """An application whose site and gateway a test can replace.

    Attributes:
        url: its URL, without a slash at the end.
        loop: the loop of the server.
        sent: all headers and bodies that it has sent for this site.
    """

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.hosts = Hosts.listening("127.0.0.1", port)
        self.sent = bytearray()
        self._app: App = no_gateway
        self.loop: asyncio.AbstractEventLoop

    def show(self, site: Site, gateway: App | None = None) -> None:
        """Show a site from now on."""
        self.sent.clear()
        self._app = create_explorer(site, self.hosts, gateway or no_gateway)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def record(message: Message) -> None:
            for name, value in message.get("headers", ()):
                self.sent += name + b": " + value + b"\n"
            self.sent += message.get("body", b"")
            await send(message)

        await self._app(scope, receive, record)

    def run(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the server's loop, and wait for its end."""
        asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(SECONDS)


async def no_gateway(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse every request."""
    await send_error(send, 404, "NotFound", "there is no gateway")


@contextmanager
def serve_explorer() -> Iterator[Explorer]:
    """Serve an explorer for the duration of a `with` block."""
    with listen(HttpAddress("127.0.0.1", 0)) as listener:
        explorer = Explorer(port_of(listener))
        config = uvicorn.Config(
            explorer,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)

        async def run() -> None:
            explorer.loop = asyncio.get_running_loop()
            await server.serve(sockets=[listener])

        thread = Thread(target=lambda: asyncio.run(run()))
        thread.start()
        try:
            while not server.started and thread.is_alive():
                thread.join(0.01)
            yield explorer
        finally:
            server.should_exit = True
            thread.join(SECONDS)
