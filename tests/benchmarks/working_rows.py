"""Rows about decoding, encoding and listing with a client.

- `customer`, `invoice`: decode the bytes of Stripe's sample to a typed object, repeatedly in one
  process. codegen uses `json.loads` and `from_dict`, like a call; `json.loads` alone is measured,
  too; a peer uses what it documents (`programs/decode.py`). A figure is the median of batches.
- `form`: encode the arguments that create a customer, with thirteen nested values
  (`programs/form.py`), to a form body: codegen from mappings and from its dataclasses, Stripe's
  encoder from mappings. An encoder whose form differs from codegen's is not measured.
- `list`: the CPU time of a whole program that lists 10,000 customers, 100 per page, from a local
  server in another process, and reads the ID of each.
"""

from __future__ import annotations

from functools import partial

from tests.benchmarks.client_rows import with_stripe
from tests.benchmarks.measuring import Failure
from tests.benchmarks.rounds import Contestant, Reading, cpu, printed
from tests.benchmarks.row import Row
from tests.benchmarks.serving import serve_customers
from tests.benchmarks.workspace import CODEGEN, STRIPE, Workspace

_PROGRAMS = "tests.benchmarks.programs"
_CUSTOMERS = 10_000


def _decoding(workspace: Workspace, schema: str) -> list[Contestant]:
    sample = workspace.sample(schema)

    def measure(name: str, encoding: str) -> Reading | Failure:
        program = f"{_PROGRAMS}.decode"
        return printed(
            workspace.run_with_client(name, "-m", program, encoding, schema, sample)
        )

    return [
        Contestant(CODEGEN, partial(measure, CODEGEN, CODEGEN)),
        Contestant("json.loads alone", partial(measure, CODEGEN, "json")),
        *(
            Contestant(peer.title, partial(measure, peer.name, peer.name))
            for peer in workspace.peers
        ),
    ]


def _form(workspace: Workspace) -> list[Contestant]:
    program = f"{_PROGRAMS}.form"
    expected = _form_of(workspace, CODEGEN, "mappings")

    def measure(name: str, encoding: str) -> Reading | Failure:
        form = _form_of(workspace, name, encoding)
        if form != expected:
            return form if isinstance(form, Failure) else Failure("the form differs")
        return printed(workspace.run_with_client(name, "-m", program, encoding))

    contestants = [
        Contestant(CODEGEN, partial(measure, CODEGEN, "mappings")),
        Contestant("codegen, dataclasses", partial(measure, CODEGEN, "dataclasses")),
    ]
    stripe = workspace.peer(STRIPE)
    if stripe is not None:
        contestants.append(Contestant(stripe.title, partial(measure, STRIPE, STRIPE)))
    return contestants


def _form_of(workspace: Workspace, name: str, encoding: str) -> list[str] | Failure:
    """The sorted members of the form."""
    result = workspace.run_with_client(
        name, "-m", f"{_PROGRAMS}.form", "--show", encoding
    )
    if isinstance(result, Failure):
        return result
    return sorted(result.output.strip().split("&"))


def _list(workspace: Workspace) -> list[Contestant]:
    sample = workspace.sample("customer")

    def measure(name: str) -> Reading | Failure:
        with serve_customers(sample, _CUSTOMERS) as url:
            program = f"{_PROGRAMS}.list_customers"
            return cpu(
                workspace.run_with_client(
                    name, "-m", program, name, url, str(_CUSTOMERS)
                )
            )

    return with_stripe(workspace, measure)


WORKING_ROWS = (
    Row("customer", "bytes to a typed customer", partial(_decoding, schema="customer")),
    Row("invoice", "bytes to a typed invoice", partial(_decoding, schema="invoice")),
    Row("form", "arguments to a form body", _form),
    Row("list", "10,000 customers listed, CPU time", _list),
)
