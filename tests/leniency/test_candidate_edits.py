"""Candidate edits for an error, from the smallest part to the largest."""

from __future__ import annotations

import pytest

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.recovery.candidate_edits import candidate_edits

SCHEMA = {
    "type": "object",
    "description": "A pet.",
    "default": 1,
    "nullable": "no",
    "properties": {"not": {"minimum": 1}, "list": {"items": {"type": "x"}}},
    "not": {"type": "y"},
}
OPERATION = {
    "operationId": "one",
    "tags": 7,
    "servers": [7],
    "security": [{"a": []}, 7],
    "callbacks": {"done": 7},
    "x-mine": 7,
    "parameters": [
        {"name": "id", "in": "path", "required": True, "example": 1},
        {"name": "limit", "in": "query"},
        {"name": "body", "in": "body"},
        {"$ref": "#/components/parameters/Needed"},
        {"$ref": "#/components/parameters/Gone"},
    ],
    "requestBody": {
        "content": {"multipart/form-data": {"schema": SCHEMA, "encoding": {"a": 7}}}
    },
    "responses": {"200": {"content": {"text/csv": {"schema": 7, "encoding": 7}}}},
}
TREE: Json = {
    "openapi": "3.0.3",
    "info": {"title": 7},
    "tags": [{"name": "a"}, 7],
    "servers": 7,
    "paths": {
        "/a": {
            "get": OPERATION,
            "summary": 7,
            "parameters": [{"name": "p", "in": "path"}],
        }
    },
    "webhooks": {"w": {"post": {}}},
    "components": {
        "schemas": {"Pet": SCHEMA},
        "parameters": {"Needed": {"name": "n", "in": "query", "required": True}},
        "responses": {"Error": {"headers": {"X-A": 7}}},
        "requestBodies": {"Pet": 7},
        "securitySchemes": {"a": 7},
        "links": 7,
    },
}
GET, PET = "/paths/~1a/get", "/components/schemas/Pet"
BODY = f"{GET}/requestBody/content/multipart~1form-data"
RESPONSE = f"{GET}/responses/200/content/text~1csv"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (f"{PET}/default", [f"- {PET}/default", f"= {PET}"]),
        (f"{PET}/nullable", [f"= {PET}"]),
        (f"{PET}/properties/not", [f"= {PET}/properties/not", f"= {PET}"]),
        (f"{PET}/not/type", [f"- {PET}/not/type", f"- {PET}/not", f"= {PET}"]),
        (f"{PET}/properties", [f"= {PET}"]),
        (
            f"{PET}/properties/list/items/type",
            [
                f"- {PET}/properties/list/items/type",
                f"= {PET}/properties/list/items",
                f"= {PET}/properties/list",
                f"= {PET}",
            ],
        ),
        (f"{GET}/parameters/0/name", [f"- {GET}", "- /paths/~1a"]),
        (f"{GET}/parameters/0/example", [f"- {GET}/parameters/0/example", f"- {GET}"]),
        (f"{GET}/parameters/1/in", [f"- {GET}/parameters/1", f"- {GET}"]),
        (f"{GET}/parameters/2", [f"- {GET}", "- /paths/~1a"]),
        (f"{GET}/parameters/3/$ref", [f"- {GET}", "- /paths/~1a"]),
        (f"{GET}/parameters/4/$ref", [f"- {GET}/parameters/4", f"- {GET}"]),
        ("/paths/~1a/parameters/0", ["- /paths/~1a"]),
        ("/paths/~1a/summary", ["- /paths/~1a/summary", "- /paths/~1a"]),
        (f"{GET}/operationId", [f"- {GET}/operationId", f"- {GET}"]),
        (f"{GET}/servers/0", [f"- {GET}", "- /paths/~1a"]),
        (f"{GET}/x-mine/a", [f"- {GET}/x-mine", f"- {GET}"]),
        (f"{GET}/security/1", [f"- {GET}/security/1", f"= {GET}/security"]),
        (f"{GET}/callbacks/done", [f"- {GET}/callbacks/done", f"- {GET}/callbacks"]),
        (f"{GET}/requestBody/content", [f"- {GET}", "- /paths/~1a"]),
        (f"{BODY}/schema", [f"= {BODY}/schema", f"= {BODY}", f"- {GET}"]),
        (f"{BODY}/encoding/a", [f"- {GET}", "- /paths/~1a"]),
        (f"{RESPONSE}/encoding", [f"= {RESPONSE}", f"= {GET}/responses/200"]),
        (f"{GET}/responses/200", [f"= {GET}/responses/200", f"- {GET}/responses/200"]),
        (f"{GET}/responses", [f"= {GET}/responses", f"- {GET}"]),
        ("/webhooks/w/post/x", ["- /webhooks/w/post", "- /webhooks/w"]),
        ("/components/parameters/Needed", ["- /components/parameters/Needed"]),
        ("/components/requestBodies/Pet", ["- /components/requestBodies/Pet"]),
        ("/components/securitySchemes/a", ["- /components/securitySchemes/a"]),
        (
            "/components/responses/Error/headers/X-A",
            [
                "- /components/responses/Error/headers/X-A",
                "- /components/responses/Error/headers",
                "= /components/responses/Error",
            ],
        ),
        ("/components/links", ["- /components/links"]),
        ("/tags/1", ["- /tags/1", "- /tags"]),
        ("/servers", ["- /servers"]),
        ("/info/title", []),
        ("/paths", []),
        ("/openapi", []),
        ("", []),
    ],
)
def test_candidates_from_smallest_to_largest(at: str, expected: list[str]) -> None:
    found = [
        f"{'=' if edit.replaces else '-'} {'/'.join(('', *map(_escaped, edit.at.tokens)))}"
        for edit in candidate_edits(TREE, TREE, Pointer.parse(at))
    ]
    assert (found[: len(expected)] if expected else found) == expected


def _escaped(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


def test_replacement_values() -> None:
    values = {
        str(edit.at): edit.value
        for location in (PET, f"{GET}/responses", f"{GET}/security")
        for edit in candidate_edits(TREE, TREE, Pointer.parse(location))
        if edit.replaces
    }
    anything = {"description": "", "content": {"*/*": {}}}
    assert values == {
        f"#{PET}": {"description": "A pet."},
        f"#{GET}/responses": {"default": anything},
        f"#{GET}/security": [],
    }
