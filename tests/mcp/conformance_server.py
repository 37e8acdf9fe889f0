"""Serve `conformance.yaml` over HTTP, for a suite that cannot send a token.

python -m tests.mcp.conformance_server FOLDER URL

FOLDER is the client, URL the API. Prints the URL of the server.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from generator.agent import Agent
from generator.agent.import_client import import_client
from generator.mcp.http import PATH, create_app
from generator.mcp.server import create_server
from generator.mcp.tools import ToolServer
from generator.serving.asgi import App, Receive, Scope, Send
from generator.serving.guard import Hosts
from generator.serving.request import HttpAddress
from generator.serving.web_server import listen, port_of, serve_app, url_of

_HOST = "127.0.0.1"
_TOKEN = "conformance-" * 4


def _with_token(app: App) -> App:
    """Add the token to requests, and change nothing else."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            token = (b"authorization", f"Bearer {_TOKEN}".encode())
            scope = {**scope, "headers": [*scope["headers"], token]}
        await app(scope, receive, send)

    return serve


async def _serve(folder: str, url: str) -> None:
    package = import_client(Path(folder))
    agent = Agent()
    await agent.register_api("conformance", client=package.AsyncClient(base_url=url))
    server = create_server(ToolServer(agent, "each"), "conformance", 0.02)
    with listen(HttpAddress(_HOST, 0)) as listener:
        hosts = Hosts.listening(_HOST, port_of(listener))

        def announce() -> None:
            print(url_of(listener, _HOST, PATH), flush=True)

        app = _with_token(create_app(server, hosts, _TOKEN))
        await serve_app(app, listener, announce)


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], sys.argv[2]))
