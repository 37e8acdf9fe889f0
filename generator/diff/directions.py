"""Which types callers send, and which they receive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from generator.diff.annotations import names_in
from generator.diff.interface import Interface, annotations_of


@dataclass(frozen=True, slots=True)
class Directions:
    """The names of types by the way they go; one may go both."""

    sent: frozenset[str]
    received: frozenset[str]


def directions_of(interface: Interface) -> Directions:
    """What the operations of `interface` take, and what they give or fail with, and webhooks give.

    A type that none of them mentions is received if it is a model: an event may bring it.
    """
    mentions = mentions_of(interface)
    sent: set[str] = set()
    received: set[str] = set()
    for operation in interface.operations:
        sent.update(*(names_in(each.annotation) for each in operation.arguments))
        received.update(*map(names_in, (operation.result, *operation.failures)))
    received.update(*(names_in(each.annotation) for each in interface.webhooks))
    sent, received = reached(mentions, sent), reached(mentions, received)
    mentioned = sent | received
    for each in interface.types:
        if each.name not in mentioned:
            kind = sent if each.module.startswith("inputs.") else received
            kind.add(each.name)
    return Directions(frozenset(sent), frozenset(received))


def mentions_of(interface: Interface) -> dict[str, set[str]]:
    """The names that each type mentions."""
    return {
        each.name: {
            name for annotation in annotations_of(each) for name in names_in(annotation)
        }
        for each in interface.types
    }


def reached(mentions: Mapping[str, Set[str]], names: Iterable[str]) -> set[str]:
    """The types among `names`, and those that they mention, directly or through others."""
    found: set[str] = set()
    waiting = {name for name in names if name in mentions}
    while waiting:
        found |= waiting
        named = set[str]().union(*(mentions[name] for name in waiting))
        waiting = (named & mentions.keys()) - found
    return found
