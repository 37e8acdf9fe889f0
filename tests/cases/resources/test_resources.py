"""Operations as methods of a client, named by path and HTTP method."""

from __future__ import annotations

import asyncio
from functools import reduce
from typing import Any

import pytest

from tests.cases.serving import Server

# What is called, with what, and the request that it is.
CALLS = [
    ("dogs.list", [], "GET /v1/dogs"),
    ("dogs.create", [], "POST /v1/dogs"),
    ("dogs.search", [], "GET /v1/dogs/search"),
    ("dogs.retrieve", ["d1"], "GET /v1/dogs/d1"),
    ("dogs.update", ["d1"], "PATCH /v1/dogs/d1"),
    ("dogs.replace", ["d1"], "PUT /v1/dogs/d1"),
    ("dogs.walk", ["d1"], "POST /v1/dogs/d1/walk"),
    ("dogs.tricks_show", ["d1"], "POST /v1/dogs/d1/tricks/show"),
    ("dogs.toys.list", ["d1"], "GET /v1/dogs/d1/toys"),
    ("dogs.toys.create", ["d1"], "POST /v1/dogs/d1/toys"),
    ("dogs.toys.retrieve", ["d1", "t1"], "GET /v1/dogs/d1/toys/t1"),
    ("dogs.collar.retrieve", ["d1"], "GET /v1/dogs/d1/collar"),
    ("dogs.collar.update", ["d1"], "PUT /v1/dogs/d1/collar"),
    ("dogs_toys.list", [], "GET /v1/dogs_toys"),
    ("settings.retrieve", [], "GET /v1/settings"),
    ("settings.update", [], "POST /v1/settings"),
    ("v2.dogs.list", [], "GET /v2/dogs"),
    ("root.retrieve", [], "GET /"),
    # `close` is a method of clients, and `call` one of resources.
    ("close_.retrieve", ["c1"], "GET /v1/close/c1"),
    ("cats.call_cat", ["c1"], "POST /v1/Cats/c1/call"),
    # Of two operations with the same method name, one is named by its operationId.
    ("cats.update", ["c1"], "PATCH /v1/Cats/c1"),
    ("cats.post_cat", ["c1"], "POST /v1/Cats/c1"),
]
each_call = pytest.mark.parametrize(("method", "arguments", "request_line"), CALLS)


def method_of(client: Any, method: str) -> Any:
    return reduce(getattr, method.split("."), client)


@each_call
def test_method_by_path(
    method: str, arguments: list[str], request_line: str, client: Any, server: Server
) -> None:
    server.answer(status=204)
    method_of(client, method)(*arguments)
    assert f"{server.last.method} {server.last.path}" == request_line


@each_call
def test_async_method(
    method: str,
    arguments: list[str],
    request_line: str,
    client_package: Any,
    server: Server,
) -> None:
    server.answer(status=204)

    async def run() -> None:
        async with client_package.AsyncClient(base_url=server.url) as client:
            await method_of(client, method)(*arguments)

    asyncio.run(run())
    assert f"{server.last.method} {server.last.path}" == request_line


def test_method_is_operation_function(client: Any, operations: Any) -> None:
    resource = type(client.dogs)
    assert resource.list is operations.read_dogs
    assert resource.create is operations.add_dog
    assert type(client.dogs.toys).list is operations.read_toys


def test_tag_moves_function_only(client: Any, operations: Any) -> None:
    assert operations.read_dogs.__module__.endswith(".operations.animals")
    assert operations.read_dog.__module__.endswith(".operations.dogs")
    assert client.dogs.list.__func__ is operations.read_dogs


def test_deprecated_method(client: Any, server: Server) -> None:
    with pytest.deprecated_call():
        client.dogs.delete("d1")
    assert (server.last.method, server.last.path) == ("DELETE", "/v1/dogs/d1")
