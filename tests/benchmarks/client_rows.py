"""Having a client.

- `import`: a program that does nothing but import the client and what creates a customer: its time
  and its peak memory, with the start of the interpreter in them; a bare interpreter stands beside
  it. The modules are compiled already. Each client is imported by the interpreter of its own
  environment.
- `first-call`: the time from the making of a client object to the first customer in hand, in a
  program that imported the client and called nothing yet: what is imported late, the request, and
  the sample customer out of its bytes. A canned transport, or HTTP client in Stripe's words,
  answers in no time.
- `first-process`: the whole of that program, from the start of the interpreter to its end.
- `lines` and `bytes`: the Python files of the client's package. Where a generator also writes
  tests and documents beside it, those do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.measuring import Ended, Failure
from tests.benchmarks.rounds import Contestant, Reading, said, wall
from tests.benchmarks.row import Row
from tests.benchmarks.workshop import CODEGEN, PACKAGE, STRIPE, Workshop

_IMPORT = (
    f"from {PACKAGE} import Client\nfrom {PACKAGE}.operations import post_customers"
)
_PROGRAMS = "tests.benchmarks.programs"


def _importing(workshop: Workshop) -> list[Contestant]:
    def contestant(title: str, name: str, program: str) -> Contestant:
        return Contestant(
            title, lambda: wall(workshop.runs(name, "-c", program)), warms_up=True
        )

    return [
        contestant(CODEGEN, CODEGEN, _IMPORT),
        *(
            contestant(each.title, each.name, each.first_import)
            for each in workshop.peers
        ),
        contestant("a bare interpreter", CODEGEN, ""),
    ]


def with_stripe(
    workshop: Workshop, measure: Callable[[str], Reading | Failure]
) -> list[Contestant]:
    """codegen, and Stripe's own client if it takes part."""
    stripe = workshop.peer(STRIPE)
    contestants = [(CODEGEN, CODEGEN)]
    if stripe is not None:
        contestants.append((stripe.title, STRIPE))
    return [
        Contestant(title, partial(measure, name), warms_up=True)
        for title, name in contestants
    ]


def _first_call(
    workshop: Workshop, figure: Callable[[Ended], Reading | Failure]
) -> list[Contestant]:
    sample = workshop.sample("customer")
    return with_stripe(
        workshop,
        lambda name: figure(
            workshop.runs(name, "-m", f"{_PROGRAMS}.first_call", name, sample)
        ),
    )


def _size(workshop: Workshop, count: Callable[[bytes], int]) -> list[Contestant]:
    def measure(name: str) -> Reading | Failure:
        client = workshop.client(name)
        if isinstance(client, Failure):
            return client
        return Reading(sum(map(count, _python_files(client.files))))

    return [
        Contestant(title, partial(measure, name), rounds=1)
        for title, name in (
            (CODEGEN, CODEGEN),
            *((each.title, each.name) for each in workshop.peers),
        )
    ]


def _python_files(package: Path) -> Iterator[bytes]:
    """What stands in each module of a package, or in the one module there is."""
    for file in [package] if package.is_file() else sorted(package.rglob("*.py")):
        yield file.read_bytes()


CLIENT_ROWS = (
    Row("import", "import the client and `post_customers`", _importing),
    Row("first-call", "first call, imports done", partial(_first_call, figure=said)),
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
