"""A report as Markdown for a pull request: what breaks in the open, the rest folded.

What comes from the document stands in code spans only, where Markdown has no mentions, links or
HTML (GitHub Flavored Markdown, 6.1).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from generator.core.text import printable
from generator.diff.phrases import Code, Fragment, Phrase, headline, phrase, tally
from generator.diff.report import Report, Section

# GitHub takes 65,536 characters; what people write around it needs some as well.
LIMIT = 60_000
# What is always said has room in this: what the two are, how much changed, what is left out.
SMALLEST_LIMIT = 1_000
# A title longer than this is told without its middle.
_LONGEST_TITLE = 100
# So many names are read one after the other; the rest is counted.
_MOST = 20
_BACKTICKS = re.compile("`+")


def markdown(report: Report, limit: int = LIMIT) -> str:
    """`report` as Markdown of at most `limit` characters, which is `SMALLEST_LIMIT` or more.

    What breaks callers comes first, and so has the room that there is; what has none is counted.
    """
    head, tally_ = _head(report), _tally(report)
    groups = list(_groups(report))
    whole = "".join([head, tally_, *(text for _, text in groups)])
    if len(whole) <= limit:
        return whole
    left = limit - len(head) - len(_omission(len(report.changes)))
    parts = [head]
    omitted = 0
    for count, text in ((0, tally_), *groups):
        # Once there is no room, what weighs less is not to take the place of what weighs more.
        if omitted or len(text) > left:
            omitted += count
            continue
        left -= len(text)
        parts.append(text)
    return "".join([*parts, _omission(omitted)])


def _groups(report: Report) -> Iterator[tuple[int, str]]:
    """Each section with the count of its changes, the first of a kind with the heading."""
    for heading, sections, is_open in (
        ("### Breaking changes", report.breaking, True),
        ("### Other changes", report.others, False),
    ):
        for index, section in enumerate(sections):
            lead = "" if index else f"\n{heading}\n"
            yield section.count, lead + _section(section, is_open)


def _omission(count: int) -> str:
    return f"\n{count:,} more changes are told by `codegen diff` as text.\n"


def _head(report: Report) -> str:
    old, new = (_code(_shortened(each)) for each in (report.old, report.new))
    return f"## {old} → {new}\n\n**{headline(report)}**\n"


def _tally(report: Report) -> str:
    lines = "".join(f"- {subject}: {counts}\n" for subject, counts in tally(report))
    return f"\n{lines}" if lines else ""


def _shortened(title: str) -> str:
    """A title that is not too long: of one that is, the beginning and the end."""
    shown = printable(title)
    if len(shown) <= _LONGEST_TITLE:
        return shown
    half = _LONGEST_TITLE // 2
    return f"{shown[:half]}…{shown[-half:]}"


def _section(section: Section, is_open: bool) -> str:
    entries = "".join(_entry(phrase(each)) for each in section.entries)
    count = f"({section.count:,})"
    if is_open:
        title = section.title if section.is_named else _code(section.title)
        return f"\n#### {title} {count}\n\n{entries}"
    # In HTML no code span is Markdown's; a mention is none in `code` either.
    title = html.escape(printable(section.title))
    title = title if section.is_named else f"<code>{title}</code>"
    return f"\n<details><summary>{title} {count}</summary>\n\n{entries}\n</details>\n"


def _entry(said: Phrase) -> str:
    lead, items = _inline(said.lead), [_inline(each) for each in said.items]
    where = ", ".join(_inline((each,)) for each in said.where)
    place = f", in {where}" if where else ""
    if said.is_list:
        return f"- {lead}{place}:\n" + "".join(f"  - {item}\n" for item in items)
    if len(items) > _MOST:
        items = [*items[:_MOST], f"and {len(items) - _MOST:,} more"]
    told = f"{lead}: {', '.join(items)}" if items else lead
    return f"- {told}{place}\n"


def _inline(fragments: Iterable[Fragment]) -> str:
    return "".join(
        _code(each.text) if isinstance(each, Code) else each for each in fragments
    )


def _code(text: str) -> str:
    """A code span that holds just `text`, on one line, whatever backticks are in it."""
    shown = printable(text) or " "
    longest = max(map(len, _BACKTICKS.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{gap}{shown}{gap}{fence}"
