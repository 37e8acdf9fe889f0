"""A report as Markdown for a pull request: what breaks in the open, the rest folded.

What comes from the document stands in code spans only, where Markdown has no mentions, links or
HTML (GitHub Flavored Markdown, 6.1).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from generator.diff.phrases import Code, Fragment, Phrase, headline, phrase, tally
from generator.diff.report import Report, Section
from generator.printable import printable

# GitHub takes 65,536 characters; what people write around it needs some as well.
LIMIT = 60_000
# So many names are read one after the other; the rest is counted.
_MOST = 20
_BACKTICKS = re.compile("`+")


def markdown(report: Report, limit: int = LIMIT) -> str:
    """`report` as Markdown of about `limit` characters at most.

    What breaks callers comes first, and so has the room that there is; what has none is counted.
    """
    parts = list(_head(report))
    left = limit - sum(map(len, parts))
    omitted: list[Section] = []
    for heading, sections, is_open in (
        ("### Breaking changes", report.breaking, True),
        ("### Other changes", report.others, False),
    ):
        if sections:
            parts.append(f"\n{heading}\n")
        for section in sections:
            text = _section(section, is_open)
            # Once there is no room, what weighs less is not to take the place of what weighs more.
            if omitted or len(text) > left:
                omitted.append(section)
                continue
            left -= len(text)
            parts.append(text)
    if omitted:
        count = sum(each.count for each in omitted)
        parts.append(f"\n{count:,} more changes are told by `codegen diff` as text.\n")
    return "".join(parts)


def _head(report: Report) -> Iterator[str]:
    yield f"## {_code(report.old)} → {_code(report.new)}\n\n**{headline(report)}**\n"
    if report.changes:
        yield "\n"
    for subject, counts in tally(report):
        yield f"- {subject}: {counts}\n"


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
