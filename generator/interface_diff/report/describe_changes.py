"""Describe the entries of a report in words, shared by the text and Markdown formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.interface_diff.compare.change import Change
from generator.interface_diff.report.report import Entry, Report
from generator.interface_diff.rules.rule import Kind, Subject

# Longer pairs of annotations are shortened to their differences.
_MAX_PAIR_LENGTH = 72
# Rules whose label implies the change of the annotation.
_SELF_EXPLANATORY = frozenset({"field-may-be-none"})
# Rules about one media type of the request body, which a change has before or after.
_ABOUT_MEDIA_TYPES = frozenset({"body-argument-removed", "body-argument-needed"})
_SUBJECT_ORDER: tuple[Subject, ...] = (
    "operation",
    "argument",
    "body",
    "result",
    "response",
    "webhook",
    "type",
    "key",
    "field",
    "value",
    "tag",
    "exception",
    "error",
    "resource",
    "export",
    "option",
    "server",
    "header",
    "credential",
    "client",
)
_KIND_ORDER: tuple[Kind, ...] = ("removed", "renamed", "changed", "added")


@dataclass(frozen=True, slots=True)
class Code:
    """A name, annotation or value. It comes from the document, so writers must escape it."""

    source: str


Fragment: TypeAlias = Code | str


@dataclass(frozen=True, slots=True)
class Description:
    """An entry in words: `Customer: fields removed` as `lead`, the fields as `items`.

    `owners` is only set if there are several. `is_list` says that the items are too long for one
    line.
    """

    lead: tuple[Fragment, ...]
    items: tuple[tuple[Fragment, ...], ...]
    owners: tuple[Code, ...]
    is_list: bool


def describe_entry(entry: Entry) -> Description:
    """Return the description of an entry."""
    has_owner = len(entry.owners) == 1 and entry.owners[0] != ""
    lead: list[Fragment] = [Code(entry.owners[0]), ": "] if has_owner else []
    items = (tuple(_item(change)) for change in entry.changes)
    return Description(
        lead=(*lead, f"{_counted_subject(entry)} {entry.rule.label}"),
        items=tuple(item for item in items if item),
        owners=tuple(map(Code, entry.owners)) if len(entry.owners) > 1 else (),
        is_list=entry.rule.kind == "changed"
        and entry.rule.id not in _SELF_EXPLANATORY
        and len(entry.changes) > 1
        and any(change.before or change.after for change in entry.changes),
    )


def describe_totals(report: Report) -> str:
    """Return a line such as `212 breaking changes, 3,778 others`."""
    if not report.changes:
        return "no changes for callers"
    breaking = report.breaking_count
    others = len(report.changes) - breaking
    count = f"{breaking:,}" if breaking else "no"
    return (
        f"{count} breaking {_plural('change', breaking)}, "
        f"{others:,} {'other' if others == 1 else 'others'}"
    )


def describe_counts(report: Report) -> Iterator[tuple[str, str]]:
    """Yield each changed subject with its counts: `fields`, `66 removed (breaking), 9 added`."""
    counts = Counter(
        (change.rule.subject, change.rule.kind, change.breaking)
        for change in report.changes
    )
    for subject in _SUBJECT_ORDER:
        parts = []
        for kind in _KIND_ORDER:
            breaking, others = counts[subject, kind, True], counts[subject, kind, False]
            if breaking + others:
                breaking_part = f"{breaking:,} " if others else ""
                note = f" ({breaking_part}breaking)" if breaking else ""
                parts.append(f"{breaking + others:,} {kind}{note}")
        if parts:
            name = subject if subject == "client" else _plural(subject, 2)
            yield name, ", ".join(parts)


def _counted_subject(entry: Entry) -> str:
    """The subject, with the number of changes if there are too many to count at a glance."""
    count = len(entry.changes)
    subject = _plural(entry.rule.subject, count)
    return f"{count:,} {subject}" if count > 9 else subject


def _plural(noun: str, count: int) -> str:
    if count == 1:
        return noun
    return f"{noun.removesuffix('y')}ies" if noun == "body" else f"{noun}s"


def _item(change: Change) -> Iterator[Fragment]:
    """Describe one change; the owner is included if the entry has no owner."""
    match change.rule.subject, change.rule.kind:
        case "operation", _:
            yield from _operation_item(change)
        case "type", "renamed":
            yield Code(_before_and_after(change))
        case (
            ("type" | "resource" | "exception" | "export" | "server" | "webhook"),
            ("added" | "removed"),
        ):
            yield Code(change.owner)
        case "type" | "exception" | "error" | "client" | "webhook" | "server", _:
            yield Code(change.owner)
            if change.before or change.after:
                yield " "
                yield Code(_before_and_after(change))
        case "argument" | "field", "added":
            yield Code(f"{change.name}: {change.after}")
        case "argument", _ if change.rule.id in _ABOUT_MEDIA_TYPES:
            yield Code(change.name)
            yield " in "
            yield Code(change.before or change.after)
        case "argument", "renamed":
            yield Code(_before_and_after(change))
        case _ if change.rule.id in _SELF_EXPLANATORY:
            yield Code(change.name)
        case "argument" | "field", "removed":
            yield Code(change.name)
        case _ if change.before or change.after:
            name = f"{change.name}: " if change.name else ""
            yield Code(f"{name}{_before_and_after(change)}")
        case _ if change.name:
            yield Code(change.name)


def _operation_item(change: Change) -> Iterator[Fragment]:
    yield Code(change.owner)
    if change.rule.kind in ("added", "removed"):
        yield " ("
        yield Code(change.function)
        yield ")"
    elif change.before:
        yield " "
        yield Code(f"{change.before} → {change.after}")


def _before_and_after(change: Change) -> str:
    """`old → new`, or only what differs if that is too long and the difference is shorter."""
    pair = f"{change.before or 'nothing'} → {change.after or 'nothing'}"
    if len(pair) <= _MAX_PAIR_LENGTH or not (change.lost or change.gained):
        return pair
    lost = f"without {change.lost}" if change.lost else ""
    gained = f"with {change.gained}" if change.gained else ""
    difference = ", ".join(filter(None, (lost, gained)))
    return difference if len(difference) < len(pair) else pair
