"""Reports as text, Markdown and JSON: content, escaping and limits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.interface_diff.compare.change import Change
from generator.interface_diff.report.json import render_json
from generator.interface_diff.report.markdown import MIN_LIMIT, render_markdown
from generator.interface_diff.report.report import Report, build_report
from generator.interface_diff.report.text import render_text
from generator.interface_diff.rules.rule_table import RULES
from tests.diff.documents import FOLDER, shop_report
from tests.diff.interfaces import interface, model

WRITERS: dict[str, Callable[[Report], str]] = {
    "changes.txt": render_text,
    "changes.md": render_markdown,
    "changes.json": render_json,
}
# Markup, control characters and fences that writers must escape.
HOSTILE = "`` ` \n# x </details><img src=x> @all | [a](b) \x1b[31m \u202e"


def hostile_report() -> Report:
    """Return a report in which every string from the document is hostile."""
    change = Change(
        RULES["argument-takes-less"],
        *("orders", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    )
    several = (change, replace(change, owner=f"{HOSTILE}2"))
    one_per_rule = tuple(
        Change(rule, "</summary><b>`@all`", HOSTILE, HOSTILE, "", HOSTILE)
        for rule in RULES.values()
    )
    shop = replace(interface(), title=HOSTILE)
    return build_report(shop, shop, (*several, *one_per_rule))


def report_with_long_titles() -> Report:
    """Return the report of the shop with titles that exceed any limit."""
    return replace(shop_report(), old="`" * 9000, new="\U0010ffff" * 9000)


@pytest.mark.parametrize("name", WRITERS)
def test_shop_report_matches_expected_file(
    name: str, pytestconfig: pytest.Config
) -> None:
    file = FOLDER / "expected" / name
    written = WRITERS[name](shop_report())
    if pytestconfig.getoption("--rewrite-expected"):
        file.write_text(written, "utf-8")
    hint = "run `pytest --rewrite-expected tests/diff` and review the diff"
    assert written == file.read_text("utf-8"), hint


@pytest.mark.parametrize("write", WRITERS.values())
def test_report_without_changes(write: Callable[[Report], str]) -> None:
    shop = interface(model("Order"))
    written = write(build_report(shop, shop, ()))
    assert '"changes": []' in written or "no changes for callers" in written


def test_json_contains_every_attribute_of_every_change() -> None:
    report = shop_report()
    value = json.loads(render_json(report))
    assert value["version"] == 1
    assert value["breaking"] + value["others"] == len(report.changes)
    decoded = tuple(
        Change(
            RULES[change["rule"]],
            *(change[name] for name in ("resource", "owner", "name")),
            *(change[name] for name in ("before", "after")),
            *(change[name] for name in ("lost", "gained", "function")),
        )
        for change in value["changes"]
    )
    assert decoded == report.changes
    assert [change["breaking"] for change in value["changes"]] == [
        change.breaking for change in decoded
    ]


def test_every_change_is_in_one_section() -> None:
    report = shop_report()
    counts = [section.count for section in (*report.breaking, *report.others)]
    assert sum(counts) == len(report.changes)


def test_text_lines_have_at_most_100_characters() -> None:
    assert all(len(line) <= 100 for line in render_text(shop_report()).splitlines())


def test_text_escapes_control_characters() -> None:
    written = render_text(hostile_report())
    assert all(line.isprintable() for line in written.splitlines())


def test_markdown_has_document_strings_in_code_spans_only() -> None:
    for line in render_markdown(hostile_report()).splitlines():
        assert line.isprintable()
        # GitHub Flavored Markdown, "Code spans": closed by a backtick string of equal length.
        outside = re.sub(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)", "", line)
        outside = re.sub(r"<code>[^<>]*</code>", "", outside)
        outside = re.sub(r"</?(details|summary)>", "", outside)
        assert not re.search(r"[<>|\[\]@\\]", outside), line


def test_markdown_counts_omitted_changes() -> None:
    report = shop_report()
    short = render_markdown(report, limit=len(render_markdown(report)) - 1)
    assert "### Breaking changes" in short
    assert re.search(r"\d+ more changes omitted; `codegen diff` lists them", short)


@pytest.mark.parametrize(
    "report", [shop_report(), hostile_report(), report_with_long_titles()]
)
def test_markdown_never_exceeds_its_limit(report: Report) -> None:
    complete = render_markdown(report)
    length = max(len(complete), MIN_LIMIT + 20)
    step = max(7, length // 150)
    limits = {*range(MIN_LIMIT, length, step), *range(length - 20, length + 20)}
    for limit in sorted(limits):
        written = render_markdown(report, limit)
        assert len(written) <= limit
        assert (written == complete) == (len(complete) <= limit)
        # No heading is left without content.
        assert not re.search(r"### .*\n\n?(###? |\d+ more|\Z)", written)


def test_versions_with_equal_titles_are_identified_by_location() -> None:
    shop = interface()
    report = build_report(shop, shop, (), ("old.yaml", "new.yaml"))
    assert (report.old, report.new) == ("Shop 1 (old.yaml)", "Shop 1 (new.yaml)")
    newer = build_report(shop, replace(shop, version="2"), (), ("old.yaml", "new.yaml"))
    assert (newer.old, newer.new) == ("Shop 1", "Shop 2")
