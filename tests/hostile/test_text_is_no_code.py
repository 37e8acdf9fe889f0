"""No text of a document becomes code: clients differ by their names and strings, and by no more."""

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

from tests.hostile.building import compiled, imported, python_files, written
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

# Those that stay as they are in the normal form of Python's identifiers.
CHARACTERS = st.characters(codec="utf-8").filter(
    lambda each: unicodedata.normalize("NFKC", each) == each
)


def in_url(text: str) -> str:
    """`text` without what has a meaning in a path."""
    return text.translate({ord(each): None for each in "{}/?#:"})


def media(schema: Any) -> Any:
    return {"application/json": {"schema": schema}}


def document(payload: str, in_path: str) -> Any:
    """A document with this text wherever a document may have text of its own choosing."""

    def mark(text: str) -> str:
        return f"{text}-é{payload}"

    # Values that have room on a line are no type of their own.
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
        "requestBody": {"description": mark("b"), "content": media(named)},
        "responses": {
            "200": {"description": mark("ok"), "content": media(either)},
            "default": {"description": mark("no"), "content": media(named)},
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
    compilation = compiled(document(payload, in_path))
    assert compilation is not None
    return python_files(compilation)


def comments(text: str) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def harmless(text: str) -> str:
    """What gives the same names in Python as `text`, and has nothing else of it."""
    return "".join(
        each if f"a{each}".isidentifier() and each != "_" else "-" for each in text
    )


def shape(texts: dict[str, str]) -> dict[str, tuple[str, list[str]]]:
    """All that each module is made of, but for its strings."""
    found = {}
    for path, text in texts.items():
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                node.value = ""
        found[path] = (ast.dump(tree), list(comments(text)))
    return found


def assert_no_code(payload: str) -> None:
    in_path = in_url(payload)
    made = shape(files(payload, in_path))
    assert made == shape(files(harmless(payload), harmless(in_path)))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_client_has_the_same_shape_whatever_texts_say(payload: str) -> None:
    assert_no_code(payload)


@examples(25)
@given(st.text(CHARACTERS, max_size=12))
def test_a_client_has_the_same_shape_whatever_text_there_is(payload: str) -> None:
    assert_no_code(payload)


@pytest.mark.parametrize("payload", PAYLOADS[4:17], ids=range(4, 17))
def test_importing_a_client_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, payload: str
) -> None:
    compilation = compiled(document(payload, in_url(payload)))
    assert compilation is not None
    root = written(compilation, tmp_path)
    monkeypatch.chdir(tmp_path)
    with imported(root) as modules:
        assert len(modules) > 5
    assert os.listdir(tmp_path) == [root.name]


def test_the_readme_shows_texts_and_does_not_follow_them() -> None:
    compilation = compiled(
        document(
            " <img src=x> <script>x</script> <script [x](javascript:x) `<b>` \\", ""
        )
    )
    assert compilation is not None
    [readme] = [each for each in compilation.files if each.path == "README.md"]
    text = readme.content.decode()
    assert r"\<img src=x>" in text
    assert r"\<script" in text
    assert r"\[x\](javascript:x)" in text
    assert not any(
        markup in text.replace(rf"\{markup}", "")
        for markup in ("<img", "<script", "[x]")
    )
