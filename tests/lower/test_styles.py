"""What is told of parameters that OpenAPI does not say how to send."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.lower.lower_document import lower_document
from generator.openapi.parse.document import parse_document

_WORDS = {"type": "array", "items": {"type": "string"}}
_RANGE = {"type": "object", "properties": {"from": {"type": "integer"}}}
_NESTED = {"type": "array", "items": _RANGE}


def told(*parameters: dict[str, Any]) -> list[tuple[str, str, Pointer | None]]:
    """The code, message and place of what is told of a document with these parameters."""
    path = {"parameters": list(parameters), "get": {"responses": {}}, "post": {}}
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/x": path},
        "components": {"schemas": {}},
    }
    diagnostics = Diagnostics()
    lower_document(parse_document(tree, diagnostics), diagnostics)
    assert all(each.severity == "warning" and each.hint for each in diagnostics)
    return [(each.code, each.message, each.at) for each in diagnostics]


def query(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "q", "in": "query", "schema": schema, **more}


@pytest.mark.parametrize("style", ["spaceDelimited", "pipeDelimited"])
def test_delimiters_and_explode_do_not_go_together(style: str) -> None:
    [(code, message, at)] = told(query(_WORDS, style=style, explode=True))
    assert code == "undefined-style"
    assert message == (
        f"the parameter 'q': OpenAPI has no {style} that is exploded; "
        "it is sent as `form` is"
    )
    assert at == Pointer(("paths", "/x", "parameters", "0"))


@pytest.mark.parametrize(
    "schema",
    [
        _NESTED,
        {"type": "object", "properties": {"range": _RANGE}},
        {"anyOf": [{"type": "string"}, _NESTED]},
        {"type": "object", "additionalProperties": _WORDS},
    ],
)
def test_what_nests_is_told_where_the_style_has_no_place_for_it(
    schema: dict[str, Any],
) -> None:
    for parameter in (
        query(schema),
        query(schema, style="pipeDelimited"),
        {**query(schema), "in": "header"},
    ):
        [(code, message, _)] = told(parameter)
        assert code == "undefined-style"
        assert message.endswith(
            "does not say how what nests is sent in this style; JSON is sent"
        )
    assert told(query(schema, style="deepObject", explode=True)) == []
    assert told({"name": "q", "in": "query", "content": {"application/json": {}}}) == []


@pytest.mark.parametrize("style", ["form", "spaceDelimited", "pipeDelimited"])
@pytest.mark.parametrize("schema", [_WORDS, _RANGE, {"type": "string"}, {}])
def test_nothing_is_told_of_what_can_only_be_meant_one_way(
    style: str, schema: dict[str, Any]
) -> None:
    assert told(query(schema, style=style)) == []


def test_recursive_schemas_have_an_end() -> None:
    loop = {"$ref": "#/paths/~1x/parameters/0/schema"}
    assert told(query({"type": "array", "items": loop})) != []


@pytest.mark.parametrize("name", ["Accept", "content-type", "AUTHORIZATION"])
def test_a_header_that_openapi_ignores_is_told_once(name: str) -> None:
    ignored = {"name": name, "in": "header", "schema": {"type": "string"}}
    [(code, message, at)] = set(told(ignored))
    assert code == "ignored-parameter"
    assert name in message
    assert at == Pointer(("paths", "/x", "parameters", "0"))
    assert told({**ignored, "in": "query"}) == []
