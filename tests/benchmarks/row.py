"""A row of the comparison, and how to measure it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.results import RowResult
from tests.benchmarks.rounds import Contestant, take_turns
from tests.benchmarks.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name on the command line, its title in the table, its contestants and unit."""

    name: str
    title: str
    contestants: Callable[[Workspace], list[Contestant]]
    unit: str = "s"


def measure_row(row: Row, workspace: Workspace, rounds: int) -> RowResult:
    """Measure a row."""
    workspace.log(f"{row.title}:")
    results = take_turns(row.contestants(workspace), rounds, workspace.log)
    return RowResult(row.name, row.title, workspace.document.name, row.unit, results)
