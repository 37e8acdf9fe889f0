"""The row about build time by the size of the document.

`growth`: cold builds by codegen of an eighth, a quarter and a half of the document, of all of it,
and of four times as much; the table has the time per schema. Parts have that share of the paths and
of the schemas (`documents.take_part`); the large document is the document with three renamed copies
of itself (`documents.multiply`).
"""

from __future__ import annotations

from fractions import Fraction

from tests.benchmarks.documents import (
    Document,
    Tree,
    multiply,
    take_part,
    write_document,
)
from tests.benchmarks.measuring import Failure
from tests.benchmarks.rounds import Contestant, Reading, wall
from tests.benchmarks.row import Row
from tests.benchmarks.workspace import Workspace

_SHARES = (Fraction(1, 8), Fraction(1, 4), Fraction(1, 2))
_TIMES = 4


def _growth(workspace: Workspace) -> list[Contestant]:
    folder = workspace.empty_folder("documents")
    tree = workspace.document.tree

    def contestant(name: str, document: Tree) -> Contestant:
        stem = name.replace("/", "-").replace(" ", "-")
        return _builder(workspace, name, write_document(stem, document, folder))

    return [
        contestant("all of it", tree),
        *(contestant(str(share), take_part(tree, share)) for share in _SHARES),
        contestant(f"{_TIMES} times as much", multiply(tree, _TIMES)),
    ]


def _builder(workspace: Workspace, name: str, document: Document) -> Contestant:
    def measure() -> Reading | Failure:
        return wall(workspace.build(document, into=workspace.empty_folder("grown")))

    return Contestant(name, measure, schemas=document.schemas)


GROWTH_ROWS = (Row("growth", "how a build grows", _growth),)
