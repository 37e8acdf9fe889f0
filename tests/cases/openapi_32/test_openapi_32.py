"""Features of OpenAPI 3.2: methods, query strings, shared media types, default mappings."""

from __future__ import annotations

from typing import Any

from generator.config import ClientOptions
from generator.slicing.selection import Selection
from generator.source.load import read_source
from tests.cases.building import document_of
from tests.cases.serving import Server
from tests.compiling import compiled_client


def test_query_method_has_body_and_is_retried(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer([])
    assert operations.search_goods(client, text="tea") == []
    assert server.last.method == "QUERY"
    assert server.last.json == {"text": "tea"}


def test_additional_operation_method(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"count": 2})
    assert operations.m_search_goods(client).count == 2
    assert server.last.method == "M-SEARCH"


def test_querystring_fields_are_arguments(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer([])
    operations.list_goods(client, kind="a b", sizes=[1, 2], near={"lat": 1.5})
    assert server.last.query == "kind=a%20b&sizes=1,2&near=%7B%22lat%22%3A1.5%7D"


def test_querystring_of_other_media_type(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(status=204)
    operations.copy_goods(client, selector=[1, 2])
    assert (server.last.method, server.last.query) == ("COPY", "%5B1%2C2%5D")


def test_querystring_of_free_form_object(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"count": 0})
    operations.m_search_goods(client, words={"a": "x y", "b": "z"})
    assert server.last.query == "a=x%20y&b=z"


def test_discriminator_default_mapping(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(
        [{"kind": "book", "title": "t"}, {"kind": "tea", "title": "t"}, {"title": "t"}]
    )
    found = operations.search_goods(client, text="t")
    assert list(map(type, found)) == [models.Book, models.Other, models.Other]
    assert [item.to_dict() for item in found][1:] == [
        {"kind": "tea", "title": "t"},
        {"title": "t"},
    ]


def test_additional_operations_can_be_selected() -> None:
    options = ClientOptions(Selection(paths=("COPY /goods", "QUERY /goods")))
    source = read_source(document_of("openapi_32"))
    part = compiled_client(source, options=options).coverage
    whole = compiled_client(source).coverage
    assert (part.operations.done, part.operations.in_document) == (2, 4)
    assert (whole.operations.done, whole.operations.total) == (4, 4)
