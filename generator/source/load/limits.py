"""Limits on the nesting and the size of documents, the same for JSON and YAML."""

from __future__ import annotations

from generator.core.json import Json

# Levels of objects and arrays. Stripe's document has 26. Later stages recurse over documents
# within this limit, and the validator needs several of Python's frames per level.
MAX_DEPTH = 100
# Values after all YAML aliases are expanded: several times the largest document known to us.
MAX_VALUES = 5_000_000


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
