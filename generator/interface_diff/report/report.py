"""Order changes for readers: breaking ones first, by resource, equal ones combined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.interface_diff.compare.change import Change
from generator.interface_diff.interface.client_interface import ClientInterface
from generator.interface_diff.rules.rule import Rule
from generator.interface_diff.rules.rule_table import RULES

WHOLE_CLIENT = "whole client"
SHARED_TYPES = "shared types"
SEVERAL_RESOURCES = "several resources"
# A change that occurs in this many resources is listed once, for all of them.
_MIN_SEVERAL = 4
_CLIENT_SUBJECTS = (
    *("client", "credential", "header", "export", "option"),
    *("exception", "error"),
)
# Changes of these subjects share one entry per rule; others have one entry per owner.
_OWNERLESS_SUBJECTS = (
    *_CLIENT_SUBJECTS,
    *("server", "resource", "operation", "webhook", "type"),
)
_RULE_ORDER = {id_: position for position, id_ in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Entry:
    """Changes under one rule that are written as one sentence.

    All `changes` occur at all `owners`; an empty owner means that each change names its own.
    """

    rule: Rule
    owners: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one resource, or of one of the groups that are not resources.

    `count` is the number of changes, which is more than entries list if they combine some.
    """

    title: str
    entries: tuple[Entry, ...]
    count: int

    @property
    def is_resource(self) -> bool:
        """Whether the title is the name of a resource."""
        return self.title not in (WHOLE_CLIENT, SHARED_TYPES, SEVERAL_RESOURCES)


@dataclass(frozen=True, slots=True)
class Report:
    """The changes between two versions of a client.

    `old` and `new` identify the versions. Every change is in one section of `breaking` or
    `others`.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    breaking: tuple[Section, ...]
    others: tuple[Section, ...]

    @property
    def breaking_count(self) -> int:
        """The number of changes that break callers."""
        return sum(change.breaking for change in self.changes)


def build_report(
    old: ClientInterface,
    new: ClientInterface,
    changes: tuple[Change, ...],
    locations: tuple[str, str] = ("", ""),
) -> Report:
    """Build the report of the `changes` between two interfaces.

    `locations`, the paths or URLs of both, identify the versions if title and version are equal.
    """
    before, after = (
        f"{interface.title} {interface.version}".strip() for interface in (old, new)
    )
    if before == after and all(locations):
        before, after = (f"{before} ({location})".strip() for location in locations)
    return Report(
        old=before,
        new=after,
        changes=changes,
        breaking=_sections(tuple(change for change in changes if change.breaking)),
        others=_sections(tuple(change for change in changes if not change.breaking)),
    )


def _sections(changes: tuple[Change, ...]) -> tuple[Section, ...]:
    resources = _resources_by_identity(changes)
    by_title: dict[str, list[Change]] = {}
    for change in changes:
        is_in_several = len(resources[_identity(change)]) >= _MIN_SEVERAL
        title = SEVERAL_RESOURCES if is_in_several else _section_title(change)
        by_title.setdefault(title, []).append(change)
    sections = [
        Section(title, _entries(section_changes), len(section_changes))
        for title, section_changes in by_title.items()
    ]
    return tuple(sorted(sections, key=_section_order))


def _section_title(change: Change) -> str:
    if change.rule.subject in _CLIENT_SUBJECTS:
        return WHOLE_CLIENT
    return change.resource or SHARED_TYPES


def _section_order(section: Section) -> tuple[object, ...]:
    """Breaking changes of the whole client, several resources, resources, everything else.

    Resources are ordered by the number of changed operations, then by the number of changes.
    """
    is_breaking_client = (
        section.title == WHOLE_CLIENT and section.entries[0].rule.breaking
    )
    operation_count = sum(
        len(entry.changes)
        for entry in section.entries
        if entry.rule.subject == "operation"
    )
    return (
        not is_breaking_client,
        section.title != SEVERAL_RESOURCES,
        section.title in (WHOLE_CLIENT, SHARED_TYPES),
        -operation_count,
        -section.count,
        section.title,
    )


def _identity(change: Change) -> tuple[str, ...]:
    """A key that is equal for the same change at several owners."""
    if change.rule.subject in _OWNERLESS_SUBJECTS or not change.name:
        return change.rule.id, change.owner, change.name
    return change.rule.id, "", change.name, change.before, change.after


def _resources_by_identity(
    changes: Iterable[Change],
) -> Mapping[tuple[str, ...], set[str]]:
    resources: dict[tuple[str, ...], set[str]] = {}
    for change in changes:
        resources.setdefault(_identity(change), set()).add(change.resource)
    return resources


def _entries(changes: Iterable[Change]) -> tuple[Entry, ...]:
    """Combine changes under the same rule that occur at the same owners."""
    by_identity: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        by_identity.setdefault(_identity(change), []).append(change)
    by_owners: dict[tuple[str, tuple[str, ...]], list[Change]] = {}
    for same_changes in by_identity.values():
        first = same_changes[0]
        owners = tuple(dict.fromkeys(change.owner for change in same_changes))
        if first.rule.subject in _OWNERLESS_SUBJECTS:
            owners = ("",)
        by_owners.setdefault((first.rule.id, owners), []).append(first)
    entries = (
        Entry(entry_changes[0].rule, owners, tuple(entry_changes))
        for (_, owners), entry_changes in by_owners.items()
    )
    return tuple(sorted(entries, key=_entry_order))


def _entry_order(entry: Entry) -> tuple[object, ...]:
    return (
        _RULE_ORDER[entry.rule.id],
        len(entry.owners) < 2,
        entry.owners,
        entry.changes[0].name,
    )
