"""Serve the operations of APIs over the Model Context Protocol."""

from __future__ import annotations

from dataclasses import dataclass

from generator.agent import Agent
from generator.mcp.server import create_server, serve_stdio
from generator.mcp.tools import Mode, ToolServer

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """What to serve.

    Attributes:
        targets: the APIs: names of configured clients, folders of clients, or documents.
        base_url: the server to call instead of the document's.
        read_only: serve only operations that read.
        allow: patterns of operations to serve; empty for all.
        deny: patterns of operations not to serve.
        mode: the tools to offer.
    """

    targets: tuple[str, ...]
    base_url: str | None = None
    read_only: bool = False
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    mode: Mode = "find"


async def serve(request: ServeRequest) -> None:
    """Serve one host over standard input and output, until it closes them.

    Raises:
        DocumentError: a target is unknown, or its document cannot be read.
        InvalidDocumentError: a document is invalid.
        OutputError: a client cannot be written.
        ValueError: a pattern matches no operation, or there are too many for a tool each.
    """
    agent = Agent(
        read_only=request.read_only, allow=request.allow or None, deny=request.deny
    )
    for target in request.targets:
        await agent.register_api(target, base_url=request.base_url)
    name = "-".join(request.targets)[:_LONGEST_NAME]
    await serve_stdio(create_server(ToolServer(agent, request.mode), name))
