"""Working with a client.

- `customer`, `invoice`: the bytes of Stripe's sample to a typed object, in one process, over and
  over: with codegen `json.loads` and `from_dict`, which is what a call does, and `json.loads` alone
  beside it; with a peer what its documentation says (`programs/decode.py`). A figure is the median
  of some batches.
- `form`: the arguments that create a customer, thirteen nested values among them
  (`programs/form.py`), to the bytes of a form body, in the same way: codegen's from mappings and
  from its dataclasses, and Stripe's encoder from mappings. One that does not say what codegen's
  form says is not measured.
- `list`: a program that lists 10,000 customers, 100 a page, from a server in another process on
  this machine, and looks at the ID of each: the CPU time of this program, from its start to its
  end.
"""

from __future__ import annotations

from functools import partial

from tests.benchmarks.client_rows import with_stripe
from tests.benchmarks.measuring import Failure
from tests.benchmarks.rounds import Contestant, Reading, cpu, said
from tests.benchmarks.row import Row
from tests.benchmarks.serving import customers_served
from tests.benchmarks.workshop import CODEGEN, STRIPE, Workshop

_PROGRAMS = "tests.benchmarks.programs"
_CUSTOMERS = 10_000


def _decoding(workshop: Workshop, schema: str) -> list[Contestant]:
    sample = workshop.sample(schema)

    def measure(name: str, way: str) -> Reading | Failure:
        program = f"{_PROGRAMS}.decode"
        return said(workshop.runs(name, "-m", program, way, schema, sample))

    return [
        Contestant(CODEGEN, partial(measure, CODEGEN, CODEGEN)),
        Contestant("json.loads alone", partial(measure, CODEGEN, "json")),
        *(
            Contestant(each.title, partial(measure, each.name, each.name))
            for each in workshop.peers
        ),
    ]


def _form(workshop: Workshop) -> list[Contestant]:
    program = f"{_PROGRAMS}.form"
    ours = _shown(workshop, CODEGEN, "mappings")

    def measure(name: str, way: str) -> Reading | Failure:
        form = _shown(workshop, name, way)
        if form != ours:
            return form if isinstance(form, Failure) else Failure("another form")
        return said(workshop.runs(name, "-m", program, way))

    contestants = [
        Contestant(CODEGEN, partial(measure, CODEGEN, "mappings")),
        Contestant("codegen, dataclasses", partial(measure, CODEGEN, "dataclasses")),
    ]
    stripe = workshop.peer(STRIPE)
    if stripe is not None:
        contestants.append(Contestant(stripe.title, partial(measure, STRIPE, STRIPE)))
    return contestants


def _shown(workshop: Workshop, name: str, way: str) -> list[str] | Failure:
    """What the form says, in an order that does not depend on who wrote it."""
    ended = workshop.runs(name, "-m", f"{_PROGRAMS}.form", "--show", way)
    if isinstance(ended, Failure):
        return ended
    return sorted(ended.output.strip().split("&"))


def _list(workshop: Workshop) -> list[Contestant]:
    sample = workshop.sample("customer")

    def measure(name: str) -> Reading | Failure:
        with customers_served(sample, _CUSTOMERS) as url:
            program = f"{_PROGRAMS}.list_customers"
            return cpu(workshop.runs(name, "-m", program, name, url, str(_CUSTOMERS)))

    return with_stripe(workshop, measure)


WORKING_ROWS = (
    Row("customer", "bytes to a typed customer", partial(_decoding, schema="customer")),
    Row("invoice", "bytes to a typed invoice", partial(_decoding, schema="invoice")),
    Row("form", "arguments to a form body", _form),
    Row("list", "10,000 customers listed, CPU time", _list),
)
