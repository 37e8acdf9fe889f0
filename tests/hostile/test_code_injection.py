"""No string of a document becomes code: it changes only names, strings and docstrings."""

from __future__ import annotations

import ast
import io
import os
import tokenize
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.clients import (
    compile_document,
    import_client,
    python_files,
    write_client,
)
from tests.property_settings import examples

CALL = "__import__('pathlib').Path('pwned').touch()"
PAYLOADS = [
    '"""',
    "'''",
    "\\",
    '\\"""',
    f'"""\n{CALL}\n"""',
    f"'''\n{CALL}\n'''",
    f'")\n{CALL}\n#',
    f"'){CALL}#",
    f'\\");{CALL}#',
    f"\n{CALL}",
    f"\r{CALL}",
    f"\x0c{CALL}",
    f"\u2028{CALL}",
    f"\x85{CALL}",
    f"{{{CALL}}}",
    f"{{{{ {CALL} }}}}",
    "{{ self.__init__.__globals__ }}",
    "{% raw %}",
    "{% include 'client.py.j2' %}",
    "{# never closed",
    "# type: ignore",
    "# -*- coding: utf-7 -*-",
    "%(x)s%n",
    "\x00",
    "\u202e\u2066\u200b\ufeff",
    "\ud7ff\ue000\uffff",
    "$(touch pwned)`touch pwned`",
    "</script><script>alert(1)</script>",
    "[x](javascript:alert(1))![x](http://x.example/x.png)",
]

# Characters that the NFKC normalization of Python's identifiers leaves unchanged.
CHARACTERS = st.characters(codec="utf-8").filter(
    lambda character: unicodedata.normalize("NFKC", character) == character
)


def without_url_syntax(string: str) -> str:
    """Remove the characters with a meaning in a path template."""
    return string.translate({ord(character): None for character in "{}/?#:"})


def json_content(schema: Any) -> Any:
    return {"application/json": {"schema": schema}}


def document(payload: str, in_path: str) -> Any:
    """A document with the payload in every string that its author may choose freely."""

    def mark(string: str) -> str:
        return f"{string}-é{payload}"

    # Shorter enumerations are written inline instead of as a type of their own.
    long_enough = [mark("cat" * 30), mark("dog" * 30)]
    prose = {"title": mark("Title"), "description": mark("Some words")}
    pet = {
        **prose,
        "type": "object",
        "required": [mark("id")],
        "properties": {
            mark("id"): {**prose, "type": "string", "default": mark("x")},
            mark("kind"): {
                **prose,
                "type": "string",
                "enum": long_enough,
            },
            mark("pattern"): {"type": "string", "pattern": "a", "example": mark("x")},
            mark("inner"): {**prose, "properties": {mark("deep"): {"type": "integer"}}},
        },
        "x-note": mark("note"),
        "externalDocs": {"url": "https://x.example", "description": mark("docs")},
    }
    named = {"$ref": "#/components/schemas/Pet"}
    either = {
        "oneOf": [
            {"$ref": "#/components/schemas/Pet"},
            {"$ref": "#/components/schemas/Other"},
        ],
        "discriminator": {
            "propertyName": mark("kind"),
            "mapping": {mark("pet"): "Pet", mark("other"): "Other"},
        },
    }
    operation = {
        "operationId": mark("getPet"),
        "summary": mark("Get it"),
        "description": mark("All about it"),
        "tags": [mark("Pets")],
        "deprecated": True,
        "parameters": [
            {"name": mark("q"), "in": "query", "schema": {}, "description": mark("a")},
            {"name": "X-A", "in": "header", "schema": {}, "description": mark("a")},
        ],
        "requestBody": {"description": mark("b"), "content": json_content(named)},
        "responses": {
            "200": {"description": mark("ok"), "content": json_content(either)},
            "default": {"description": mark("no"), "content": json_content(named)},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {**prose, "version": mark("1"), "summary": mark("Short")},
        "servers": [
            {
                "url": "https://x.example/v",
                "description": mark("live"),
            }
        ],
        "tags": [{"name": mark("Pets"), "description": mark("about pets")}],
        "paths": {f"/b-é{in_path}": {"get": operation}},
        "components": {
            "schemas": {
                "Pet": pet,
                "Other": {**prose, "properties": {mark("kind"): {"const": mark("c")}}},
            },
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key", **{}}
            },
        },
        "security": [{"key": []}],
    }


def files(payload: str, in_path: str) -> dict[str, str]:
    client = compile_document(document(payload, in_path))
    assert client is not None
    return python_files(client)


def comments(code: str) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def harmless(string: str) -> str:
    """Replace all but identifier characters: the result has the same Python names."""
    return "".join(
        character if f"a{character}".isidentifier() and character != "_" else "-"
        for character in string
    )


def structure(modules: dict[str, str]) -> dict[str, tuple[str, list[str]]]:
    """The syntax tree of each module, with empty strings, and its comments."""
    structures = {}
    for path, code in modules.items():
        tree = ast.parse(code)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                node.value = ""
        structures[path] = (ast.dump(tree), list(comments(code)))
    return structures


def assert_not_injected(payload: str) -> None:
    in_path = without_url_syntax(payload)
    actual = structure(files(payload, in_path))
    assert actual == structure(files(harmless(payload), harmless(in_path)))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_payload_does_not_change_structure(payload: str) -> None:
    assert_not_injected(payload)


@examples(10, with_slow=40)
@given(st.text(CHARACTERS, max_size=12))
def test_random_string_does_not_change_structure(payload: str) -> None:
    assert_not_injected(payload)


@pytest.mark.parametrize("payload", PAYLOADS[4:17], ids=range(4, 17))
def test_import_of_client_has_no_side_effects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, payload: str
) -> None:
    client = compile_document(document(payload, without_url_syntax(payload)))
    assert client is not None
    root = write_client(client, tmp_path)
    monkeypatch.chdir(tmp_path)
    with import_client(root) as modules:
        assert len(modules) > 5
    assert os.listdir(tmp_path) == [root.name]


def test_readme_escapes_markup() -> None:
    client = compile_document(
        document(
            " <img src=x> <script>x</script> <script [x](javascript:x) `<b>` \\", ""
        )
    )
    assert client is not None
    [readme] = [file for file in client.files if file.path == "README.md"]
    content = readme.content.decode()
    assert r"\<img src=x>" in content
    assert r"\<script" in content
    assert r"\[x\](javascript:x)" in content
    assert not any(
        markup in content.replace(rf"\{markup}", "")
        for markup in ("<img", "<script", "[x]")
    )
