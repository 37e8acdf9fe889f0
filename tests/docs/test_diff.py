"""docs/reference/diff.md and docs/regenerate.md quote the output of `codegen diff`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.interface_diff.report.json import render_json
from generator.interface_diff.report.report import Report
from generator.interface_diff.report.text import render_text
from generator.interface_diff.rules.rule_table import rules_text
from tests.diff.documents import report_between
from tests.docs.markdown import REPOSITORY, blocks, name_of

DOCS = REPOSITORY / "docs"
FILE = DOCS / "reference" / "diff.md"
EXCERPTS = (FILE, DOCS / "regenerate.md")
VERSIONS = ("stripe-2023-08-16.json", "stripe-2026-05-27.json")
_RULES = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.S | re.M)


@pytest.fixture(scope="module")
def bookshop() -> Report:
    examples = DOCS / "examples"
    return report_between(examples / "bookshop.yaml", examples / "bookshop-2.yaml")


def require_excerpt(file: Path, lines: list[str]) -> None:
    """Require one block that starts with the first line and quotes others in order."""
    [excerpt] = [
        block
        for block in blocks(file.read_text("utf-8"), "")
        if block.startswith(lines[0])
    ]
    quoted = [line for line in excerpt.splitlines() if line.strip() != "…"]
    rest = iter(lines)
    assert [line for line in quoted if line not in rest] == []


def test_rules_equal_those_of_the_command(pytestconfig: pytest.Config) -> None:
    page = FILE.read_text("utf-8")
    if pytestconfig.getoption("--rewrite-expected"):
        page = _RULES.sub(lambda _: rules_text(), page)
        FILE.write_text(page, "utf-8")
    hint = "run `pytest --rewrite-expected tests/docs` and review the diff"
    assert blocks(page, "text") == [rules_text()], hint


@pytest.mark.parametrize("file", EXCERPTS, ids=name_of)
def test_excerpt_quotes_the_diff_of_the_bookshop(file: Path, bookshop: Report) -> None:
    require_excerpt(file, render_text(bookshop).splitlines())


def test_first_example_is_the_whole_report(bookshop: Report) -> None:
    assert blocks(FILE.read_text("utf-8"), "")[0] == render_text(bookshop)


def test_excerpt_quotes_the_diff_of_stripe(shared: Path) -> None:
    old, new = (shared / "specs" / name for name in VERSIONS)
    require_excerpt(FILE, render_text(report_between(old, new)).splitlines())


def test_json_example_is_the_first_change_of_the_bookshop(bookshop: Report) -> None:
    [example] = blocks(FILE.read_text("utf-8"), "json")
    written = json.loads(render_json(bookshop))
    assert json.loads(example) == {**written, "changes": written["changes"][:1]}
    assert list(json.loads(example)) == list(written)
