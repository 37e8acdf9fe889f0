"""How deep a document may nest: one bound for both syntaxes, far below Python's own stack."""

from __future__ import annotations

from generator.core.json import Json

# Stripe's document has 26 levels. Every later stage may recurse over what passes here: the
# validator needs several of Python's frames for each level.
DEEPEST = 100


def depth(tree: Json) -> int:
    """How many objects and lists stand inside each other in `tree`; a scalar alone is 0.

    A value that `tree` holds twice is walked twice.
    """
    level = [tree]
    levels = 0
    while level := [node for node in level if isinstance(node, dict | list)]:
        levels += 1
        level = [child for node in level for child in _members(node)]
    return levels


def _members(node: dict[str, Json] | list[Json]) -> Json:
    return node.values() if isinstance(node, dict) else node
