"""Serve `conformance.yaml` over HTTP, for a suite that cannot send a token.

python -m tests.mcp.conformance_server FOLDER URL

FOLDER is the client, URL the API. Prints the URL of the server.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from generator.agent import Agent
from generator.agent.import_client import import_client
from generator.mcp.http import App, create_app, listen, serve_http, url_of
from generator.mcp.server import create_server
from generator.mcp.tools import ToolServer

_HOST = "127.0.0.1"
_TOKEN = "conformance-" * 4


def _with_token(app: App) -> App:
    """Add the token to requests, and change nothing else."""

    async def serve(
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
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
    with listen(_HOST, 0) as listener:
        print(url_of(listener, _HOST), flush=True)
        app = create_app(server, _HOST, listener.getsockname()[1], _TOKEN)
        await serve_http(_with_token(app), listener)


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], sys.argv[2]))
