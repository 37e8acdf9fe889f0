"""Rows about building a client.

- `build`: build a client of the whole document with the command line, into an empty folder and with
  an empty cache. codegen's modules are compiled already, like those of an installed peer. codegen
  validates the document and formats its output like black; the peers use their defaults
  (openapi-python-client with `literal_enums: true`, which Stripe's document requires);
  datamodel-code-generator writes models only.
- `again`: repeat the build with its cache and nothing changed. For comparison: a cold build, the
  command `codegen --version`, and a bare interpreter, the minimum of any Python command. No peer
  has a cache: for them, another build takes as long as `build`.
- `changed`: repeat the build after a property was added to the schema `customer`. Each round starts
  from the same client and cache.
- `operation`: a cold build of one operation, `--operation PostCustomers`, and of all.
"""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path

from tests.benchmarks.documents import Document, add_property, write_document
from tests.benchmarks.measuring import Failure, Measurement, ProcessResult, run
from tests.benchmarks.peers import Peer
from tests.benchmarks.rounds import Contestant, Reading, wall
from tests.benchmarks.row import Row
from tests.benchmarks.workspace import CODEGEN, Workspace

_COLD = "codegen, all of it, cold"


def _build(workspace: Workspace) -> list[Contestant]:
    peers = [peer for peer in workspace.peers if peer.building is not None]
    return [
        Contestant(CODEGEN, partial(_cold, workspace), warms_up=True),
        *(Contestant(peer.title, partial(_peer, workspace, peer)) for peer in peers),
    ]


def _cold(workspace: Workspace, *options: str) -> Reading | Failure:
    into = workspace.empty_folder("cold")
    result = workspace.build(workspace.document, *options, into=into)
    if isinstance(result, Measurement) and not options:
        workspace.keep(CODEGEN, into)
    return wall(result)


def _peer(workspace: Workspace, peer: Peer) -> Reading | Failure:
    into = workspace.empty_folder("peer")
    result = workspace.build_with_peer(peer, into)
    if isinstance(result, Measurement):
        workspace.keep(peer.name, into)
    return wall(result)


def _again(workspace: Workspace) -> list[Contestant]:
    folder = workspace.empty_folder("again")
    first = _rebuild(workspace, workspace.document, folder)

    def measure() -> Reading | Failure:
        if isinstance(first, Failure):
            return first
        return wall(_rebuild(workspace, workspace.document, folder))

    return [
        Contestant(CODEGEN, measure),
        Contestant(_COLD, partial(_cold, workspace)),
        Contestant("codegen --version", partial(_version, workspace), warms_up=True),
        Contestant("a bare interpreter", partial(_interpreter, workspace)),
    ]


def _rebuild(workspace: Workspace, document: Document, folder: Path) -> ProcessResult:
    """Build in a folder that has the client and the cache of the previous build."""
    for name in ("client", "cache"):
        (folder / name).mkdir(exist_ok=True)
    return workspace.build(document, into=folder / "client", cache=folder / "cache")


def _version(workspace: Workspace) -> Reading | Failure:
    folder = workspace.empty_folder("version")
    return wall(workspace.codegen(["--version"], folder, folder))


def _interpreter(workspace: Workspace) -> Reading | Failure:
    return wall(run([sys.executable, "-c", ""], workspace.folder, {}))


def _changed(workspace: Workspace) -> list[Contestant]:
    folder, before = workspace.empty_folder("changing"), workspace.folder / "before"
    # The changed document has the same path, on which the cache may depend.
    original = write_document("document", workspace.document.tree, folder)
    first = _rebuild(workspace, original, folder)
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(folder, before)
    tree = add_property(workspace.document.tree)

    def measure() -> Reading | Failure:
        if isinstance(first, Failure):
            return first
        shutil.rmtree(folder)
        shutil.copytree(before, folder)
        return wall(
            _rebuild(workspace, write_document("document", tree, folder), folder)
        )

    return [
        Contestant(CODEGEN, measure),
        Contestant(_COLD, partial(_cold, workspace)),
    ]


def _operation(workspace: Workspace) -> list[Contestant]:
    operation = workspace.document.operation("PostCustomers")
    one = partial(_cold, workspace, "--operation", operation)
    return [
        Contestant(CODEGEN, one, warms_up=True),
        Contestant(_COLD, partial(_cold, workspace)),
    ]


BUILDING_ROWS = (
    Row("build", "full build, cold", _build),
    Row("again", "build again, nothing changed", _again),
    Row("changed", "build again, one schema changed", _changed),
    Row("operation", "build one operation, cold", _operation),
)
