"""Gateways that are served to real HTTP clients for the duration of a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from generator.gateway.app import create_gateway
from generator.gateway.opened import Gateway, open_gateway
from generator.gateway.request import GatewayRequest
from generator.serving.asgi import App
from generator.serving.guard import Hosts
from generator.serving.request import CredentialsSource, HttpAddress
from generator.serving.web_server import listen, port_of

TOKEN = "gateway-token-" + "42" * 16
API_KEY = "sk_test_4eC39HqLyjWDarjtT1zdp7dc"
SECONDS = 30.0


class ServedGateway:
    """A gateway that is served.

    Attributes:
        gateway: the gateway.
        url: its URL, without a slash at the end.
        port: its port.
        http: sends requests with the token.
    """

    def __init__(self, gateway: Gateway, port: int, below: str = "") -> None:
        self.gateway = gateway
        self.port = port
        self.url = f"http://127.0.0.1:{port}{below}"
        self.http = httpx2.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=SECONDS,
            trust_env=False,
        )

    def call(self, operation: str, arguments: Any = None, **members: Any) -> Any:
        """Make a call, and return the result."""
        return self.post("call", operation, arguments, **members).json()

    def preview(self, operation: str, arguments: Any = None, **members: Any) -> Any:
        """Return the dry run of a call."""
        response = self.post("preview", operation, arguments, **members)
        assert response.status_code == 200, response.text
        return response.json()

    def post(
        self, door: str, operation: str, arguments: Any = None, **members: Any
    ) -> httpx2.Response:
        """Make a call or a dry run, and return the response."""
        body = {"operation": operation, "arguments": arguments or {}, **members}
        return self.http.post(f"/{door}", json=body)

    def confirm(self) -> None:
        """Confirm changes."""
        assert self.http.post("/confirmations").status_code == 204


@asynccontextmanager
async def closing(gateway: Gateway) -> AsyncIterator[None]:
    """Close a gateway at the end of an application that it is mounted in."""
    yield
    await gateway.aclose()


@contextmanager
def serve(
    request: GatewayRequest, hosts: Hosts | None = None, below: str = ""
) -> Iterator[ServedGateway]:
    """Serve a gateway for the duration of a `with` block."""
    gateway = open_gateway(request)
    with listen(HttpAddress("127.0.0.1", 0)) as listener:
        port = port_of(listener)
        hosts = hosts or Hosts.listening("127.0.0.1", port)
        app: App = create_gateway(gateway, hosts, TOKEN)
        if below:
            app = Starlette(
                routes=[Mount(below, app)], lifespan=lambda _: closing(gateway)
            )
        config = uvicorn.Config(
            app,
            ws="none",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
        thread.start()
        served = ServedGateway(gateway, port, below)
        try:
            while not server.started and thread.is_alive():
                thread.join(0.01)
            yield served
        finally:
            served.http.close()
            server.should_exit = True
            thread.join(SECONDS)


def request_for(
    client: Path, api_url: str, secrets: Path | None, **changes: Any
) -> GatewayRequest:
    """Return a request for the client in a folder, which calls a local API."""
    request = GatewayRequest(
        target=str(client),
        base_url=api_url,
        allow_changes=True,
        credentials=CredentialsSource(secrets),
    )
    return replace(request, **changes)
