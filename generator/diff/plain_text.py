"""A report as text for a terminal: every change, in lines of at most 100 characters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from generator.core.text import printable
from generator.diff.phrases import Code, Fragment, Phrase, headline, phrase, tally
from generator.diff.report import Report, Section

_WIDTH = 100


def plain_text(report: Report) -> str:
    """`report` in lines, `!` before what breaks; ends with a line break."""
    return "\n".join(line.rstrip() for line in _lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from _wrapped(f"{printable(report.old)} → {printable(report.new)}", "", "")
    yield headline(report)
    if not report.changes:
        return
    yield ""
    for subject, counts in tally(report):
        yield f"  {subject:<11} {counts}"
    for title, sections, mark in (
        ("BREAKING", report.breaking, "!"),
        ("OTHER CHANGES", report.others, " "),
    ):
        if sections:
            yield ""
            yield title
        for section in sections:
            yield ""
            yield from _section(section, mark)


def _section(section: Section, mark: str) -> Iterator[str]:
    yield f"{printable(section.title)} ({section.count:,})"
    for entry in section.entries:
        yield from _phrase(phrase(entry), mark)


def _phrase(said: Phrase, mark: str) -> Iterator[str]:
    lead, items = _plain(said.lead), [_plain(each) for each in said.items]
    where = ", ".join(map(_plain, ((each,) for each in said.where)))
    first, rest = f"  {mark} ", "      "
    if not said.is_list:
        told = f"{lead}: {_joined(items)}" if items else lead
        yield from _wrapped(f"{told}, in {where}" if where else told, first, rest)
        return
    yield from _wrapped(f"{lead}, in {where}:" if where else f"{lead}:", first, rest)
    for item in items:
        yield from _wrapped(item, rest, f"{rest}    ")


def _joined(items: list[str]) -> str:
    """Items with commas between, or with semicolons where there are commas in them."""
    return ("; " if any(": " in each for each in items) else ", ").join(items)


def _plain(fragments: Iterable[Fragment]) -> str:
    return "".join(
        printable(each.text) if isinstance(each, Code) else each for each in fragments
    )


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
