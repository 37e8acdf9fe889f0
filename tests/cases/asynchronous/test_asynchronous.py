"""Async twins of functions: the same parameters, and an awaitable result."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.fixture
def awaited(client_package: Any, server: Server) -> Callable[..., Any]:
    """Call a twin with an `AsyncClient` of the server and return its result."""

    async def run(
        twin: Callable[..., Coroutine[Any, Any, Any]], *arguments: Any, **keywords: Any
    ) -> Any:
        async with client_package.AsyncClient(base_url=server.url) as client:
            return await twin(client, *arguments, **keywords)

    return lambda *arguments, **keywords: asyncio.run(run(*arguments, **keywords))


def test_twin_sends_same_request(
    awaited: Any, client: Any, operations: Any, server: Server
) -> None:
    for _ in range(2):
        server.answer({"id": "w1", "done": True})
    expected = operations.post_wait(client, "w1", seconds=5)
    answer = awaited(operations.post_wait_async, "w1", seconds=5)
    assert answer == expected
    first, second = server.requests
    assert (first.path, first.body) == (second.path, second.body)


def test_concurrent_calls(client_package: Any, operations: Any, server: Server) -> None:
    async def run() -> list[Any]:
        async with client_package.AsyncClient(base_url=server.url) as client:
            calls = (operations.post_wait_async(client, str(n)) for n in range(5))
            return await asyncio.gather(*calls)

    asyncio.run(run())
    paths = sorted(request.path for request in server.requests)
    assert paths == [f"/waits/{n}" for n in range(5)]


def test_error_is_raised_at_await(
    awaited: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({"message": "Later"}, status=429)
    with pytest.raises(client_package.ApiStatusError, match="429 Later"):
        awaited(operations.post_wait_async, "w1")


@pytest.mark.parametrize(
    ("keywords", "complaint"),
    [
        ({"secnods": 5}, r"post_wait\(\) got .*'secnods'.*seconds"),
        ({"seconds": {1}}, "seconds: .*set"),
    ],
)
def test_argument_error_messages_match(
    keywords: dict[str, object],
    complaint: str,
    awaited: Any,
    client: Any,
    operations: Any,
    server: Server,
) -> None:
    with pytest.raises(TypeError, match=complaint):
        operations.post_wait(client, "w1", **keywords)
    with pytest.raises(TypeError, match=complaint):
        awaited(operations.post_wait_async, "w1", **keywords)
    assert server.requests == []


def test_async_file_upload(
    awaited: Any, operations: Any, server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"content")
    awaited(operations.post_file_async, body=path)
    assert server.last.body == b"content"


def test_twin_signature(operations: Any) -> None:
    assert inspect.signature(operations.post_wait_async) == inspect.signature(
        operations.post_wait
    )
