"""Changes in the order in which they are read: what breaks first, resource by resource, folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.diff.changes import Change
from generator.diff.interface import Interface
from generator.diff.rule import Rule
from generator.diff.rules import RULES

WHOLE_CLIENT = "the client as a whole"
SHARED_TYPES = "types that several resources share"
SEVERAL = "the same in several resources"
# From so many resources on, the same change is told once for all of them.
_SEVERAL = 4
_OF_CLIENT = ("client", "option", "exception")
# These are told all together, others for each owner.
_TOGETHER = (*_OF_CLIENT, "server", "resource", "operation", "webhook", "type")
_RANK = {id_: rank for rank, id_ in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Entry:
    """Changes by one rule that are told in one breath.

    Each of `changes` took place at each of `owners`; one that is empty is told by the change.
    """

    rule: Rule
    owners: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one resource, or of what is in none."""

    title: str
    entries: tuple[Entry, ...]
    count: int

    @property
    def is_named(self) -> bool:
        """Whether the title is one of ours, and not the name of a resource."""
        return self.title in (WHOLE_CLIENT, SHARED_TYPES, SEVERAL)


@dataclass(frozen=True, slots=True)
class Report:
    """All changes from `old` to `new`, each once: those that break, then the others."""

    old: str
    new: str
    changes: tuple[Change, ...]
    breaking: tuple[Section, ...]
    others: tuple[Section, ...]


def report(
    old: Interface,
    new: Interface,
    changes: tuple[Change, ...],
    places: tuple[str, str] = ("", ""),
) -> Report:
    """`changes` for readers; `old` and `new` are what they lie between.

    `places` say where the two were read: they are told where title and version are the same.
    """
    before, after = (f"{each.title} {each.version}".strip() for each in (old, new))
    if before == after and all(places):
        before, after = (f"{before} ({each})".strip() for each in places)
    return Report(
        old=before,
        new=after,
        changes=changes,
        breaking=_sections(each for each in changes if each.breaking),
        others=_sections(each for each in changes if not each.breaking),
    )


def _sections(changes: Iterable[Change]) -> tuple[Section, ...]:
    """A section for each resource, the most weighty first."""
    found = tuple(changes)
    resources = _resources_of_same(found)
    grouped: dict[str, list[Change]] = {}
    for change in found:
        is_everywhere = len(resources[_same(change)]) >= _SEVERAL
        title = SEVERAL if is_everywhere else _title(change)
        grouped.setdefault(title, []).append(change)
    sections = [
        Section(title, _entries(members), len(members))
        for title, members in grouped.items()
    ]
    return tuple(sorted(sections, key=_weight))


def _title(change: Change) -> str:
    if change.rule.subject in _OF_CLIENT:
        return WHOLE_CLIENT
    return change.resource or SHARED_TYPES


def _weight(section: Section) -> tuple[object, ...]:
    """What breaks the whole client is first, then what is so everywhere.

    Resources follow by the number of their operations that came or went, and by their size.
    """
    is_first = section.title == WHOLE_CLIENT and section.entries[0].rule.breaking
    operations = sum(
        len(each.changes)
        for each in section.entries
        if each.rule.subject == "operation"
    )
    return (
        not is_first,
        section.title != SEVERAL,
        section.title in (WHOLE_CLIENT, SHARED_TYPES),
        -operations,
        -section.count,
        section.title,
    )


def _same(change: Change) -> tuple[str, ...]:
    """What two changes have in common that are the same one in two places."""
    if change.rule.subject in _TOGETHER or not change.name:
        return change.rule.id, change.owner, change.name
    return change.rule.id, "", change.name, change.before, change.after


def _resources_of_same(changes: Iterable[Change]) -> Mapping[tuple[str, ...], set[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for change in changes:
        found.setdefault(_same(change), set()).add(change.resource)
    return found


def _entries(changes: list[Change]) -> tuple[Entry, ...]:
    """`changes` folded: those by one rule that took place at the same owners are one entry."""
    places: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        places.setdefault(_same(change), []).append(change)
    told: dict[tuple[str, tuple[str, ...]], list[Change]] = {}
    for same in places.values():
        first = same[0]
        owners = tuple(dict.fromkeys(each.owner for each in same))
        if first.rule.subject in _TOGETHER:
            owners = ("",)
        told.setdefault((first.rule.id, owners), []).append(first)
    entries = (
        Entry(members[0].rule, owners, tuple(members))
        for (_, owners), members in told.items()
    )
    return tuple(sorted(entries, key=_order))


def _order(entry: Entry) -> tuple[object, ...]:
    first = entry.changes[0]
    return _RANK[entry.rule.id], len(entry.owners) < 2, entry.owners, first.name
