"""What a mutation is, and what mutations of every kind need."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias, TypeVar

from tests.oracle.documents import Tree
from tests.oracle.samples import resolve

_T = TypeVar("_T")
# Changes a document in place; raises `NotApplicable` if the document has no such place.
Change: TypeAlias = Callable[[Tree, Random], None]


class NotApplicable(Exception):
    """The document has nothing that the mutation changes."""


@dataclass(frozen=True)
class Mutation:
    """A named change."""

    name: str
    change: Change

    def apply(self, tree: Tree, random: Random) -> Tree | None:
        """Return the changed document, or None if the mutation does not change it."""
        changed = copy.deepcopy(tree)
        try:
            self.change(changed, random)
        except NotApplicable:
            return None
        is_same = changed == tree and repr(changed) == repr(tree)
        return None if is_same else changed


MUTATIONS: list[Mutation] = []


def mutation(function: Change) -> Change:
    """Add a function to the table, under its name in words."""
    MUTATIONS.append(Mutation(function.__name__.replace("_", " "), function))
    return function


def pick(random: Random, choices: Sequence[_T]) -> _T:
    """Choose one of `choices`."""
    if not choices:
        raise NotApplicable
    return random.choice(choices)


def rename_key(mapping: Tree, old: str, new: str) -> None:
    """Rename a key and keep its position."""
    if new in mapping:
        raise NotApplicable
    items = [(new if key == old else key, value) for key, value in mapping.items()]
    mapping.clear()
    mapping.update(items)


def other(random: Random, values: Sequence[Any], current: Any) -> Any:
    """Choose one of `values` other than the current one."""
    return pick(random, [value for value in values if value != current])


def add_parameter(operation: Tree, name: str, place: str, required: bool) -> None:
    """Add a string parameter, unless the operation has one like it."""
    declared = operation.setdefault("parameters", [])
    if any((p["name"].lower(), p["in"]) == (name.lower(), place) for p in declared):
        raise NotApplicable
    parameter: Tree = {"name": name, "in": place, "schema": {"type": "string"}}
    if required:
        parameter["required"] = True
    declared.append(parameter)


def argument_names(tree: Tree, operation: Tree) -> list[tuple[str, str]]:
    """Return (wire name, place) of everything that is an argument."""
    names = [(p["name"], p["in"]) for p in operation.get("parameters", [])]
    for media in operation.get("requestBody", {}).get("content", {}).values():
        schema = resolve(tree, media["schema"])
        names += [(name, "body") for name in schema.get("properties", {})]
    return names


def spellings(name: str) -> list[str]:
    """Return other wire names that are spelled alike in Python."""
    return [
        name.capitalize(),
        f"{name}<",
        f"{name[:2]}-{name[2:]}",
        f"{name}>",
        f"-{name}",
    ]
