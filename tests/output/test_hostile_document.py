"""Files of a client contain no control or invisible characters, whatever the document contains."""

from __future__ import annotations

import ast
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.frontend.document_request import DocumentRequest
from generator.workflows.build import BuildRequest, build

# Terminal escapes, bidirectional overrides, other line separators, and invisible characters.
HOSTILE = "\x00\x1b[31m\x07\x7f\x85\x9b\r\u2028\u2029\u202e\u2066\u200b\ufeff\U000e0041"
TAG, KIND, ID = f"Pets{HOSTILE}", f"kind{HOSTILE}", f"id{HOSTILE}"
PROPERTY: dict[str, Any] = {
    "type": "string",
    "title": HOSTILE,
    "description": f"p{HOSTILE}q",
}
# The specification restricts component keys to ASCII letters, digits and punctuation.
ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {
            "type": "string",
            "enum": [f"odd{HOSTILE}", "even"],
            "description": HOSTILE,
        },
        f"m{HOSTILE}": PROPERTY,
    },
}
PET: dict[str, Any] = {
    "title": f"Pet{HOSTILE}",
    "type": "object",
    "required": [ID],
    "properties": {
        ID: PROPERTY,
        KIND: {**PROPERTY, "enum": [HOSTILE, f"a{HOSTILE}", f"b{HOSTILE}"]},
        f"inner{HOSTILE}": {
            "type": "object",
            "deprecated": True,
            "properties": {f"x{HOSTILE}": PROPERTY},
        },
        f"either{HOSTILE}": {
            "oneOf": [
                {"type": "object", "properties": {f"l{HOSTILE}": PROPERTY}},
                {"type": "object", "properties": {f"r{HOSTILE}": PROPERTY}},
            ]
        },
    },
}


def response(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON response with a hostile description."""
    return {"description": HOSTILE, "content": {"application/json": {"schema": schema}}}


def pet_operations() -> dict[str, Any]:
    """Two operations: one with all descriptions, and one with hardly any."""
    parameters = [
        {"name": f"pet{HOSTILE}", "in": "path", "required": True, "schema": PROPERTY},
        {"name": f"q{HOSTILE}", "in": "query", "description": HOSTILE, "schema": PET},
    ]
    return {
        "post": {
            "operationId": f"MakePet{HOSTILE}",
            "tags": [TAG],
            "summary": f"Make{HOSTILE} it",
            "description": f"One.\n\nTwo{HOSTILE} three",
            "parameters": parameters,
            "requestBody": {
                "description": HOSTILE,
                "content": {"application/x-www-form-urlencoded": {"schema": PET}},
            },
            "responses": {
                "200": response({"$ref": "#/components/schemas/pet"}),
                "default": response({"$ref": "#/components/schemas/error"}),
            },
        },
        "get": {
            "deprecated": True,
            "parameters": parameters,
            "responses": {"200": response(PET)},
        },
    }


def document() -> dict[str, Any]:
    """A document with hostile characters wherever free text is allowed."""
    path = f"/p{HOSTILE}/{{pet{HOSTILE}}}"
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Shop{HOSTILE} of pets",
            "version": f"1{HOSTILE}",
            "description": HOSTILE,
            "summary": HOSTILE,
        },
        "servers": [
            {"url": f"https://shop.example/{HOSTILE}", "description": HOSTILE},
        ],
        "tags": [{"name": TAG, "description": HOSTILE}],
        "paths": {path: pet_operations()},
        "components": {
            "schemas": {"pet": PET, "error": ERROR},
            "securitySchemes": {
                "key": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-Key",
                    "description": HOSTILE,
                }
            },
        },
        "security": [{"key": []}],
    }


def invisible(text: str) -> set[str]:
    """The invisible characters of a file, except line breaks."""
    categories = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return {c for c in text if c != "\n" and unicodedata.category(c) in categories}


def strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value, names included."""
    match value:
        case str():
            yield value
        case dict():
            for name, item in value.items():
                yield name
                yield from strings(item)
        case list():
            for item in value:
                yield from strings(item)
        case _:
            pass


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client of the hostile document."""
    folder = tmp_path_factory.mktemp("hostile")
    spec = folder / "hostile.json"
    spec.write_text(json.dumps(document()))
    build(BuildRequest(DocumentRequest(spec), folder / "shop", "shop"), lambda _: None)
    return folder / "shop"


def test_document_is_hostile_throughout() -> None:
    assert sum(HOSTILE in each for each in strings(document())) > 40


def test_files_have_no_invisible_characters(client: Path) -> None:
    files = [each for each in client.rglob("*") if each.is_file()]
    assert len(files) > 20
    for file in files:
        name = file.relative_to(client).as_posix()
        assert invisible(name) == set()
        assert invisible(file.read_bytes().decode("utf-8")) == set(), name


def test_docstrings_have_no_invisible_characters(client: Path) -> None:
    for file in client.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Expr(value=ast.Constant(value=str(doc))):
                    assert invisible(doc) == set(), file
                case _:
                    pass


def test_values_on_the_wire_are_unchanged(client: Path) -> None:
    manifest = json.loads((client / "codegen.json").read_text("utf-8"))
    assert manifest["document"]["title"] == f"Shop{HOSTILE} of pets"
    operations = "".join(
        each.read_text("utf-8") for each in (client / "operations").glob("*.py")
    )
    literals = {
        node.value
        for node in ast.walk(ast.parse(operations))
        if isinstance(node, ast.Constant)
    }
    assert {f"/p{HOSTILE}/{{pet{HOSTILE}}}", f"q{HOSTILE}"} <= literals
