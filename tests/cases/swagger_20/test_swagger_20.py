"""A client of a Swagger 2.0 document."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("name", "value", "query"),
    [
        ("names", ["a b", "c"], "names=a%20b,c"),
        ("ids", [1, 2], "ids=1&ids=2"),
        ("colours", ["red", "tan"], "colours=red%7Ctan"),
        ("sizes", ["s", "m"], "sizes=s%20m"),
        ("page", 2, "page=2"),
    ],
)
def test_collection_format(
    name: str, value: object, query: str, client: Any, operations: Any, server: Server
) -> None:
    server.answer([])
    operations.list_dogs(client, **{name: value})
    assert server.last.query == query


def test_collection_format_of_header(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer([])
    operations.list_dogs(client, x_tags=["a", "b"])
    assert server.last.headers["x-tags"] == "a,b"


def test_shared_body_and_typed_response(
    client: Any, operations: Any, server: Server, models: Any
) -> None:
    server.answer({"name": "Rex", "owner": None}, status=201)
    assert operations.add_dog(client, name="Rex") == models.Dog(name="Rex", owner=None)
    assert (server.last.json, server.last.path) == ({"name": "Rex"}, "/dogs")


def test_shared_error_response(
    client: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({"reason": "full"}, status=400)
    errors = import_module(f"{client_package.__name__}.errors")
    with pytest.raises(errors.BadRequestError) as raised:
        operations.list_dogs(client)
    assert raised.value.body.reason == "full"


def test_form_with_file_is_multipart(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(status=204)
    operations.add_photo(
        client, "7", photo=b"PNG", tags=["a", "b"], places=["here", "there"]
    )
    parts = server.last.body.split(b' name="')[1:]
    names = [part.partition(b'"')[0] for part in parts]
    assert names == [b"photo", b"tags", b"places", b"places"]
    assert b"\r\n\r\na,b\r\n" in parts[1]


def test_file_response_is_bytes(client: Any, operations: Any, server: Server) -> None:
    server.answer(b"\x89PNG", media_type="image/png")
    assert operations.get_photo(client, "7") == b"\x89PNG"
    assert server.last.headers["accept"] == "image/png"


def test_form_without_file_is_urlencoded(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(None)
    at = datetime(2026, 1, 2, tzinfo=UTC)
    assert operations.plan_walk(client, at=at, dogs=[1, 2]) is None
    assert server.last.form == [("at", "2026-01-02T00:00:00Z"), ("dogs", "1,2")]


def test_https_is_default_scheme(
    client_package: Any,
) -> None:
    with client_package.Client("secret") as made:
        assert "https://kennel.example/v1" in repr(made)
