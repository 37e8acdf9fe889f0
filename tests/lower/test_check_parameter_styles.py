"""Warnings about parameters in undefined styles, and ignored parameters."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document

_STRINGS = {"type": "array", "items": {"type": "string"}}
_RANGE = {"type": "object", "properties": {"from": {"type": "integer"}}}
_NESTED = {"type": "array", "items": _RANGE}


def warnings(*parameters: dict[str, Any]) -> list[tuple[str, str, Pointer | None]]:
    """Code, message and location of the warnings about a document with these parameters."""
    path = {"parameters": list(parameters), "get": {"responses": {}}, "post": {}}
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/x": path},
        "components": {"schemas": {}},
    }
    diagnostics = Diagnostics()
    lower_document(parse_document(tree, diagnostics), diagnostics)
    assert all(
        diagnostic.severity == "warning" and diagnostic.hint
        for diagnostic in diagnostics
    )
    return [
        (diagnostic.code, diagnostic.message, diagnostic.at)
        for diagnostic in diagnostics
    ]


def query(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "q", "in": "query", "schema": schema, **more}


@pytest.mark.parametrize("style", ["spaceDelimited", "pipeDelimited"])
def test_delimited_style_with_explode_warns(style: str) -> None:
    [(code, message, at)] = warnings(query(_STRINGS, style=style, explode=True))
    assert code == "undefined-style"
    assert message == (
        f"parameter 'q': OpenAPI does not define {style} with `explode`; "
        "the client sends it as `form`"
    )
    assert at == Pointer(("paths", "/x", "parameters", "0"))


@pytest.mark.parametrize(
    "schema",
    [
        _NESTED,
        {"type": "object", "properties": {"range": _RANGE}},
        {"anyOf": [{"type": "string"}, _NESTED]},
        {"type": "object", "additionalProperties": _STRINGS},
    ],
)
def test_nested_value_warns_except_in_deep_object(
    schema: dict[str, Any],
) -> None:
    for parameter in (
        query(schema),
        query(schema, style="pipeDelimited"),
        {**query(schema), "in": "header"},
    ):
        [(code, message, _)] = warnings(parameter)
        assert code == "undefined-style"
        assert message.endswith(
            "does not define nested values in this style; the client sends JSON"
        )
    assert warnings(query(schema, style="deepObject", explode=True)) == []
    assert (
        warnings({"name": "q", "in": "query", "content": {"application/json": {}}})
        == []
    )


@pytest.mark.parametrize("style", ["form", "spaceDelimited", "pipeDelimited"])
@pytest.mark.parametrize("schema", [_STRINGS, _RANGE, {"type": "string"}, {}])
def test_defined_style_does_not_warn(style: str, schema: dict[str, Any]) -> None:
    assert warnings(query(schema, style=style)) == []


def test_recursive_schema_warns() -> None:
    loop = {"$ref": "#/paths/~1x/parameters/0/schema"}
    assert warnings(query({"type": "array", "items": loop})) != []


@pytest.mark.parametrize("name", ["Accept", "content-type", "AUTHORIZATION"])
def test_ignored_header_warns_once(name: str) -> None:
    ignored = {"name": name, "in": "header", "schema": {"type": "string"}}
    [(code, message, at)] = set(warnings(ignored))
    assert code == "ignored-parameter"
    assert name in message
    assert at == Pointer(("paths", "/x", "parameters", "0"))
    assert warnings({**ignored, "in": "query"}) == []
