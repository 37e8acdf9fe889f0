"""Which resource a thing belongs to, for those who read the changes of one resource together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.diff.annotations import names_in
from generator.diff.directions import mentions_of, reached
from generator.diff.interface import Interface, Operation, resource_of

_SHARED = ""


def homes_of_resources(interface: Interface) -> dict[str, str]:
    """The resource that the changes of each are told with: itself, or the one that it is part of.

    What is below the leading resource of its module, as `customers.sources` is below `customers`,
    is read together with that; what merely lies in the same module is not.
    """
    homes: dict[str, str] = {}
    for operations in _by_module(interface.operations).values():
        lead = _leading(operations)
        for resource in map(resource_of, operations):
            is_below = resource.startswith(f"{lead}.")
            homes.setdefault(resource, lead if is_below else resource)
    return homes


def _leading(operations: Iterable[Operation]) -> str:
    """Of the resources of one module the one nearest to the client, then the largest."""
    counts = Counter(map(resource_of, operations))
    return min(counts, key=lambda each: (each.count("."), -counts[each], each))


def resources_of_types(interface: Interface) -> dict[str, str]:
    """The resource that each type belongs to; empty for what many have a use for.

    A module of types goes as one: to the operations that mention it most, of these to those that
    it is named like; one that none mentions goes to the only ones that reach it.
    """
    types = {each.name: each for each in interface.types}
    mentions = mentions_of(interface)
    direct: dict[str, Counter[str]] = {}
    reaching: dict[str, set[str]] = {}
    modules = _by_module(interface.operations)
    for resource, operations in modules.items():
        for name in _mentioned(operations):
            if name in types:
                home = types[name].module
                direct.setdefault(home, Counter())[resource] += 1
        for name in reached(mentions, _mentioned(operations)):
            reaching.setdefault(types[name].module, set()).add(resource)
    homes = {each.module for each in interface.types}
    resources = {
        home: _resource(home, direct.get(home, Counter()), reaching.get(home, set()))
        for home in homes
    }
    leading = {name: _leading(each) for name, each in modules.items()}
    return {
        each.name: leading.get(resources[each.module], _SHARED)
        for each in interface.types
    }


def _by_module(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    modules: dict[str, list[Operation]] = {}
    for each in operations:
        modules.setdefault(each.module, []).append(each)
    return modules


def _mentioned(operations: Iterable[Operation]) -> list[str]:
    return [
        name
        for each in operations
        for annotation in (each.result, *(a.annotation for a in each.arguments))
        for name in names_in(annotation)
    ]


def _resource(home: str, direct: Counter[str], reaching: set[str]) -> str:
    stem = home.partition(".")[2].removesuffix("_responses")
    named = [each for each in (stem, f"{stem}s", f"{stem}es") if each in direct]
    if named:
        return named[0]
    if direct:
        return min(direct, key=lambda each: (-direct[each], each))
    return next(iter(reaching)) if len(reaching) == 1 else _SHARED
