"""Answers that are streams: typed items, one by one."""

from __future__ import annotations

import asyncio
import typing
from typing import Any

import pytest

from tests.cases.serving import Server

CHUNKS = b'data: {"text": "a"}\n\ndata: {"text": "b"}\n\ndata: [DONE]\n\n'


def test_items_come_as_what_the_document_says_they_are(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(CHUNKS, media_type="text/event-stream; charset=utf-8")
    with operations.create_chat_stream(client, prompt="?") as chunks:
        assert list(chunks) == [models.Chunk(text="a"), models.Chunk(text="b")]
    assert server.last.headers["accept"] == "text/event-stream, application/json"


def test_the_function_of_the_stream_asks_for_one_by_itself(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(CHUNKS, media_type="text/event-stream")
    operations.create_chat_stream(client, prompt="?").close()
    assert server.last.json == {"prompt": "?", "stream": True}


def test_the_function_of_the_whole_is_as_ever(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"text": "ab"})
    assert operations.create_chat(client, prompt="?") == models.Chat(text="ab")
    assert server.last.json == {"prompt": "?"}
    assert server.last.headers["accept"] == "application/json"


def test_a_resource_has_a_method_for_either(
    client: Any, models: Any, server: Server
) -> None:
    server.answer(CHUNKS, media_type="text/event-stream")
    chunks = client.chats.create_stream(prompt="?")
    assert next(chunks) == models.Chunk(text="a")
    chunks.close()
    assert list(chunks) == []


def test_an_async_client_awaits_the_items(
    client_package: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(CHUNKS, media_type="text/event-stream")

    async def texts() -> list[str]:
        async with client_package.AsyncClient(base_url=server.url) as client:
            stream = await operations.create_chat_stream_async(client, prompt="?")
            async with stream:
                return [chunk.text async for chunk in stream]

    assert asyncio.run(texts()) == ["a", "b"]


def test_text_is_handed_on_as_it_is(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(
        b"id: 7\ndata: 1\ndata: 2\n\ndata: [DONE]\n\n", media_type="text/event-stream"
    )
    with operations.list_ticks(client) as ticks:
        assert list(ticks) == ["1\n2", "[DONE]"]


def test_no_content_is_no_stream(client: Any, operations: Any, server: Server) -> None:
    server.answer(b"", status=204)
    assert operations.list_ticks(client) is None


@pytest.mark.parametrize("media_type", ["application/x-ndjson", "application/jsonl"])
def test_json_lines_are_items(
    media_type: str, client: Any, operations: Any, server: Server
) -> None:
    server.answer(b'{"text": "a"}\r\n\n{"text": "b"}', media_type=media_type)
    with operations.list_logs(client) as logs:
        assert [line.text for line in logs] == ["a", "b"]


def test_json_sequences_are_items(client: Any, operations: Any, server: Server) -> None:
    server.answer(b"\x1e1\n\x1e2\n", media_type="application/json-seq")
    with operations.list_sequence(client) as numbers:
        assert list(numbers) == [1, 2]


def test_a_file_of_lines_is_a_file(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(b"{}\n", media_type="application/jsonl")
    assert operations.get_dump(client) == b"{}\n"


def test_a_whole_in_the_place_of_a_stream_is_an_error_with_what_came(
    client: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({"text": "ab"})
    with pytest.raises(client_package.ApiResponseError, match="is not text/event") as e:
        operations.create_chat_stream(client, prompt="?")
    assert e.value.text == '{"text": "ab"}'


def test_an_error_status_is_an_error_as_ever(
    client: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({"message": "no"}, status=400)
    with pytest.raises(client_package.ApiStatusError) as error:
        operations.create_chat_stream(client, prompt="?")
    assert error.value.body == {"message": "no"}


def test_raw_gives_the_stream_with_its_head(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(
        CHUNKS, media_type="text/event-stream", headers={"Request-Id": "req_1"}
    )
    answer = client.raw(operations.create_chat_stream, prompt="?")
    assert answer.request_id == "req_1"
    assert [chunk.text for chunk in answer.value] == ["a", "b"]


def test_the_functions_are_annotated_with_what_they_give(operations: Any) -> None:
    def returned(name: str) -> str:
        function = getattr(operations, name)
        return typing.cast(dict[str, str], function.__annotations__)["return"]

    assert returned("create_chat") == "Chat"
    assert returned("create_chat_stream") == "ItemStream[Chunk]"
    assert returned("list_ticks") == "ItemStream[str] | None"
    assert returned("list_logs") == "ItemStream[Chunk]"
