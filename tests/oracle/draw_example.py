"""Draw an example: a document and one mutation of it."""

from __future__ import annotations

from random import Random

from tests.oracle.documents import draw_document
from tests.oracle.judge import Example
from tests.oracle.mutations import MUTATIONS


def draw_example(random: Random, mutation: str | None = None) -> Example:
    """Draw a document and a mutation that applies to it; `mutation` asks for one by name."""
    chosen = [m for m in MUTATIONS if mutation in (None, m.name)]
    while True:
        tree = draw_document(random)
        drawn = random.choice(chosen)
        changed = drawn.apply(tree, random)
        if changed is not None:
            return Example(tree, changed, drawn.name)
