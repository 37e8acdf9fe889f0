"""Cache files that were tampered with are input: a valid one is used, others are ignored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Diagnostic
from generator.core.omission import Omission
from generator.core.pointer import Pointer
from generator.frontend.coverage import Coverage, Tally
from generator.naming.apply_name_lock import KeptName
from generator.slicing.slice import SchemaCount
from generator.workflows import build_cache
from generator.workflows.build_cache import remember_summary
from generator.workflows.build_summary import (
    BuildSummary,
    summary_from_json,
    summary_to_json,
)

KEY = "0" * 64
SUMMARY = BuildSummary(
    coverage=Coverage(Tally(1, 1, 1), Tally(2, 2, 3), Tally(0, 0, 0, 1)),
    diagnostics=(
        Diagnostic("unused-parameter", "é", Pointer(("a", "0")), None, "warning", 1, 2),
    ),
    kept_names=(KeptName("a", "b"),),
    schema_count=SchemaCount(2, 1),
    omissions=(Omission(Pointer(("a",)), "header", "is left out", "bad"),),
)
DEEP = "[" * 100_000 + "]" * 100_000


def stored_summary() -> dict[str, Any]:
    """`SUMMARY` as a cache file has it."""
    content: dict[str, Any] = json.loads(json.dumps(summary_to_json(SUMMARY)))
    return content


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache file of a build."""
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path))
    remember_summary(KEY, SUMMARY)
    assert build_cache._read_summary(KEY) == SUMMARY
    [path] = tmp_path.iterdir()
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe{}",
        b"null",
        b"[]",
        b"0" * 100_000,
        b"9" * 100_000,
        DEEP.encode(),
        f'{{"key": "{KEY}", "summary": {DEEP}}}'.encode(),
        b'{"key": "' + KEY.encode() + b'", "summary": null}',
        b"\x80\x04\x95",
    ],
)
def test_content_that_is_no_summary_is_ignored(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert build_cache._read_summary(KEY) is None


def test_file_of_another_build_is_ignored(file: Path) -> None:
    other = "1" * 64
    file.rename(file.with_name(file.name.replace(KEY, other)))
    assert build_cache._read_summary(other) is None


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("operations", [1, 1]),
        ("operations", [1, 1, 1, -1]),
        ("operations", [1, 1, True, 1]),
        ("operations", [1, 1, 1e300, 1]),
        ("operations", [1, 1, 10**4000, 1]),
        ("operations", "1111"),
        ("schema_count", [1]),
        ("schema_count", {}),
        ("diagnostics", {}),
        ("diagnostics", [1]),
        ("diagnostics", [{}]),
        ("kept_names", [["a"]]),
        ("kept_names", [["a", None]]),
        ("kept_names", [["\ud800", "b"]]),
        ("omissions", [{"at": 1, "kind": "a", "what": "b", "code": "c"}]),
        ("omissions", [{"at": "a", "kind": "a", "what": "b"}]),
    ],
)
def test_summary_with_another_type_is_ignored(member: str, value: Any) -> None:
    content = stored_summary()
    assert summary_from_json(content) == SUMMARY
    assert summary_from_json({**content, member: value}) is None


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("severity", "fatal"),
        ("message", None),
        ("message", "\udfff"),
        ("at", "/a"),
        ("at", [1]),
        ("line", "1"),
        ("line", -1),
        ("column", 1.5),
        ("hint", []),
        ("file", {}),
    ],
)
def test_diagnostic_with_another_type_is_ignored(member: str, value: Any) -> None:
    content = stored_summary()
    content["diagnostics"][0][member] = value
    assert summary_from_json(content) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
MEMBERS = st.sampled_from(sorted(summary_to_json(SUMMARY)))


@given(MEMBERS, JSON)
def test_any_value_is_read_or_ignored(member: str, value: Any) -> None:
    content = stored_summary()
    summary = summary_from_json({**content, member: value})
    assert summary is None or isinstance(summary, BuildSummary)
