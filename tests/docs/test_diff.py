"""docs/diff.md and docs/regenerating.md say what `codegen diff` says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.diff.changes_json import changes_json
from generator.diff.plain_text import plain_text
from generator.diff.rules_text import rules_text
from tests.diff.documents import of_shop, reported
from tests.docs.markdown import REPOSITORY, blocks

FILE = REPOSITORY / "docs" / "diff.md"
EXCERPTS = (FILE, REPOSITORY / "docs" / "regenerating.md")
VERSIONS = ("stripe-2023-08-16.json", "stripe-2026-05-27.json")
_RULES = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.S | re.M)


@pytest.fixture(scope="module")
def stripe(shared: Path) -> list[str]:
    """The lines of the difference that the documents quote."""
    old, new = (shared / "specs" / each for each in VERSIONS)
    return plain_text(reported(old, new)).splitlines()


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
    shown, written = json.loads(example), json.loads(changes_json(of_shop()))
    assert list(shown) == list(written)
    assert list(shown["changes"][0]) == list(written["changes"][0])
