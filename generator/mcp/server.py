"""The protocol side: a server of the official SDK that offers the tools of an agent.

Source: Model Context Protocol, "Tools"; https://modelcontextprotocol.io/specification.
"""

from __future__ import annotations

import json
from typing import Any

import mcp_types as types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from generator.core.version import __version__
from generator.mcp.tools import OfferedTool, Reply, ToolServer

_INSTRUCTIONS = (
    "Search for an operation, describe it, then call it. Use read_operation for what only "
    "reads."
)


def create_server(tools: ToolServer, name: str) -> Server[Any]:
    """Return a server that offers `tools` under a name."""

    async def list_tools(
        context: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_tool(tool) for tool in tools.offered])

    async def call_tool(
        context: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        reply = await tools.call(params.name, params.arguments or {})
        return _result(reply)

    return Server(
        name,
        version=__version__,
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def serve_stdio(server: Server[Any]) -> None:
    """Serve one host over standard input and output, until it closes them."""
    async with stdio_server() as (read_stream, write_stream):
        options = server.create_initialization_options()
        await server.run(read_stream, write_stream, options)


def _tool(tool: OfferedTool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=json.loads(json.dumps(tool.input_schema)),
        annotations=types.ToolAnnotations(
            read_only_hint=tool.is_read_only,
            destructive_hint=tool.is_destructive,
            idempotent_hint=tool.is_read_only,
            open_world_hint=tool.is_open_world,
        ),
    )


def _result(reply: Reply) -> types.CallToolResult:
    structured = reply.data if isinstance(reply.data, dict) else {"data": reply.data}
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=reply.text)],
        structured_content=structured,
        is_error=reply.is_error,
    )
