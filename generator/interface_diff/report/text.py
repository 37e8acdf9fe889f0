"""Write a report as plain text for a terminal, in lines of at most 100 characters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from generator.core.text import printable, printable_line
from generator.interface_diff.report.describe_changes import (
    Code,
    Description,
    Fragment,
    describe_counts,
    describe_entry,
    describe_totals,
)
from generator.interface_diff.report.report import Report, Section

_WIDTH = 100


def render_text(report: Report) -> str:
    """Return all changes as text that ends with a newline; `!` marks breaking changes."""
    return "\n".join(printable_line(line.rstrip()) for line in _lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from _wrap(f"{printable(report.old)} → {printable(report.new)}", "", "")
    yield describe_totals(report)
    if not report.changes:
        return
    yield ""
    for subject, counts in describe_counts(report):
        yield f"  {subject:<11} {counts}"
    for heading, sections, mark in (
        ("BREAKING", report.breaking, "!"),
        ("OTHER CHANGES", report.others, " "),
    ):
        if sections:
            yield ""
            yield heading
        for section in sections:
            yield ""
            yield from _section_lines(section, mark)


def _section_lines(section: Section, mark: str) -> Iterator[str]:
    yield f"{printable(section.title)} ({section.count:,})"
    for entry in section.entries:
        yield from _entry_lines(describe_entry(entry), mark)


def _entry_lines(description: Description, mark: str) -> Iterator[str]:
    first_indent, indent = f"  {mark} ", "      "
    lead = _plain(description.lead)
    items = [_plain(item) for item in description.items]
    owners = ", ".join(_plain([owner]) for owner in description.owners)
    suffix = f", in {owners}" if owners else ""
    if not description.is_list:
        sentence = f"{lead}: {_join(items)}" if items else lead
        yield from _wrap(f"{sentence}{suffix}", first_indent, indent)
        return
    yield from _wrap(f"{lead}{suffix}:", first_indent, indent)
    for item in items:
        yield from _wrap(item, indent, f"{indent}    ")


def _join(items: list[str]) -> str:
    """Join items with commas, or with semicolons if the items have annotations."""
    return ("; " if any(": " in item for item in items) else ", ").join(items)


def _plain(fragments: Iterable[Fragment]) -> str:
    return "".join(
        printable(fragment.source) if isinstance(fragment, Code) else fragment
        for fragment in fragments
    )


def _wrap(paragraph: str, first_indent: str, indent: str) -> list[str]:
    return textwrap.wrap(
        paragraph,
        _WIDTH,
        initial_indent=first_indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
