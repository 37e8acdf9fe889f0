"""How changes are written: as text, as Markdown and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.diff.changes import Change
from generator.diff.changes_json import changes_json
from generator.diff.markdown import SMALLEST_LIMIT, markdown
from generator.diff.plain_text import plain_text
from generator.diff.report import Report, report
from generator.diff.rules import RULES
from tests.diff.documents import FOLDER, of_shop
from tests.diff.interfaces import interface, model

WRITERS: dict[str, Callable[[Report], str]] = {
    "changes.txt": plain_text,
    "changes.md": markdown,
    "changes.json": changes_json,
}
# What would be read as something else than text, wherever it stands.
HOSTILE = "`` ` \n# x </details><img src=x> @all | [a](b) \x1b[31m \u202e"


def hostile() -> Report:
    """A report in which all that may come from a document is hostile."""
    change = Change(
        RULES["argument-takes-less"],
        *("orders", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    )
    several = (change, replace(change, owner=f"{HOSTILE}2"))
    odd = tuple(
        Change(rule, "</summary><b>`@all`", HOSTILE, HOSTILE, "", HOSTILE)
        for rule in RULES.values()
    )
    shop = replace(interface(), title=HOSTILE)
    return report(shop, shop, (*several, *odd))


def with_long_titles() -> Report:
    """The report of the shop between two whose titles are longer than a page."""
    return replace(of_shop(), old="`" * 9000, new="\U0010ffff" * 9000)


@pytest.mark.parametrize("name", WRITERS)
def test_the_changes_are_written_as_expected(
    name: str, pytestconfig: pytest.Config
) -> None:
    file = FOLDER / "expected" / name
    written = WRITERS[name](of_shop())
    if pytestconfig.getoption("--rewrite-expected"):
        file.write_text(written, "utf-8")
    hint = "run `pytest --rewrite-expected tests/diff` and review the diff"
    assert written == file.read_text("utf-8"), hint


@pytest.mark.parametrize("write", WRITERS.values())
def test_no_changes_are_told_in_a_word(write: Callable[[Report], str]) -> None:
    shop = interface(model("Order"))
    written = write(report(shop, shop, ()))
    assert '"changes": []' in written or "no changes for callers" in written


def test_json_says_all_there_is_of_a_change() -> None:
    told = of_shop()
    value = json.loads(changes_json(told))
    assert value["version"] == 1
    assert value["breaking"] + value["others"] == len(told.changes)
    read = tuple(
        Change(
            RULES[each["rule"]],
            *(each[name] for name in ("resource", "owner", "name", "before", "after")),
            *(each[name] for name in ("lost", "gained", "function")),
        )
        for each in value["changes"]
    )
    assert read == told.changes
    assert [each["breaking"] for each in value["changes"]] == [
        each.breaking for each in read
    ]


def test_every_change_is_in_the_sections_once() -> None:
    told = of_shop()
    counts = [each.count for each in (*told.breaking, *told.others)]
    assert sum(counts) == len(told.changes)


def test_the_lines_of_a_text_are_no_longer_than_they_may_be() -> None:
    assert all(len(line) <= 100 for line in plain_text(of_shop()).splitlines())


def test_text_holds_nothing_that_a_terminal_acts_upon() -> None:
    written = plain_text(hostile())
    assert all(line.isprintable() for line in written.splitlines())


def test_markdown_holds_what_the_document_says_in_code_only() -> None:
    for line in markdown(hostile()).splitlines():
        assert line.isprintable()
        # GitHub Flavored Markdown 6.1: from a run of backticks to the next one as long.
        outside = re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", line)
        outside = re.sub(r"<code>[^<>]*</code>", "", outside)
        outside = re.sub(r"</?(details|summary)>", "", outside)
        assert not re.search(r"[<>|\[\]@\\]", outside), line


def test_markdown_says_what_it_leaves_out() -> None:
    told = of_shop()
    short = markdown(told, limit=len(markdown(told)) - 1)
    assert "### Breaking changes" in short
    assert re.search(r"\d+ more changes are told by `codegen diff` as text", short)


@pytest.mark.parametrize("told", [of_shop(), hostile(), with_long_titles()])
def test_markdown_is_never_longer_than_its_limit(told: Report) -> None:
    whole = markdown(told)
    for limit in range(SMALLEST_LIMIT, max(len(whole), SMALLEST_LIMIT) + 20, 7):
        written = markdown(told, limit)
        assert len(written) <= limit
        assert (written == whole) == (len(whole) <= limit)
        # A heading has something below it.
        assert not re.search(r"### .*\n\n?(###? |\d+ more|\Z)", written)


def test_two_of_one_name_are_told_apart_by_their_places() -> None:
    shop = interface()
    told = report(shop, shop, (), ("old.yaml", "new.yaml"))
    assert (told.old, told.new) == ("Shop 1 (old.yaml)", "Shop 1 (new.yaml)")
    newer = report(shop, replace(shop, version="2"), (), ("old.yaml", "new.yaml"))
    assert (newer.old, newer.new) == ("Shop 1", "Shop 2")
