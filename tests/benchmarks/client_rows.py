"""Rows about the import, the first call and the size of a client.

- `import`: a program that only imports the client and the function that creates a customer: its
  time and peak memory, including the start of the interpreter, which is also measured alone. The
  modules are compiled already. Each client uses the interpreter of its own environment.
- `first-call`: the time from creating a client object to the first customer, in a program that has
  imported the client: deferred imports, the request, and decoding the sample customer. A canned
  transport (for Stripe: HTTP client) responds immediately.
- `first-process`: the time of that whole program, including the start of the interpreter.
- `lines` and `bytes`: the Python files of the client's package, without tests and documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.measuring import Failure, ProcessResult
from tests.benchmarks.rounds import Contestant, Reading, printed, wall
from tests.benchmarks.row import Row
from tests.benchmarks.workspace import CODEGEN, PACKAGE, STRIPE, Workspace

_IMPORT = (
    f"from {PACKAGE} import Client\nfrom {PACKAGE}.operations import post_customers"
)
_PROGRAMS = "tests.benchmarks.programs"


def _importing(workspace: Workspace) -> list[Contestant]:
    def contestant(title: str, name: str, program: str) -> Contestant:
        return Contestant(
            title,
            lambda: wall(workspace.run_with_client(name, "-c", program)),
            warms_up=True,
        )

    return [
        contestant(CODEGEN, CODEGEN, _IMPORT),
        *(
            contestant(peer.title, peer.name, peer.first_import)
            for peer in workspace.peers
        ),
        contestant("a bare interpreter", CODEGEN, ""),
    ]


def with_stripe(
    workspace: Workspace, measure: Callable[[str], Reading | Failure]
) -> list[Contestant]:
    """Contestants for codegen, and for Stripe's own client if it takes part."""
    stripe = workspace.peer(STRIPE)
    contestants = [(CODEGEN, CODEGEN)]
    if stripe is not None:
        contestants.append((stripe.title, STRIPE))
    return [
        Contestant(title, partial(measure, name), warms_up=True)
        for title, name in contestants
    ]


def _first_call(
    workspace: Workspace, figure: Callable[[ProcessResult], Reading | Failure]
) -> list[Contestant]:
    sample = workspace.sample("customer")
    return with_stripe(
        workspace,
        lambda name: figure(
            workspace.run_with_client(
                name, "-m", f"{_PROGRAMS}.first_call", name, sample
            )
        ),
    )


def _size(workspace: Workspace, count: Callable[[bytes], int]) -> list[Contestant]:
    def measure(name: str) -> Reading | Failure:
        client = workspace.client(name)
        if isinstance(client, Failure):
            return client
        return Reading(sum(map(count, _python_files(client.files))))

    return [
        Contestant(title, partial(measure, name), rounds=1)
        for title, name in (
            (CODEGEN, CODEGEN),
            *((peer.title, peer.name) for peer in workspace.peers),
        )
    ]


def _python_files(package: Path) -> Iterator[bytes]:
    """The contents of the modules of a package, or of a single module."""
    for file in [package] if package.is_file() else sorted(package.rglob("*.py")):
        yield file.read_bytes()


CLIENT_ROWS = (
    Row("import", "import the client and `post_customers`", _importing),
    Row("first-call", "first call, imports done", partial(_first_call, figure=printed)),
    Row(
        "first-process",
        "first call, the whole program",
        partial(_first_call, figure=wall),
    ),
    Row(
        "lines",
        "size of the client, lines",
        partial(_size, count=lambda content: content.count(b"\n")),
        unit="lines",
    ),
    Row("bytes", "size of the client", partial(_size, count=len), unit="bytes"),
)
