"""How a build grows.

`growth`: cold builds by codegen of an eighth, a quarter and a half of the document, of all of it,
and of four times as much, with the number of schemas of each; the table has the time for each
schema. Parts have that share of the paths and of the schemas (`documents.part` says which); the
large one has the document and three copies of it under other names (`documents.multiplied`).
"""

from __future__ import annotations

from fractions import Fraction

from tests.benchmarks.documents import (
    Document,
    Tree,
    multiplied,
    part,
    written_document,
)
from tests.benchmarks.measuring import Failure
from tests.benchmarks.rounds import Contestant, Reading, wall
from tests.benchmarks.row import Row
from tests.benchmarks.workshop import Workshop

_SHARES = (Fraction(1, 8), Fraction(1, 4), Fraction(1, 2))
_TIMES = 4


def _growth(workshop: Workshop) -> list[Contestant]:
    folder = workshop.fresh("documents")
    tree = workshop.document.tree

    def contestant(name: str, document: Tree) -> Contestant:
        stem = name.replace("/", "-").replace(" ", "-")
        return _builder(workshop, name, written_document(stem, document, folder))

    return [
        contestant("all of it", tree),
        *(contestant(str(share), part(tree, share)) for share in _SHARES),
        contestant(f"{_TIMES} times as much", multiplied(tree, _TIMES)),
    ]


def _builder(workshop: Workshop, name: str, document: Document) -> Contestant:
    def measure() -> Reading | Failure:
        return wall(workshop.build(document, into=workshop.fresh("grown")))

    return Contestant(name, measure, schemas=document.schemas)


GROWTH_ROWS = (Row("growth", "how a build grows", _growth),)
