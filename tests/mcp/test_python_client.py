"""The official Python client lists, searches, describes, reads, changes, fails and cancels."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.mcp.echo_api import EchoApi
from tests.mcp.processes import environment, http_process

TOKEN = "tok_4242424242"
Check: TypeAlias = Callable[[Client], Awaitable[None]]


@asynccontextmanager
async def _connected(transport: str, *arguments: str) -> AsyncIterator[Client]:
    variables = environment(ECHO_API_KEY=TOKEN, ECHO_TOKEN=TOKEN)
    if transport == "stdio":
        parameters = StdioServerParameters(
            command=sys.executable,
            args=["-m", "generator", "mcp", *arguments],
            env=variables,
        )
        async with Client(parameters) as client:
            yield client
        return
    with http_process(*arguments, ECHO_API_KEY=TOKEN, ECHO_TOKEN=TOKEN) as process:
        headers = {"Authorization": f"Bearer {process.token}"}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60) as http_client,
            Client(
                streamable_http_client(process.url, http_client=http_client)
            ) as client,
        ):
            yield client


def _content(result: Any) -> dict[str, Any]:
    """The JSON of a result, which is the same as text and as structured content."""
    (content,) = result.content
    assert json.loads(content.text) == result.structured_content
    assert content.text == json.dumps(
        result.structured_content, ensure_ascii=False, separators=(",", ":")
    )
    structured: dict[str, Any] = result.structured_content
    return structured


@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_find_describe_and_call(
    transport: str, echo_client: Path, api: EchoApi
) -> None:
    async def check() -> None:
        async with _connected(
            transport, str(echo_client), "--base-url", api.url
        ) as client:
            await _check_list(client)
            await _check_search_and_description(client)
            await _check_calls(client, api)
            await _check_errors(client, api)
            await _check_cut_results(client, api)
            await _check_progress(client, api)
            await _check_cancellation(client, api)

    asyncio.run(asyncio.wait_for(check(), 120))


async def _check_list(client: Client) -> None:
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert list(tools) == [
        "search_operations",
        "describe_operation",
        "read_operation",
        "change_operation",
    ]
    for name, tool in tools.items():
        hints = tool.annotations
        assert hints is not None
        changes = name == "change_operation"
        assert hints.read_only_hint is not changes
        assert hints.destructive_hint is changes
        assert hints.idempotent_hint is not changes
        assert hints.open_world_hint is name.endswith(
            ("read_operation", "change_operation")
        )
        assert tool.output_schema is None


async def _check_search_and_description(client: Client) -> None:
    found = _content(
        await client.call_tool(
            "search_operations", {"query": "create note", "limit": 1}
        )
    )
    assert found["operations"] == [
        {"operation": "createNote", "effect": "change", "summary": "Create a note."}
    ]
    described = _content(
        await client.call_tool("describe_operation", {"operation": "createNote"})
    )
    assert described["request"] == "POST /notes"
    assert described["arguments"]["required"] == ["text"]
    part = {"operation": "createNote", "argument": "size"}
    shown = _content(await client.call_tool("describe_operation", part))
    assert shown["description"] == "Characters of a text to make up."


async def _check_calls(client: Client, api: EchoApi) -> None:
    arguments = {"operation": "list_notes", "arguments": {"count": 1}}
    read = _content(await client.call_tool("read_operation", arguments))
    assert read["status"] == 200
    assert read["data"]["total"] == 1
    fields = {**arguments, "fields": ["notes.id"]}
    picked = _content(await client.call_tool("read_operation", fields))
    assert picked["data"] == {"notes": [{"id": "note_0"}]}
    change = {"operation": "createNote", "arguments": '{"text": "Ada"}'}
    made = _content(await client.call_tool("change_operation", change))
    assert made == {
        "data": {"id": "note_1", "text": "Ada", "tags": []},
        "status": 201,
    }
    assert json.loads(api.requests[-1][2]) == {"text": "Ada"}


async def _check_errors(client: Client, api: EchoApi) -> None:
    missing = {"operation": "getNote", "arguments": {"id": "note_9"}}
    result = await client.call_tool("read_operation", missing)
    assert result.is_error
    error = _content(result)["error"]
    assert error["kind"] == "status"
    assert error["status"] == 404
    assert error["code"] == "not_found"
    assert error["message"] == "no such note"
    assert error["request_id"] == "req_1"
    assert error["suggestion"]

    sent = len(api.requests)
    wrong = {"operation": "createNote", "arguments": {"txt": 1, "size": "big"}}
    result = await client.call_tool("change_operation", wrong)
    assert result.is_error
    problems = _content(result)["error"]["problems"]
    assert {problem["argument"] for problem in problems} == {"text", "txt", "size"}

    refused = await client.call_tool("read_operation", {"operation": "createNote"})
    assert refused.is_error
    assert _content(refused)["error"]["suggestion"] == "call it with change_operation"
    unknown = await client.call_tool("read_operation", {"operation": "listNote"})
    assert "listNotes" in _content(unknown)["error"]["message"]
    misspelt = await client.call_tool("search_operations", {"querry": "note"})
    assert "did you mean 'query'" in _content(misspelt)["error"]["message"]
    assert len(api.requests) == sent


async def _check_cut_results(client: Client, api: EchoApi) -> None:
    arguments = {"operation": "listNotes", "arguments": {"count": 400}}
    read = _content(await client.call_tool("read_operation", arguments))
    sent = len(api.requests)
    notes = read["data"]["notes"]
    assert read["data"]["total"] == 400
    assert read["more"]["left_out"] == [f"notes[{len(notes)}:]"]
    while "more" in read:
        assert len(json.dumps(read)) < 25_000
        rest = {"rest": read["more"]["rest"]}
        read = _content(await client.call_tool("read_operation", rest))
        ((name, items),) = read["data"].items()
        assert name == f"notes[{len(notes)}:]"
        notes += items
    assert [note["id"] for note in notes] == [f"note_{index}" for index in range(400)]
    # The rest of a change is read, and nothing is changed again.
    arguments = {"operation": "createNote", "arguments": {"text": "", "size": 30_000}}
    made = _content(await client.call_tool("change_operation", arguments))
    (left_out,) = made["more"]["left_out"]
    rest = {"rest": made["more"]["rest"]}
    read = _content(await client.call_tool("read_operation", rest))
    assert len(made["data"]["text"] + read["data"][left_out]) == 30_000
    by_field = {**rest, "fields": ["id"]}
    read = _content(await client.call_tool("read_operation", by_field))
    assert read["data"] == {"id": "note_1"}
    assert len(api.requests) == sent + 1
    gone = await client.call_tool("read_operation", {"rest": "r0"})
    assert "not kept any more" in _content(gone)["error"]["message"]


async def _check_progress(client: Client, api: EchoApi) -> None:
    api.delay = 2.5
    reports: list[float] = []

    async def note(progress: float, total: float | None, message: str | None) -> None:
        reports.append(progress)

    result = await client.call_tool(
        "read_operation", {"operation": "waitForReport"}, progress_callback=note
    )
    assert _content(result)["data"] == {"report": "ready"}
    assert reports[:2] == [1.0, 2.0]


async def _check_cancellation(client: Client, api: EchoApi) -> None:
    api.delay = 30
    api.waiting.clear()
    call = asyncio.create_task(
        client.call_tool("read_operation", {"operation": "waitForReport"})
    )
    assert await asyncio.to_thread(api.waiting.wait, 20)
    call.cancel()
    # The request of the API is aborted.
    assert await asyncio.to_thread(api.aborted.wait, 20)
    again = await client.call_tool("read_operation", {"operation": "listNotes"})
    assert not again.is_error


def test_read_only_has_no_tool_that_changes(echo_client: Path, api: EchoApi) -> None:
    async def check() -> None:
        async with _connected(
            "stdio", str(echo_client), "--base-url", api.url, "--read-only"
        ) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            assert "change_operation" not in names
            result = await client.call_tool(
                "read_operation", {"operation": "createNote"}
            )
            assert result.is_error
            with pytest.raises(Exception, match="no tool 'change_operation'"):
                await client.call_tool("change_operation", {"operation": "createNote"})
        assert api.requests == []

    asyncio.run(check())


def test_a_tool_for_each_selected_operation(echo_client: Path, api: EchoApi) -> None:
    async def check() -> None:
        async with _connected(
            "stdio",
            *(str(echo_client), "--base-url", api.url, "--tools", "each"),
            *("--tag", "notes", "--operation", "echo", "--exclude", "createNote"),
        ) as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == {
                *("listNotes", "getNote", "deleteNote", "echo"),
                "read_rest_of_result",
            }
            hints = tools["deleteNote"].annotations
            assert hints is not None
            assert (hints.read_only_hint, hints.destructive_hint) == (False, True)
            assert hints.idempotent_hint
            result = _content(await client.call_tool("listNotes", {"count": 400}))
            rest = {"rest": result["more"]["rest"]}
            assert _content(await client.call_tool("read_rest_of_result", rest))["data"]
            assert (await client.call_tool("listNotes", {"count": "x"})).is_error

    asyncio.run(check())
