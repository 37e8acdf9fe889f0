"""A client with tools: what is in it, and calls by its own agents."""

from __future__ import annotations

import asyncio
import json
from importlib import import_module
from typing import Any

import pytest

from generator.config import NO_OPTIONS
from tests.cases.building import CASES, RUNTIME, compiled, package_of, source_of
from tests.cases.serving import Server
from tests.compiling import compiled_client

TOOLS = f"{RUNTIME}tools/"


def is_added(path: str) -> bool:
    """Whether a file is one that only clients with tools have."""
    return path in ("tools.py", "tools.json") or path.startswith(TOOLS)


@pytest.fixture(scope="module")
def tools(client_package: Any) -> Any:
    return import_module(f"{client_package.__name__}.tools")


def test_tools_add_files_and_change_none() -> None:
    files = compiled_client(source_of("tools"), package_of("tools"), NO_OPTIONS).files
    without = {file.path: file.content for file in files}
    with_tools = compiled("tools")
    added = with_tools.keys() - without.keys()
    assert {"tools.py", "tools.json", f"{TOOLS}agent.py"} <= added
    assert all(map(is_added, added))
    assert {path: with_tools[path] for path in without} == without


@pytest.mark.parametrize("case", [case for case in CASES if case != "tools"])
def test_other_clients_have_no_tools(case: str) -> None:
    added = [path for path in compiled(case) if is_added(path)]
    assert added == []


def test_document_may_use_the_names_of_tools(
    client_package: Any, client: Any, server: Server, tools: Any
) -> None:
    server.answer([{"name": "saw"}])
    [tool] = client.tools.list()
    assert isinstance(tool, client_package.models.Tool)
    assert client_package.operations.tools(client) == [tool]
    assert tools.Tool is not client_package.models.Tool


def test_agent_of_the_client(server: Server, tools: Any) -> None:
    server.answer({"name": "saw"}, status=201)
    agent = tools.SyncAgent()
    agent.register_api("shed", base_url=server.url)
    assert [tool.name for tool in agent.tools] == ["tools", "Agent"]
    result = agent.call_tool("Agent", {"name": "saw", "tools": [{"name": "file"}]})
    assert server.last.json == {"name": "saw", "tools": [{"name": "file"}]}
    assert result.data == {"name": "saw"}


def test_asynchronous_agent_of_the_client(
    client_package: Any, server: Server, tools: Any
) -> None:
    async def call() -> Any:
        async with client_package.AsyncClient(base_url=server.url) as client:
            agent = tools.Agent()
            await agent.register_api("shed", client=client)
            return await agent.call_tool("tools")

    server.answer([{"name": "saw"}])
    assert asyncio.run(call()).data == [{"name": "saw"}]


def test_catalogue_is_data_with_a_line_for_each_operation() -> None:
    content = compiled("tools")["tools.json"]
    assert {each["key"] for each in json.loads(content)["operations"]} == {
        "tools",
        "Agent",
    }
    assert sum(b'"key":' in line for line in content.splitlines()) == 2
