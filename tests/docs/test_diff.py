"""docs/diff.md and docs/regenerating.md say what `codegen diff` says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.interface_diff.report.json import render_json
from generator.interface_diff.report.text import render_text
from generator.interface_diff.rules.rule_table import rules_text
from tests.diff.documents import report_between, shop_report
from tests.docs.markdown import REPOSITORY, blocks

FILE = REPOSITORY / "docs" / "diff.md"
EXCERPTS = (FILE, REPOSITORY / "docs" / "regenerating.md")
VERSIONS = ("stripe-2023-08-16.json", "stripe-2026-05-27.json")
_RULES = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.S | re.M)


@pytest.fixture(scope="module")
def stripe(shared: Path) -> list[str]:
    """The lines of the difference that the documents quote."""
    old, new = (shared / "specs" / each for each in VERSIONS)
    return render_text(report_between(old, new)).splitlines()


def test_the_rules_are_those_of_the_command(pytestconfig: pytest.Config) -> None:
    text = FILE.read_text("utf-8")
    if pytestconfig.getoption("--rewrite-expected"):
        text = _RULES.sub(lambda _: rules_text(), text)
        FILE.write_text(text, "utf-8")
    hint = "run `pytest --rewrite-expected tests/docs` and review the diff"
    assert blocks(text, "text") == [rules_text()], hint


@pytest.mark.parametrize("file", EXCERPTS, ids=lambda path: path.name)
def test_the_excerpt_is_of_the_real_difference(file: Path, stripe: list[str]) -> None:
    [excerpt] = [
        each
        for each in blocks(file.read_text("utf-8"), "")
        if each.startswith(stripe[0])
    ]
    quoted = [line for line in excerpt.splitlines() if line.strip() != "…"]
    rest = iter(stripe)
    assert [line for line in quoted if line not in rest] == []


def test_the_json_has_the_members_that_are_shown() -> None:
    [example] = blocks(FILE.read_text("utf-8"), "json")
    shown, written = json.loads(example), json.loads(render_json(shop_report()))
    assert list(shown) == list(written)
    assert list(shown["changes"][0]) == list(written["changes"][0])
