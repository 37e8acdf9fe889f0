"""Building a client.

- `build`: the command builds a client of the whole document into an empty folder, without anything
  kept from before: codegen's folder for what it keeps is empty each time. Its own modules are
  compiled already, as those of an installed peer are. codegen validates the document and gives text
  that black leaves alone; each peer does what it does by default (openapi-python-client with
  `literal_enums: true`, without which it cannot do Stripe's document); datamodel-code-generator
  writes models only.
- `again`: the same command once more, over the client it wrote and with what it kept, when nothing
  changed; beside a cold build of codegen's, the command `codegen --version`, and a bare
  interpreter, which is the least that any command in Python takes. No peer keeps anything between
  builds: for them, again is `build`.
- `changed`: the same, after the schema `customer` got one more property. The client and what was
  kept are put back before each round.
- `operation`: a client of one operation, `--operation PostCustomers`, cold, beside the whole.
"""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path

from tests.benchmarks.documents import Document, changed, written_document
from tests.benchmarks.measuring import Ended, Failure, Taken, run
from tests.benchmarks.peers import Peer
from tests.benchmarks.rounds import Contestant, Reading, wall
from tests.benchmarks.row import Row
from tests.benchmarks.workshop import CODEGEN, Workshop

_COLD = "codegen, all of it, cold"


def _build(workshop: Workshop) -> list[Contestant]:
    peers = [each for each in workshop.peers if each.building is not None]
    return [
        Contestant(CODEGEN, partial(_cold, workshop), warms_up=True),
        *(Contestant(each.title, partial(_peer, workshop, each)) for each in peers),
    ]


def _cold(workshop: Workshop, *options: str) -> Reading | Failure:
    into = workshop.fresh("cold")
    ended = workshop.build(workshop.document, *options, into=into)
    if isinstance(ended, Taken) and not options:
        workshop.keep(CODEGEN, into)
    return wall(ended)


def _peer(workshop: Workshop, peer: Peer) -> Reading | Failure:
    into = workshop.fresh("peer")
    ended = workshop.peer_builds(peer, into)
    if isinstance(ended, Taken):
        workshop.keep(peer.name, into)
    return wall(ended)


def _again(workshop: Workshop) -> list[Contestant]:
    folder = workshop.fresh("again")
    first = _once_more(workshop, workshop.document, folder)

    def measure() -> Reading | Failure:
        if isinstance(first, Failure):
            return first
        return wall(_once_more(workshop, workshop.document, folder))

    return [
        Contestant(CODEGEN, measure),
        Contestant(_COLD, partial(_cold, workshop)),
        Contestant("codegen --version", partial(_version, workshop), warms_up=True),
        Contestant("a bare interpreter", partial(_interpreter, workshop)),
    ]


def _once_more(workshop: Workshop, document: Document, folder: Path) -> Ended:
    """Build in a folder that keeps what was built and cached there before."""
    for name in ("client", "cache"):
        (folder / name).mkdir(exist_ok=True)
    return workshop.build(document, into=folder / "client", cache=folder / "cache")


def _version(workshop: Workshop) -> Reading | Failure:
    folder = workshop.fresh("version")
    return wall(workshop.codegen(["--version"], folder, folder))


def _interpreter(workshop: Workshop) -> Reading | Failure:
    return wall(run([sys.executable, "-c", ""], workshop.folder, {}))


def _changed(workshop: Workshop) -> list[Contestant]:
    folder, before = workshop.fresh("changing"), workshop.folder / "before"
    # The changed document comes to the same place: what is kept may depend on where it is.
    original = written_document("document", workshop.document.tree, folder)
    first = _once_more(workshop, original, folder)
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(folder, before)
    tree = changed(workshop.document.tree)

    def measure() -> Reading | Failure:
        if isinstance(first, Failure):
            return first
        shutil.rmtree(folder)
        shutil.copytree(before, folder)
        return wall(
            _once_more(workshop, written_document("document", tree, folder), folder)
        )

    return [
        Contestant(CODEGEN, measure),
        Contestant(_COLD, partial(_cold, workshop)),
    ]


def _operation(workshop: Workshop) -> list[Contestant]:
    operation = workshop.document.operation("PostCustomers")
    one = partial(_cold, workshop, "--operation", operation)
    return [
        Contestant(CODEGEN, one, warms_up=True),
        Contestant(_COLD, partial(_cold, workshop)),
    ]


BUILDING_ROWS = (
    Row("build", "full build, cold", _build),
    Row("again", "build again, nothing changed", _again),
    Row("changed", "build again, one schema changed", _changed),
    Row("operation", "build one operation, cold", _operation),
)
