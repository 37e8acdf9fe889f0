"""Find which types callers send and which they receive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from generator.interface_diff.interface.annotations import names_in
from generator.interface_diff.interface.client_interface import (
    ClientInterface,
    annotations_of_type,
)


@dataclass(frozen=True, slots=True)
class TypeDirections:
    """The names of types that callers send and receive; a type may be in both sets."""

    sent: frozenset[str]
    received: frozenset[str]


def find_type_directions(interface: ClientInterface) -> TypeDirections:
    """Return the directions of all types of an interface.

    Types reachable from arguments are sent; those reachable from results, error responses and
    webhooks are received. Of the types reachable from none of them, those in `inputs` count as
    sent and models as received, since the payload of an event may contain them.
    """
    references = type_references(interface)
    sent: set[str] = set()
    received: set[str] = set()
    for operation in interface.operations:
        for argument in operation.arguments:
            sent.update(names_in(argument.annotation))
        received.update(*map(names_in, (operation.result, *operation.failures)))
    for webhook in interface.webhooks:
        received.update(names_in(webhook.annotation))
    sent = reachable_types(references, sent)
    received = reachable_types(references, received)
    reachable = sent | received
    for declared in interface.types:
        if declared.name not in reachable:
            direction = sent if declared.module.startswith("inputs.") else received
            direction.add(declared.name)
    return TypeDirections(frozenset(sent), frozenset(received))


def type_references(interface: ClientInterface) -> dict[str, set[str]]:
    """Return the names in the declaration of each type, by the name of the type."""
    return {
        declared.name: {
            name
            for annotation in annotations_of_type(declared)
            for name in names_in(annotation)
        }
        for declared in interface.types
    }


def reachable_types(
    references: Mapping[str, Set[str]], roots: Iterable[str]
) -> set[str]:
    """Return the types among `roots` and all types that they reference, transitively."""
    reachable: set[str] = set()
    pending = {name for name in roots if name in references}
    while pending:
        reachable |= pending
        referenced = set[str]().union(*(references[name] for name in pending))
        pending = (referenced & references.keys()) - reachable
    return reachable
