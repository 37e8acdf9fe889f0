"""Entries of a report in words: text, and between it the code that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.diff.changes import Change
from generator.diff.report import Entry, Report
from generator.diff.rule import Subject

# Longer than this, what changed is told without what stayed.
_LONG = 72
# Where the rule says what became of a thing, its name is enough.
_SAID_BY_RULE = frozenset({"field-may-be-none"})
_SUBJECTS: tuple[Subject, ...] = (
    "operation",
    "argument",
    "result",
    "webhook",
    "type",
    "field",
    "value",
    "exception",
    "resource",
    "option",
    "server",
    "client",
)


@dataclass(frozen=True, slots=True)
class Code:
    """A name, an annotation or a value; it may come from the document, and be anything."""

    text: str


Fragment: TypeAlias = Code | str


@dataclass(frozen=True, slots=True)
class Phrase:
    """`Customer: fields removed` as `lead`, what they are as `items`, and where, if in several."""

    lead: tuple[Fragment, ...]
    items: tuple[tuple[Fragment, ...], ...]
    where: tuple[Fragment, ...]
    # Whether the items are long, and read better below one another.
    is_list: bool


def phrase(entry: Entry) -> Phrase:
    """An entry in words."""
    owner = entry.owners[0] if len(entry.owners) == 1 else ""
    lead: list[Fragment] = [Code(owner), ": "] if owner else []
    details = (tuple(_detail(change)) for change in entry.changes)
    return Phrase(
        lead=(*lead, f"{_counted(entry)} {entry.rule.short}"),
        items=tuple(each for each in details if each),
        where=tuple(map(Code, entry.owners)) if len(entry.owners) > 1 else (),
        is_list=entry.rule.kind == "changed"
        and entry.rule.id not in _SAID_BY_RULE
        and len(entry.changes) > 1
        and any(each.before or each.after for each in entry.changes),
    )


def headline(report: Report) -> str:
    """`212 breaking changes, 3,778 others`."""
    breaking = sum(each.breaking for each in report.changes)
    others = len(report.changes) - breaking
    if not report.changes:
        return "no changes for callers"
    count = f"{breaking:,}" if breaking else "no"
    return (
        f"{count} breaking {_plural('change', breaking)}, "
        f"{others:,} {'other' if others == 1 else 'others'}"
    )


def tally(report: Report) -> Iterator[tuple[str, str]]:
    """For each subject, how many were added, removed, renamed and changed: the breaking apart."""
    counts = Counter(
        (each.rule.subject, each.rule.kind, each.breaking) for each in report.changes
    )
    for subject in _SUBJECTS:
        parts = []
        for kind in ("removed", "renamed", "changed", "added"):
            breaking, safe = (counts[subject, kind, each] for each in (True, False))
            if breaking + safe:
                some = f"{breaking:,} " if safe else ""
                note = f" ({some}breaking)" if breaking else ""
                parts.append(f"{breaking + safe:,} {kind}{note}")
        if parts:
            yield subject if subject == "client" else f"{subject}s", ", ".join(parts)


def _counted(entry: Entry) -> str:
    count = len(entry.changes)
    word = _plural(entry.rule.subject, count)
    return f"{count:,} {word}" if count > 9 else word


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _detail(change: Change) -> Iterator[Fragment]:
    """One change, its owner apart where several of one owner are told."""
    match change.rule.subject, change.rule.kind:
        case "operation", _:
            yield from _operation(change)
        case "type", "renamed":
            yield Code(_became(change))
        case ("type" | "resource" | "exception" | "server" | "webhook"), (
            "added" | "removed"
        ):
            yield Code(change.owner)
        case "type" | "exception" | "client" | "webhook", _:
            yield Code(change.owner)
            if change.before or change.after:
                yield " "
                yield Code(_became(change))
        case "argument" | "field", "added":
            yield Code(f"{change.name}: {change.after}")
        case "argument", "renamed":
            yield Code(_became(change))
        case _ if change.rule.id in _SAID_BY_RULE:
            yield Code(change.name)
        case "argument" | "field", "removed":
            yield Code(change.name)
        case _ if change.before or change.after:
            name = f"{change.name}: " if change.name else ""
            yield Code(f"{name}{_became(change)}")
        case _ if change.name:
            yield Code(change.name)


def _operation(change: Change) -> Iterator[Fragment]:
    yield Code(change.owner)
    if change.rule.kind in ("added", "removed"):
        yield " ("
        yield Code(change.function)
        yield ")"
    elif change.before:
        yield " "
        yield Code(f"{change.before} → {change.after}")


def _became(change: Change) -> str:
    """`old → new`; of what is long only the difference."""
    whole = f"{change.before or 'nothing'} → {change.after or 'nothing'}"
    if len(whole) <= _LONG or not (change.lost or change.gained):
        return whole
    lost = f"without {change.lost}" if change.lost else ""
    gained = f"with {change.gained}" if change.gained else ""
    difference = ", ".join(filter(None, (lost, gained)))
    return difference if len(difference) < len(whole) else whole
