"""Streamed responses with typed items."""

from __future__ import annotations

import asyncio
import typing
from typing import Any

import pytest

from tests.cases.serving import Server

CHUNKS = b'data: {"text": "a"}\n\ndata: {"text": "b"}\n\ndata: [DONE]\n\n'


def test_stream_items_are_decoded(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(CHUNKS, media_type="text/event-stream; charset=utf-8")
    with operations.create_chat_stream(client, prompt="?") as chunks:
        assert list(chunks) == [models.Chunk(text="a"), models.Chunk(text="b")]
    assert server.last.headers["accept"] == "text/event-stream, application/json"


def test_stream_function_sets_stream_argument(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(CHUNKS, media_type="text/event-stream")
    operations.create_chat_stream(client, prompt="?").close()
    assert server.last.json == {"prompt": "?", "stream": True}


def test_plain_function_is_unchanged(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"text": "ab"})
    assert operations.create_chat(client, prompt="?") == models.Chat(text="ab")
    assert server.last.json == {"prompt": "?"}
    assert server.last.headers["accept"] == "application/json"


def test_resource_has_stream_method(client: Any, models: Any, server: Server) -> None:
    server.answer(CHUNKS, media_type="text/event-stream")
    chunks = client.chats.create_stream(prompt="?")
    assert next(chunks) == models.Chunk(text="a")
    chunks.close()
    assert list(chunks) == []


def test_stream_async(
    client_package: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(CHUNKS, media_type="text/event-stream")

    async def texts() -> list[str]:
        async with client_package.AsyncClient(base_url=server.url) as client:
            stream = await operations.create_chat_stream_async(client, prompt="?")
            async with stream:
                return [chunk.text async for chunk in stream]

    assert asyncio.run(texts()) == ["a", "b"]


def test_stream_of_text(client: Any, operations: Any, server: Server) -> None:
    server.answer(
        b"id: 7\ndata: 1\ndata: 2\n\ndata: [DONE]\n\n", media_type="text/event-stream"
    )
    with operations.list_ticks(client) as ticks:
        assert list(ticks) == ["1\n2", "[DONE]"]


def test_no_content_is_not_a_stream(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(b"", status=204)
    assert operations.list_ticks(client) is None


@pytest.mark.parametrize("media_type", ["application/x-ndjson", "application/jsonl"])
def test_json_lines(
    media_type: str, client: Any, operations: Any, server: Server
) -> None:
    server.answer(b'{"text": "a"}\r\n\n{"text": "b"}', media_type=media_type)
    with operations.list_logs(client) as logs:
        assert [line.text for line in logs] == ["a", "b"]


def test_json_sequence(client: Any, operations: Any, server: Server) -> None:
    server.answer(b"\x1e1\n\x1e2\n", media_type="application/json-seq")
    with operations.list_sequence(client) as numbers:
        assert list(numbers) == [1, 2]


def test_binary_json_lines_are_not_a_stream(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(b"{}\n", media_type="application/jsonl")
    assert operations.get_dump(client) == b"{}\n"


def test_json_instead_of_stream_is_error(
    client: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({"text": "ab"})
    with pytest.raises(client_package.ApiResponseError, match="is not text/event") as e:
        operations.create_chat_stream(client, prompt="?")
    assert e.value.text == '{"text": "ab"}'


def test_stream_error_status(
    client: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({"message": "no"}, status=400)
    with pytest.raises(client_package.ApiStatusError) as error:
        operations.create_chat_stream(client, prompt="?")
    assert error.value.body == {"message": "no"}


def test_raw_stream_response(client: Any, operations: Any, server: Server) -> None:
    server.answer(
        CHUNKS, media_type="text/event-stream", headers={"Request-Id": "req_1"}
    )
    answer = client.raw(operations.create_chat_stream, prompt="?")
    assert answer.request_id == "req_1"
    assert [chunk.text for chunk in answer.value] == ["a", "b"]


def test_stream_annotations(operations: Any) -> None:
    def returned(name: str) -> str:
        function = getattr(operations, name)
        return typing.cast(dict[str, str], function.__annotations__)["return"]

    assert returned("create_chat") == "Chat"
    assert returned("create_chat_stream") == "ItemStream[Chunk]"
    assert returned("list_ticks") == "ItemStream[str] | None"
    assert returned("list_logs") == "ItemStream[Chunk]"
