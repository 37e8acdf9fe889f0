"""The mutator of inputs that are JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random

from tests.fuzz.mutations import Fragments, Json, containers, mutate
from tests.fuzz.seeds import as_json


@dataclass(frozen=True, slots=True)
class JsonMutator:
    """Mutates JSON values with `fragments` of others."""

    fragments: Fragments

    def mutate(self, data: bytes, random: Random) -> bytes | None:
        """Mutate an input; None if it is not an object or a list."""
        tree = read_tree(data)
        if not containers(tree):
            return None
        return as_json(mutate(tree, self.fragments, random))

    def cross_over(self, data: bytes, other: bytes, random: Random) -> bytes | None:
        """Mutate an input with fragments of another; None if one of them has none."""
        tree, fragments = read_tree(data), Fragments.of([read_tree(other)])
        if not containers(tree) or not fragments.members:
            return None
        return as_json(mutate(tree, fragments, random))


def read_tree(data: bytes) -> Json:
    """Parse JSON; None if `data` is not JSON."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
