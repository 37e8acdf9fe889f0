"""What a row of the comparison is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.results import RowResult
from tests.benchmarks.rounds import Contestant, take_turns
from tests.benchmarks.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name to choose it by, its title in the table, who takes part, and the unit."""

    name: str
    title: str
    contestants: Callable[[Workshop], list[Contestant]]
    unit: str = "s"


def measured(row: Row, workshop: Workshop, rounds: int) -> RowResult:
    """Measure a row."""
    workshop.tell(f"{row.title}:")
    results = take_turns(row.contestants(workshop), rounds, workshop.tell)
    return RowResult(row.name, row.title, workshop.document.name, row.unit, results)
