"""Limits on nesting, size and reported problems of documents, the same for JSON and YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from generator.core.diagnostics import Diagnostic
from generator.core.json import Json

# Levels of objects and arrays. Stripe's document has 26. Later stages recurse over documents
# within this limit, and the validator needs several of Python's frames per level.
MAX_DEPTH = 100
# Values after all YAML aliases are expanded: several times the largest document known to us.
MAX_VALUES = 5_000_000

# Problems of syntax in one file that are reported one by one.
MAX_PROBLEMS = 100


def first_problems(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first `MAX_PROBLEMS` of `problems`, and how many more there are, located at the next."""
    waiting = iter(problems)
    yield from islice(waiting, MAX_PROBLEMS)
    following = next(waiting, None)
    if following is not None:
        more = 1 + sum(1 for _ in waiting)
        noun = "problem" if more == 1 else "problems"
        message = f"and {more:,} more {noun} in this file"
        yield replace(following, message=message, hint=None)


def depth(tree: Json) -> int:
    """The number of nested objects and arrays in `tree`; 0 for a scalar.

    Values that `tree` shares are visited once per use.
    """
    level = [tree]
    levels = 0
    while level := [node for node in level if isinstance(node, dict | list)]:
        levels += 1
        level = [child for node in level for child in _members(node)]
    return levels


def _members(node: dict[str, Json] | list[Json]) -> Json:
    return node.values() if isinstance(node, dict) else node
