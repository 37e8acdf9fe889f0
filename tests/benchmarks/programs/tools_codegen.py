"""Operations as tools by codegen: `tools_codegen FIGURE DOCUMENT [RESPONSE]` prints a figure.

The client is built into the cache folder, or found there.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks.programs.first_call import ARGUMENTS, KEY
from tests.benchmarks.programs.repeating import cpu_seconds, seconds

QUERY = "create a customer"
_OPERATION = "PostCustomers"


def _agent(document: Path, response: bytes) -> Any:
    """An agent whose client responds immediately."""
    # Each peer has an environment of its own; this one has codegen.
    open_client: Any = import_module("generator.workflows.open_client")
    import_client: Any = import_module("generator.agent.import_client").import_client
    agents: Any = import_module("generator.agent")
    request = open_client.ClientRequest(str(document))
    package = import_client(open_client.open_client(request))
    headers = package.Headers([("Content-Type", "application/json")])

    class Canned:
        """Responds immediately."""

        def send(self, request: object) -> object:
            """Return the response."""
            return package.Response(200, headers, response)

        def close(self) -> None:
            """Nothing to close."""

    agent = agents.SyncAgent()
    client = package.Client(KEY, transport=Canned())
    agent.register_api("stripe", client=client)
    return agent, partial(package.operations.post_customers, client, **ARGUMENTS)


def _server(document: Path) -> Any:
    agents: Any = import_module("generator.agent")
    tools: Any = import_module("generator.mcp.tools")
    agent = agents.Agent()
    asyncio.run(agent.register_api(str(document), credentials=KEY))
    return tools.ToolServer(agent)


def _listed(server: Any) -> str:
    """The result of `tools/list`."""
    module: Any = import_module("generator.mcp.server")
    handler = module.create_server(server, "stripe").get_request_handler("tools/list")
    result = asyncio.run(handler.handler(None, None))
    text: str = result.model_dump_json(by_alias=True, exclude_none=True)
    return text


def _reply(server: Any, name: str, **arguments: str) -> str:
    text: str = asyncio.run(server.call(name, arguments)).text
    return text


def _search_seconds(document: Path) -> float:
    agent, _ = _agent(document, b"{}")
    return seconds(lambda: agent.search_tools(QUERY))


def _overhead(document: Path, response: bytes) -> float:
    """The CPU time that a call of a tool takes longer than the call of the client."""
    agent, call = _agent(document, response)
    result = agent.call_tool(_OPERATION, ARGUMENTS)
    if result.error is not None:
        raise ValueError(result.error.message)
    tool: Callable[[], object] = partial(agent.call_tool, _OPERATION, ARGUMENTS)
    return cpu_seconds(tool) - cpu_seconds(call)


def main(figure: str, document: Path, response: Path | None = None) -> None:
    """Print a figure or text."""
    match figure:
        case "ready" | "list":
            print(_listed(_server(document)))
        case "search":
            print(_reply(_server(document), "search_operations", query=QUERY))
        case "describe":
            server = _server(document)
            print(_reply(server, "describe_operation", operation=_OPERATION))
        case "search-seconds":
            print(_search_seconds(document))
        case "overhead":
            assert response is not None
            print(_overhead(document, response.read_bytes()))
        case _:
            raise ValueError(f"unknown figure {figure!r}")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
