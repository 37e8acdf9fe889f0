"""YAML by the core schema: scalars, aliases, merge keys and errors."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.source.load import yaml_nodes
from generator.source.load.limits import MAX_DEPTH
from generator.source.load.parse_yaml import parse_yaml
from tests.load.json_trees import trees


def problem(text: str) -> Diagnostic:
    with pytest.raises(DocumentError) as caught:
        parse_yaml(text)
    [diagnostic] = caught.value.diagnostics
    return diagnostic


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-0", 0),
        ("012", 12),
        ("0o14", 12),
        ("0xC", 12),
        ("1.0", 1.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ('!!int "12"', 12),
        ("!!str", ""),
        ('"true"', "true"),
        ("'12'", "12"),
        ("|\n  12\n", "12\n"),
    ],
)
def test_core_schema_scalars(scalar: str, value: object) -> None:
    found = parse_yaml(f"a: {scalar}")["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "on",
        "Off",
        "y",
        "N",
        "tRUE",
        "2026-05-27",
        "2026-05-27T10:00:00Z",
        "12:30:45",
        "1_000",
        "0b11",
        "-0x1",
        "1.0.0",
        "2026-05-27.dahlia",
        "=",
        "<<",
    ],
)
def test_yaml_1_1_scalars_are_strings(text: str) -> None:
    assert parse_yaml(f"a: {text}") == {"a": text}


def test_keys_are_strings() -> None:
    text = "200: a\nnull: b\ntrue: c\n0x10: d\n2026-01-01: e\non: f\n"
    assert list(parse_yaml(text)) == ["200", "null", "true", "0x10", "2026-01-01", "on"]


def test_aliases() -> None:
    assert parse_yaml("a: &x {b: [1]}\nc: *x\nd: &x 2\ne: *x\n") == {
        "a": {"b": [1]},
        "c": {"b": [1]},
        "d": 2,
        "e": 2,
    }


def test_merge_keys() -> None:
    text = """
    base: &base {a: 1, b: 1}
    more: &more {b: 2, c: 2}
    one: {<<: *base, b: 3}
    many: {b: 3, <<: [*more, *base], d: 4}
    none: {"<<": 1}
    """
    found = parse_yaml(text)
    assert found["one"] == {"a": 1, "b": 3}
    assert found["many"] == {"a": 1, "b": 3, "c": 2, "d": 4}
    assert found["none"] == {"<<": 1}


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("a: 1\nb: [1,\nc: }", "yaml-syntax", (3, 4)),
        ("a: b: c", "yaml-syntax", (1, 5)),
        ("a: 1\n\tb: 2", "yaml-syntax", (2, 1)),
        ("a: 1\n---\nb: 2", "yaml-syntax", (3, 1)),
        ("a: *x", "yaml-syntax", (1, 4)),
        ("a: !!binary aGk=", "yaml-syntax", (1, 4)),
        ("a: !python/object:os.system {}", "yaml-syntax", (1, 4)),
        ("a: .inf", "yaml-syntax", (1, 4)),
        ("a: 1e999", "yaml-syntax", (1, 4)),
        ("a: " + "9" * 5000, "yaml-syntax", (1, 4)),
        ("? [a]\n: 1", "yaml-syntax", (1, 3)),
        ("<<: 1", "yaml-syntax", (1, 5)),
        ("a: 1\nb: {c: 1, 'c': 2}", "duplicate-key", (2, 11)),
        ("200: 1\n'200': 2", "duplicate-key", (2, 1)),
        ("a: &x\n  b: *x\n", "endless-alias", (2, 6)),
        ("a: &x [[*x]]", "endless-alias", (1, 9)),
        ("a: &x\n  <<: *x\n", "endless-alias", (2, 7)),
    ],
)
def test_errors_have_line_and_column(
    text: str, code: str, position: tuple[int, int]
) -> None:
    found = problem(text)
    assert (found.code, (found.line, found.column)) == (code, position)


def test_control_characters_are_rejected() -> None:
    assert problem("a: \x01").code == "yaml-syntax"


def test_alias_bomb() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in range(1, 60):
        bomb += f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n"
    assert problem(bomb).code == "alias-bomb"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: " + "[" * 5000, 1, 3 + MAX_DEPTH),
        ("é😀: 1\r\na: " + "[" * 5000, 2, 3 + MAX_DEPTH),
        ("a: " + "[\n" * 5000, MAX_DEPTH, 1),
        ("{a: " * 5000, 1, 4 * MAX_DEPTH + 1),
        ("a:\n" + "- " * 5000, 2, 2 * MAX_DEPTH - 1),
        ("? " * 5000, 1, 2 * MAX_DEPTH + 1),
        ("a: [" + "'x', " * 500 + "[" * 5000, 1, 5 * 500 + 3 + MAX_DEPTH),
    ],
)
def test_depth_limit_beyond_that_of_the_library(
    text: str, line: int, column: int
) -> None:
    """libyaml stops at 1,000 levels from PyYAML 6.0.4 on; the diagnostic does not depend on it."""
    found = problem(text)
    assert (found.code, found.line, found.column) == ("too-deep", line, column)
    assert found.message == f"the document nests more than {MAX_DEPTH} levels deep"


def test_depth_limit_with_aliases() -> None:
    text = "a0: &a0 [x]\n"
    for level in range(1, 200):
        text += f"a{level}: &a{level} [*a{level - 1}]\n"
    assert problem(text).code == "too-deep"


@given(trees)
def test_yaml_round_trip(tree: dict[str, Any]) -> None:
    text = yaml.dump(tree, Dumper=_Dumper, allow_unicode=False, sort_keys=False)
    assert parse_yaml(text) == tree


class _Dumper(yaml.SafeDumper):
    """Quotes all strings and writes no aliases, so that both parsers read the same."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _quoted(dumper: yaml.SafeDumper, value: object) -> yaml.Node:
    kind = "str" if isinstance(value, str) else "float"
    text = value if isinstance(value, str) else repr(value)
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text, '"')


_Dumper.add_representer(str, _quoted)
_Dumper.add_representer(float, _quoted)


def test_pure_python_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x {b: [1, 'c', \"d\"]}\n<<: {e: 1}\nf: *x\n"
    expected = parse_yaml(text)
    monkeypatch.setattr(yaml_nodes, "_Parser", yaml.SafeLoader)
    assert parse_yaml(text) == expected


def test_all_duplicate_keys_are_reported() -> None:
    with pytest.raises(DocumentError) as refused:
        parse_yaml("a: {x: 1, x: 2}\nb: 1\na: .nan\nb: !odd 3\n")
    problems = [
        (diagnostic.code, diagnostic.line) for diagnostic in refused.value.diagnostics
    ]
    assert problems == [
        ("duplicate-key", 3),
        ("duplicate-key", 4),
        ("duplicate-key", 1),
    ]


def test_errors_of_a_merged_mapping_are_reported_once() -> None:
    text = "a: &a {x: 1, x: 2}\nb: &b {<<: *a}\nc: {<<: [*a, *b]}\nd: {<<: *b}\n"
    with pytest.raises(DocumentError) as caught:
        parse_yaml(text)
    assert [
        (diagnostic.line, diagnostic.column) for diagnostic in caught.value.diagnostics
    ] == [(1, 14)]
