"""Write a report as Markdown for a pull request; changes that do not break callers are collapsed.

Strings from the document only appear in code spans, where Markdown has no mentions, links or HTML
(GitHub Flavored Markdown, "Code spans").
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from generator.core.markdown import code_span
from generator.core.text import printable
from generator.interface_diff.report.describe_changes import (
    Code,
    Description,
    Fragment,
    describe_counts,
    describe_entry,
    describe_totals,
)
from generator.interface_diff.report.report import Report, Section

# In characters. GitHub accepts 65,536 in a description, which may have other text as well.
DEFAULT_LIMIT = 60_000
# Always enough for the head of a report and the number of omitted changes.
MIN_LIMIT = 1_000
_MAX_TITLE_LENGTH = 100
# Entries list this many items; the others are only counted.
_MAX_ITEMS = 20


def render_markdown(report: Report, limit: int = DEFAULT_LIMIT) -> str:
    """Return the report as Markdown of at most `limit` characters, at least `MIN_LIMIT`.

    If the report is too long, sections are omitted from the end and their changes counted.
    """
    head, counts = _head(report), _counts(report)
    sections = list(_sections(report))
    complete = "".join([head, counts, *(section for _, section in sections)])
    if len(complete) <= limit:
        return complete
    remaining = limit - len(head) - len(_omission(len(report.changes)))
    parts = [head]
    omitted = 0
    for count, part in ((0, counts), *sections):
        # After the first omitted section no other one is added, since they are less important.
        if omitted or len(part) > remaining:
            omitted += count
            continue
        remaining -= len(part)
        parts.append(part)
    return "".join([*parts, _omission(omitted)])


def _head(report: Report) -> str:
    old, new = (_code_span(_shorten(title)) for title in (report.old, report.new))
    return f"## {old} → {new}\n\n**{describe_totals(report)}**\n"


def _shorten(title: str) -> str:
    """Cut out the middle of a title that is too long."""
    shown = printable(title)
    if len(shown) <= _MAX_TITLE_LENGTH:
        return shown
    half = _MAX_TITLE_LENGTH // 2
    return f"{shown[:half]}…{shown[-half:]}"


def _counts(report: Report) -> str:
    lines = "".join(
        f"- {subject}: {counts}\n" for subject, counts in describe_counts(report)
    )
    return f"\n{lines}" if lines else ""


def _omission(count: int) -> str:
    return f"\n{count:,} more changes omitted; `codegen diff` lists them as text.\n"


def _sections(report: Report) -> Iterator[tuple[int, str]]:
    """Yield the number of changes and the Markdown of each section.

    Headings are part of the first section below them, so that they are omitted together.
    """
    for heading, sections, is_open in (
        ("### Breaking changes", report.breaking, True),
        ("### Other changes", report.others, False),
    ):
        for index, section in enumerate(sections):
            prefix = "" if index else f"\n{heading}\n"
            yield section.count, prefix + _section(section, is_open)


def _section(section: Section, is_open: bool) -> str:
    entries = "".join(_entry(describe_entry(entry)) for entry in section.entries)
    count = f"({section.count:,})"
    if is_open:
        title = _code_span(section.title) if section.is_resource else section.title
        return f"\n#### {title} {count}\n\n{entries}"
    # Markdown has no code spans inside HTML; `<code>` also disables mentions.
    title = html.escape(printable(section.title))
    title = f"<code>{title}</code>" if section.is_resource else title
    return f"\n<details><summary>{title} {count}</summary>\n\n{entries}\n</details>\n"


def _entry(description: Description) -> str:
    lead = _inline(description.lead)
    items = [_inline(item) for item in description.items]
    owners = ", ".join(_inline([owner]) for owner in description.owners)
    suffix = f", in {owners}" if owners else ""
    if description.is_list:
        return f"- {lead}{suffix}:\n" + "".join(f"  - {item}\n" for item in items)
    if len(items) > _MAX_ITEMS:
        items = [*items[:_MAX_ITEMS], f"and {len(items) - _MAX_ITEMS:,} more"]
    sentence = f"{lead}: {', '.join(items)}" if items else lead
    return f"- {sentence}{suffix}\n"


def _inline(fragments: Iterable[Fragment]) -> str:
    return "".join(
        _code_span(fragment.source) if isinstance(fragment, Code) else fragment
        for fragment in fragments
    )


def _code_span(source: str) -> str:
    return code_span(printable(source))
