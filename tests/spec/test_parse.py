"""Parse a document tree into nodes: features that OpenAPI 3.2 adds."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.openapi.nodes import Document, Schema
from generator.openapi.parse import parse_document


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


def stream(**media: Any) -> dict[str, Any]:
    """A path item whose GET responds with `text/event-stream`."""
    content = {"text/event-stream": media}
    return {"get": {"responses": {"200": {"summary": "s", "content": content}}}}


def test_item_schema_of_a_media_type() -> None:
    [operation] = parsed(stream(itemSchema={"type": "string"})).operations
    [media] = operation.responses[0].content
    assert isinstance(media.item_schema, Schema)
    assert media.item_schema.types == ("string",)
    assert media.item_schema.at.tokens[-1] == "itemSchema"
    assert media.schema is None


def test_response_summary_replaces_a_missing_description() -> None:
    [operation] = parsed(stream()).operations
    assert operation.responses[0].description == "s"


def test_reference_to_a_media_type() -> None:
    shared = {"mediaTypes": {"m": {"schema": {"type": "integer"}}}}
    item = stream(**{"$ref": "#/components/mediaTypes/m"})
    [operation] = parsed(item, components=shared).operations
    [media] = operation.responses[0].content
    assert str(media.at) == "#/components/mediaTypes/m"
    assert isinstance(media.schema, Schema)
    assert media.name == "text/event-stream"


def test_positional_encoding_warns() -> None:
    diagnostics = Diagnostics()
    parsed(stream(itemEncoding={"contentType": "image/png"}), diagnostics)
    [warning] = diagnostics
    assert (warning.code, warning.severity) == ("unused-encoding", "warning")
    assert warning.at is not None
    assert warning.at.tokens[-1] == "itemEncoding"


def test_additional_operations_and_query() -> None:
    item: dict[str, Any] = {
        "query": {},
        "additionalOperations": {"COPY": {}, "Link": {}},
    }
    operations = parsed(item).operations
    assert [operation.method for operation in operations] == ["query", "COPY", "Link"]
    assert str(operations[1].at) == "#/paths/~1a/additionalOperations/COPY"


def test_additional_operation_that_differs_from_a_field_by_case_only() -> None:
    diagnostics = Diagnostics()
    parsed({"additionalOperations": {"Get": {}}}, diagnostics)
    assert [error.code for error in diagnostics] == ["method-in-another-case"]


def test_security_scheme_named_by_a_reference() -> None:
    required: list[Any] = [{"#/components/securitySchemes/key": []}, {"other": []}]
    assert parsed({}, security=required).security == (
        (("key", ()),),
        (("other", ()),),
    )


@pytest.mark.parametrize(
    ("path", "is_accepted"),
    [
        ("/a" * 100, True),
        ("/a" * 101, False),
        (f"/{'a' * 7_999}", True),
        (f"/{'a' * 8_000}", False),
    ],
)
def test_length_of_a_path_is_limited(path: str, is_accepted: bool) -> None:
    diagnostics = Diagnostics()
    item = {"get": {"responses": {"204": {"description": ""}}}}
    document = parsed(item, diagnostics, paths={path: item})
    assert [operation.path for operation in document.operations] == (
        [path] if is_accepted else []
    )
    found = [(diagnostic.code, diagnostic.at) for diagnostic in diagnostics]
    assert found == ([] if is_accepted else [("long-path", Pointer(("paths", path)))])
