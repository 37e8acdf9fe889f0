"""Lines and columns of pointers, and the rendering of diagnostics."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Diagnostic
from generator.core.pointer import Pointer
from generator.source.load import (
    Source,
    line_and_column,
    locate_diagnostics,
    parse_text,
    render_diagnostic,
)
from tests.load.json_trees import trees

JSON = """{
  "a/b": {"c": [10,
    {"d~": null}], "e": {}},
  "f": "x"
}
"""
YAML = """# a comment
a/b:
  c:
    - 10
    - {"d~": null}
  e: {}
base: &base
  g: 1
f:
  <<: *base
"""


def source(text: str, name: str = "specs/x") -> Source:
    tree, syntax = parse_text(text, is_named_json=False)
    return Source(name, text, tree, "", syntax)


@pytest.mark.parametrize(
    ("pointer", "position"),
    [
        ("#", (1, 1)),
        ("#/a~1b", (2, 3)),
        ("#/a~1b/c", (2, 11)),
        ("#/a~1b/c/0", (2, 17)),
        ("#/a~1b/c/1", (3, 5)),
        ("#/a~1b/c/1/d~0", (3, 6)),
        ("#/a~1b/e", (3, 20)),
        ("#/f", (4, 3)),
        ("#/f/nothing/here", (4, 3)),
        ("#/a~1b/c/7", (2, 11)),
        ("#/nothing", (1, 1)),
    ],
)
def test_line_and_column_in_json(pointer: str, position: tuple[int, int]) -> None:
    assert line_and_column(source(JSON), Pointer.parse(pointer)) == position


@pytest.mark.parametrize(
    ("pointer", "position"),
    [
        ("#", (2, 1)),
        ("#/a~1b/c", (3, 3)),
        ("#/a~1b/c/1/d~0", (5, 8)),
        ("#/f/g", (8, 3)),
        ("#/f/nothing", (9, 1)),
    ],
)
def test_line_and_column_in_yaml(pointer: str, position: tuple[int, int]) -> None:
    assert line_and_column(source(YAML), Pointer.parse(pointer)) == position


@given(trees, st.sampled_from([None, 0, 3]), st.data())
def test_line_and_column_of_any_json_value(
    tree: dict[str, object], indent: int | None, data: st.DataObject
) -> None:
    text = json.dumps(tree, indent=indent)
    at, is_member = Pointer(), False
    value: Any = tree
    while isinstance(value, dict | list) and value and data.draw(st.booleans()):
        is_member = isinstance(value, dict)
        members = value if isinstance(value, dict) else range(len(value))
        token = data.draw(st.sampled_from(list(members)))
        at, value = at / token, value[token]
    line, column = line_and_column(Source("x", text, tree, "", "json"), at)
    rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
    found, _ = json.JSONDecoder().raw_decode(rest)
    assert found == (at.tokens[-1] if is_member else value)


def test_render_diagnostic() -> None:
    diagnostic = Diagnostic(
        "unsupported-style", "no such style", Pointer(("a/b", "e")), "use another"
    )
    assert render_diagnostic(diagnostic, source(JSON, "specs/x.json")) == (
        "specs/x.json:3:20: error[unsupported-style]: no such style (at #/a~1b/e)"
        "\n  hint: use another"
    )


def test_render_diagnostic_of_the_whole_document() -> None:
    diagnostic = Diagnostic("missing-document", "no such file")
    rendered = render_diagnostic(diagnostic, None, "no.json")
    assert rendered == "no.json: error[missing-document]: no such file"


def test_render_diagnostic_with_its_own_line() -> None:
    diagnostic = Diagnostic("json-syntax", "broken", line=7, column=2)
    assert render_diagnostic(diagnostic, None, "x").startswith("x:7:2: error")


def test_control_characters_are_escaped() -> None:
    diagnostic = Diagnostic("c", "a\x1b[31m\nb\u202e\x00é\ud800", hint="\r\x07")
    assert render_diagnostic(diagnostic, None, "n\x1b") == (
        "n\\x1b: error[c]: a\\x1b[31m\\nb\\u202e\\x00é\\ud800\n  hint: \\r\\x07"
    )


def test_order_of_diagnostics() -> None:
    late, early = Pointer(("f",)), Pointer(("a/b",))
    found = locate_diagnostics(
        [
            Diagnostic("w", "", early, severity="warning"),
            Diagnostic("late", "", late),
            Diagnostic("whole", ""),
            Diagnostic("early", "", early),
        ],
        source(JSON),
    )
    assert [diagnostic.code for diagnostic in found] == ["whole", "early", "late", "w"]
    assert [diagnostic.line for diagnostic in found] == [None, 2, 4, 2]


def test_locating_many_diagnostics_is_linear() -> None:
    members = {f"m{index}": [index] * 5 for index in range(5_000)}
    text = json.dumps({"all": members})
    many = [Diagnostic("x", "", Pointer(("all", name, "4"))) for name in members]
    found = locate_diagnostics(many, Source("x", text, {"all": members}, "", "json"))
    assert len({diagnostic.column for diagnostic in found}) == len(members)
