"""Descriptions become docstrings and never code."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import Any

import pytest

from tests.cases.serving import Server


def field_docs(model: Any) -> dict[str, str]:
    """Return the docstring of every field of a model, as editors show it."""
    tree = ast.parse(inspect.getsource(model)).body[0]
    assert isinstance(tree, ast.ClassDef)
    docs = {}
    for field, doc in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(doc, ast.Expr):
            assert isinstance(field.target, ast.Name)
            assert isinstance(doc.value, ast.Constant)
            docs[field.target.id] = inspect.cleandoc(str(doc.value.value)).strip()
    return docs


def test_html_description(operations: Any) -> None:
    doc = inspect.getdoc(operations.get_prose) or ""
    assert "HTML with `code`, a link (https://example.com/docs) & more." in doc
    assert "- one\n- two" in doc


def test_quotes_and_backslashes(operations: Any, models: Any) -> None:
    doc = inspect.getdoc(operations.get_prose) or ""
    assert doc.startswith('Ends with a quote: "\n')
    assert 'Three quotes: """ import os' in doc
    assert "and a \\N{BULLET} and \\" in doc
    assert (models.Prose.__doc__ or "").strip() == '""" raise SystemExit """'
    docs = field_docs(models.Prose)
    assert docs["backslash"] == "ends with one \\"
    assert docs["quote"] == '"quoted"'


def test_unicode_and_control_characters(models: Any) -> None:
    docs = field_docs(models.Prose)
    assert docs["emoji"] == "🎉 naïve — “quoted”"
    assert docs["control"] == "abcd e"
    assert docs["placeholder"] == "The <api_key> & the rest, a < b"
    assert "empty" not in docs


def test_long_words_and_lists(models: Any) -> None:
    docs = field_docs(models.Prose)
    address, words = docs["long"].split("\n", 1)
    assert address.endswith("/to/the/end")
    assert words == "followed by words"
    assert docs["list_"].startswith("Either:\n\n- one thing, ")


def test_names_and_values_are_not_executed(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    data = {'"); raise SystemExit #': "a", "a\nb": "c", "odd": "\u202e"}
    server.answer(data)
    prose = operations.get_prose(client, q='"')
    assert (prose.raise_system_exit, prose.a_b) == ("a", "c")
    assert prose.to_dict() == data


@pytest.mark.parametrize("character", ["\u202e", "\u2028", "\0", "\x1b"])
def test_no_invisible_characters(character: str, client_package: Any) -> None:
    for file in Path(client_package.__file__).parent.rglob("*.py"):
        assert character not in file.read_text("utf-8"), file
