"""Operations as tools by FastMCP: `tools_fastmcp DOCUMENT` prints all figures and texts as JSON.

They are measured in one process, since opening the document takes half a minute. Schemas of
responses are left out: with those of Stripe, the list of tools has hundreds of megabytes.
"""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from tests.benchmarks.programs.first_call import ARGUMENTS

QUERY = "create a customer"
_OPERATION = "PostCustomers"
_CALLS = 50


async def measure(document: Path) -> dict[str, Any]:
    """The figures in seconds, and the texts that a model reads."""
    fastmcp: Any = import_module("fastmcp")
    search: Any = import_module("fastmcp.server.transforms.search")
    httpx: Any = import_module("httpx2")

    def respond(request: object) -> Any:
        return httpx.Response(200, json={"id": "cus_1", "object": "customer"})

    def without_response(route: object, component: Any) -> None:
        component.output_schema = None

    transport = httpx.MockTransport(respond)
    base_url = "https://api.example.com"
    async with httpx.AsyncClient(transport=transport, base_url=base_url) as client:
        server = fastmcp.FastMCP.from_openapi(
            _read(document),
            client=client,
            mcp_component_fn=without_response,
            validate_output=False,
        )
        tools = [tool.to_mcp_tool() for tool in await server.list_tools()]
        ready = process_time()
        by_name = {tool.name: tool for tool in tools}
        overhead = await _overhead(server, client)
        server.add_transform(search.BM25SearchTransform(max_results=5))
        found = [tool.to_mcp_tool() for tool in await server.list_tools()]
        await server.call_tool("search_tools", {"query": QUERY})
        times = []
        for _ in range(5):
            started = perf_counter()
            result = await server.call_tool("search_tools", {"query": QUERY})
            times.append(perf_counter() - started)
        return {
            "ready": ready,
            "list": _text(tools),
            "list-with-search": _text(found),
            "search": "".join(part.text for part in result.content),
            "search-seconds": sorted(times)[2],
            "describe": _text([by_name[_OPERATION]]),
            "overhead": overhead,
        }


async def _overhead(server: Any, client: Any) -> float:
    """The CPU time that a call of a tool takes longer than a request of its HTTP client."""
    for _ in range(3):
        await server.call_tool(_OPERATION, ARGUMENTS)
    started = process_time()
    for _ in range(_CALLS):
        await server.call_tool(_OPERATION, ARGUMENTS)
    called = process_time()
    for _ in range(_CALLS):
        await client.post("/v1/customers", json=ARGUMENTS)
    return (2 * called - started - process_time()) / _CALLS


def _read(document: Path) -> Any:
    if document.suffix == ".json":
        return json.loads(document.read_bytes())
    yaml: Any = import_module("yaml")
    return yaml.safe_load(document.read_bytes())


def _text(tools: list[Any]) -> str:
    dumped = [
        tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools
    ]
    return json.dumps({"tools": dumped}, separators=(",", ":"), ensure_ascii=False)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(Path(sys.argv[1])))))
