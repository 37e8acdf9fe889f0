"""A tool call sends the same bytes as a call of the generated function, for every operation."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import Any, NamedTuple

import pytest

from generator.agent import Agent, SyncAgent
from tests.tools.real.tool_apis import FILLINGS, Arguments, ToolApi
from tests.wire.arguments import Filling

MAX_LISTED = 5

fillings = pytest.mark.parametrize(("filling", "choice"), FILLINGS)
# Deprecated operations warn.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class SentRequest(NamedTuple):
    """A request without what is random: the idempotency key and the boundary of multipart."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    content: bytes | None


class Recorder:
    """A transport that records requests, and responds with an empty object."""

    def __init__(self, package: Any) -> None:
        self._package = package
        self._requests: list[SentRequest] = []

    def take(self) -> list[SentRequest]:
        """Return the requests since the last time."""
        taken, self._requests = self._requests, []
        return taken

    def send(self, request: Any) -> Any:
        self._requests.append(_sent(request))
        headers = [("Content-Type", "application/json")]
        return self._package.Response(200, self._package.Headers(headers), b"{}")

    def close(self) -> None:
        """Nothing to close."""


class AsyncRecorder(Recorder):
    """The asynchronous twin of `Recorder`."""

    async def send(self, request: Any) -> Any:
        return super().send(request)

    async def aclose(self) -> None:
        """Nothing to close."""


def _sent(request: Any) -> SentRequest:
    content = request.content
    if content is not None and not isinstance(content, bytes):
        content = b"".join(content)
    headers = dict(request.headers)
    boundary = re.search("boundary=([^;]+)", headers.get("Content-Type", ""))
    if boundary is not None:
        headers["Content-Type"] = headers["Content-Type"].replace(boundary[1], "*")
        content = content.replace(boundary[1].encode(), b"*")
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = "*"
    return SentRequest(request.method, request.url, tuple(headers.items()), content)


def _listed(problems: list[str]) -> str:
    return f"{len(problems)} problems:\n" + "\n".join(problems[:MAX_LISTED])


def _difference(
    arguments: Arguments, sent: list[SentRequest], expected: list[SentRequest]
) -> str | None:
    key = arguments.operation.key
    if len(expected) != 1:
        return f"{key}: the function sent {len(expected)} requests"
    if sent != expected:
        return f"{key}: sent {sent} instead of {expected}"
    return None


@fillings
def test_every_operation(filling: Filling, choice: int, tool_api: ToolApi) -> None:
    package = tool_api.package
    recorder = Recorder(package)
    client = package.Client(tool_api.credentials, transport=recorder, max_retries=0)
    agent = SyncAgent(
        upload_folders=[tool_api.folder], download_folder=tool_api.folder / "downloads"
    )
    agent.register_api("api", client=client)

    problems = []
    called = 0
    for arguments in tool_api.arguments(filling, choice):
        operation = arguments.operation
        function = getattr(package.operations, operation.function)
        with suppress(package.ApiError):
            function(client, **arguments.python)
        expected = recorder.take()
        result = agent.call_tool(operation.key, arguments.json)
        sent = recorder.take()
        called += 1
        if result.error is not None and not sent:
            problems.append(f"{operation.key}: {result.error.message}")
        elif (difference := _difference(arguments, sent, expected)) is not None:
            problems.append(difference)
    assert not problems, _listed(problems)
    assert called == len(tool_api.api.operations)


@fillings
def test_every_operation_async(
    filling: Filling, choice: int, tool_api: ToolApi
) -> None:
    package = tool_api.package
    recorder = AsyncRecorder(package)

    async def differences() -> tuple[int, list[str]]:
        client = package.AsyncClient(
            tool_api.credentials, transport=recorder, max_retries=0
        )
        agent = Agent(
            upload_folders=[tool_api.folder],
            download_folder=tool_api.folder / "downloads",
        )
        await agent.register_api("api", client=client)
        problems = []
        called = 0
        for arguments in tool_api.arguments(filling, choice):
            operation = arguments.operation
            name = f"{operation.function.rstrip('_')}_async"
            function = getattr(package.operations, name)
            with suppress(package.ApiError):
                await function(client, **arguments.python)
            expected = recorder.take()
            result = await agent.call_tool(operation.key, arguments.json)
            sent = recorder.take()
            called += 1
            if result.error is not None and not sent:
                problems.append(f"{operation.key}: {result.error.message}")
            elif (difference := _difference(arguments, sent, expected)) is not None:
                problems.append(difference)
        return called, problems

    called, problems = asyncio.run(differences())
    assert not problems, _listed(problems)
    assert called == len(tool_api.api.operations)


def test_number_of_operations(stripe: ToolApi) -> None:
    assert len(stripe.api.operations) == len(stripe.catalogue.operations) == 619
