"""A document tree as nodes: what OpenAPI 3.2 can say beyond 3.1."""

from __future__ import annotations

from typing import Any

from generator.core.diagnostics import Diagnostics
from generator.openapi.nodes import Document, Schema
from generator.openapi.parse.document import parse_document


def parsed(
    item: dict[str, Any], diagnostics: Diagnostics | None = None, **fields: Any
) -> Document:
    tree = {
        "openapi": "3.2.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": item},
        **fields,
    }
    return parse_document(tree, diagnostics or Diagnostics())


def answer(**media: Any) -> dict[str, Any]:
    content = {"text/event-stream": media}
    return {"get": {"responses": {"200": {"summary": "s", "content": content}}}}


def test_the_schema_of_a_streams_items_is_in_its_media_type() -> None:
    [operation] = parsed(answer(itemSchema={"type": "string"})).operations
    [media] = operation.responses[0].content
    assert isinstance(media.item_schema, Schema)
    assert media.item_schema.types == ("string",)
    assert media.item_schema.at.tokens[-1] == "itemSchema"
    assert media.schema is None


def test_the_summary_of_an_answer_stands_for_its_description() -> None:
    [operation] = parsed(answer()).operations
    assert operation.responses[0].description == "s"


def test_a_media_type_is_found_where_its_reference_leads() -> None:
    shared = {"mediaTypes": {"m": {"schema": {"type": "integer"}}}}
    item = answer(**{"$ref": "#/components/mediaTypes/m"})
    [operation] = parsed(item, components=shared).operations
    [media] = operation.responses[0].content
    assert str(media.at) == "#/components/mediaTypes/m"
    assert isinstance(media.schema, Schema)
    assert media.name == "text/event-stream"


def test_encodings_of_parts_without_names_are_told() -> None:
    diagnostics = Diagnostics()
    parsed(answer(itemEncoding={"contentType": "image/png"}), diagnostics)
    [found] = diagnostics
    assert (found.code, found.severity) == ("unused-encoding", "warning")
    assert found.at is not None
    assert found.at.tokens[-1] == "itemEncoding"


def test_a_method_of_any_name_is_an_operation() -> None:
    item: dict[str, Any] = {
        "query": {},
        "additionalOperations": {"COPY": {}, "Link": {}},
    }
    found = parsed(item).operations
    assert [each.method for each in found] == ["query", "COPY", "Link"]
    assert str(found[1].at) == "#/paths/~1a/additionalOperations/COPY"


def test_a_method_that_only_its_case_tells_apart_is_told() -> None:
    diagnostics = Diagnostics()
    parsed({"additionalOperations": {"Get": {}}}, diagnostics)
    assert [each.code for each in diagnostics] == ["method-in-another-case"]


def test_a_security_scheme_can_be_named_by_a_reference() -> None:
    required: list[Any] = [{"#/components/securitySchemes/key": []}, {"other": []}]
    assert parsed({}, security=required).security == (
        (("key", ()),),
        (("other", ()),),
    )
