"""Read JSON and YAML files, and report those that are invalid."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.source.load import parse_text, read_source
from generator.source.load.limits import MAX_DEPTH
from tests.load.json_trees import trees


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problem(path: Path) -> Diagnostic:
    with pytest.raises(DocumentError) as caught:
        read_source(path)
    [diagnostic] = caught.value.diagnostics
    return diagnostic


def test_read_json(tmp_path: Path) -> None:
    text = '{"openapi": "3.1.0", "n": [1, 2.5, null, true]}\n'
    source = read_source(written(tmp_path, "api.json", text))
    assert source.tree == {"openapi": "3.1.0", "n": [1, 2.5, None, True]}
    assert (source.text, source.syntax) == (text, "json")
    assert source.digest == hashlib.sha256(text.encode()).hexdigest()


def test_name_is_the_given_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "api.json", "{}")
    monkeypatch.chdir(tmp_path)
    assert read_source(Path("api.json")).name == "api.json"


def test_json_in_a_file_of_any_name(tmp_path: Path) -> None:
    assert read_source(written(tmp_path, "api.yaml", '{"a":1}')).syntax == "json"


def test_yaml_flow_mapping(tmp_path: Path) -> None:
    source = read_source(written(tmp_path, "api.yaml", "{a: 1}"))
    assert (source.syntax, source.tree) == ("yaml", {"a": 1})


@pytest.mark.parametrize("text", ['{"a": 1}', "a: 1\n"])
def test_byte_order_mark_is_removed(tmp_path: Path, text: str) -> None:
    source = read_source(written(tmp_path, "api", b"\xef\xbb\xbf" + text.encode()))
    assert (source.tree, source.text) == ({"a": 1}, text)


def test_missing_file(tmp_path: Path) -> None:
    assert problem(tmp_path / "no.json").code == "missing-document"


def test_folder_instead_of_a_file(tmp_path: Path) -> None:
    found = problem(tmp_path)
    assert (found.code, "folder" in found.message) == ("unreadable-document", True)


@pytest.mark.parametrize("name", ["api.json", "api.yaml"])
@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff"])
def test_empty_file(tmp_path: Path, name: str, content: str) -> None:
    assert problem(written(tmp_path, name, content)).code == "empty-document"


def test_invalid_utf8_has_line_and_column(tmp_path: Path) -> None:
    found = problem(written(tmp_path, "api.yaml", "a: é\nb: ü".encode() + b"\xe9"))
    assert (found.code, found.line, found.column) == ("not-utf-8", 2, 5)


def test_web_page(tmp_path: Path) -> None:
    page = "\n<!DOCTYPE html><html>…</html>"
    assert problem(written(tmp_path, "api.json", page)).code == "markup-document"


@pytest.mark.parametrize("content", ["[]", '"x"', "3", "null", "- a\n", "# nothing\n"])
def test_document_must_be_an_object(tmp_path: Path, content: str) -> None:
    assert problem(written(tmp_path, "api.yaml", content)).code == "not-a-mapping"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"a": 1,\n "b" 2}', 2, 6),
        ('{"a": 1}\n}', 2, 1),
        ("{\n  \"a\": 'x'\n}", 2, 8),
        ('{"a": "x\ny"}', 1, 9),
    ],
)
def test_json_syntax_error_has_line_and_column(
    tmp_path: Path, text: str, line: int, column: int
) -> None:
    found = problem(written(tmp_path, "api.json", text))
    assert (found.code, found.line, found.column) == ("json-syntax", line, column)


DOCUMENT = '{"a": [1, -2.5e3, "x\\n"], "b": {"c": true, "d": null}}'


@pytest.mark.parametrize("length", range(1, len(DOCUMENT)))
def test_json_truncated_anywhere(length: int) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_text(DOCUMENT[:length], is_named_json=True)
    [found] = caught.value.diagnostics
    assert found.code in ("truncated-document", "json-syntax")
    assert found.line == 1


@pytest.mark.parametrize("text", ['{"a": ', '{"a": [1,', '{"a": "x', '{"a": tr', "{"])
def test_truncated_json(text: str) -> None:
    with pytest.raises(DocumentError, match="truncated"):
        parse_text(text, is_named_json=True)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_numbers_that_are_not_finite(number: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_text(f'{{"NaN Infinity 1e999": 1,\n "a": {number}}}', is_named_json=True)
    [found] = caught.value.diagnostics
    assert (found.code, found.line, found.column) == ("json-syntax", 2, 7)


def test_duplicate_name_has_line_and_column() -> None:
    text = '{"x": {"a": "b", "c": ["a", {"a": 1}]},\n "b": {"a": 1, "\\u0061": 2}}'
    with pytest.raises(DocumentError) as caught:
        parse_text(text, is_named_json=True)
    [found] = caught.value.diagnostics
    assert (found.code, found.line, found.column) == ("duplicate-key", 2, 16)


def test_unpaired_surrogate() -> None:
    assert parse_text('{"a": "\\ud83d\\ude00"}', is_named_json=True)[0] == {"a": "😀"}
    assert parse_text('{"a": "\\\\ud83d"}', is_named_json=True)[0] == {"a": "\\ud83d"}
    with pytest.raises(DocumentError, match="surrogate"):
        parse_text('{"a": "\\ud83d"}', is_named_json=True)


def nested(levels: int) -> str:
    return '{"a":' + "[" * (levels - 1) + "]" * (levels - 1) + "}"


@pytest.mark.parametrize("is_named_json", [True, False])
def test_depth_limit(
    is_named_json: bool,
) -> None:
    for text in (nested(MAX_DEPTH), nested(MAX_DEPTH).replace('"a":', "a: ")):
        if is_named_json and '"' not in text:
            continue
        parse_text(text, is_named_json)
    with pytest.raises(DocumentError, match="levels deep"):
        parse_text(nested(MAX_DEPTH + 1), is_named_json)


@pytest.mark.parametrize("opening", ["[", "{a: ", '{"a":['])
@pytest.mark.parametrize("is_named_json", [True, False])
def test_extreme_nesting_does_not_crash(opening: str, is_named_json: bool) -> None:
    with pytest.raises(DocumentError):
        parse_text(opening * 200_000, is_named_json)


@given(trees, st.sampled_from([None, 2]), st.booleans())
def test_json_round_trip(
    tree: dict[str, object], indent: int | None, is_ascii: bool
) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=is_ascii)
    assert parse_text(text, is_named_json=True) == (tree, "json")


def test_all_duplicate_names_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "api.json"
    path.write_text('{"a": {"x": 1, "x": 2},\n "b": [1e999, "1e999"],\n "a": "x"}')
    with pytest.raises(DocumentError) as refused:
        read_source(path)
    assert [
        (diagnostic.code, diagnostic.line, diagnostic.column)
        for diagnostic in refused.value.diagnostics
    ] == [("duplicate-key", 1, 16), ("json-syntax", 2, 8), ("duplicate-key", 3, 2)]
