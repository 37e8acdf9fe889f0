"""Which resource a type belongs to, for those who read the changes of one resource together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.diff.annotations import names_in
from generator.diff.directions import mentions_of, reached
from generator.diff.interface import Interface, Operation

_SHARED = ""


def resources_of_types(interface: Interface) -> dict[str, str]:
    """The module of `operations` that each type belongs to; empty for what many have a use for.

    A module of types goes as one: to the operations that mention it most, of these to those that
    it is named like; one that none mentions goes to the only ones that reach it.
    """
    types = {each.name: each for each in interface.types}
    mentions = mentions_of(interface)
    direct: dict[str, Counter[str]] = {}
    reaching: dict[str, set[str]] = {}
    for resource, operations in _by_module(interface.operations).items():
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
    return {each.name: resources[each.module] for each in interface.types}


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
