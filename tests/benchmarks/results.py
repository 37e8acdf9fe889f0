"""The results of a run, as values and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Spread, ratio, spread


@dataclass(frozen=True, slots=True)
class Result:
    """A contestant's figures in a row, one per round, or why there are none.

    `peaks` is memory in bytes, empty where it is not meaningful. `schemas` is the number of schemas
    in the document, for rows that compare documents.
    """

    contestant: str
    values: tuple[float, ...] = ()
    peaks: tuple[int, ...] = ()
    schemas: int | None = None
    failure: str | None = None

    @property
    def spread(self) -> Spread | None:
        """The spread of the figures; None after a failure."""
        return spread(self.values) if self.values else None

    @property
    def peak(self) -> Spread | None:
        """The spread of the peak memory, if known."""
        return spread(self.peaks) if self.peaks else None


@dataclass(frozen=True, slots=True)
class RowResult:
    """The results of a row, with the document and the unit: `s`, `bytes`, or what is counted.

    Ratios refer to the first result, which is that of codegen.
    """

    name: str
    title: str
    document: str
    unit: str
    results: tuple[Result, ...]

    def ratio(self, result: Result) -> float | None:
        """The figure of a result divided by that of the first one."""
        return _ratio(result.spread, self.results[0].spread)

    def peak_ratio(self, result: Result) -> float | None:
        """The peak memory of a result divided by that of the first one."""
        return _ratio(result.peak, self.results[0].peak)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run: its machine, number of rounds, versions and rows."""

    machine: str
    rounds: int
    versions: Mapping[str, str]
    rows: tuple[RowResult, ...]


def merge_reports(kept: Report, measured: Report) -> Report:
    """Return a report with the rows of both; those of `measured` replace those of `kept`.

    Raises:
        ValueError: the machines or the numbers of rounds differ.
    """
    if (kept.machine, kept.rounds) != (measured.machine, measured.rounds):
        raise ValueError(
            f"rows of {kept.machine} in {kept.rounds} rounds cannot be merged with rows of "
            f"{measured.machine} in {measured.rounds} rounds"
        )
    rows = {row.name: row for row in (*kept.rows, *measured.rows)}
    versions = {**kept.versions, **measured.versions}
    return Report(kept.machine, kept.rounds, versions, tuple(rows.values()))


def write_report(report: Report, file: Path) -> None:
    """Write a report as JSON."""
    content = json.dumps(asdict(report), indent=1, ensure_ascii=False)
    file.write_text(content + "\n", "utf-8")


def read_report(file: Path) -> Report:
    """Read a report written by `write_report`.

    Raises:
        OSError: the file cannot be read.
        ValueError: the file is not a report.
    """
    try:
        data = json.loads(file.read_text("utf-8"))
        rows = tuple(map(_row, data["rows"]))
        return Report(data["machine"], data["rounds"], data["versions"], rows)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{file} is not a report of a benchmark: {error!r}") from error


def _row(data: dict[str, Any]) -> RowResult:
    return RowResult(**{**data, "results": tuple(map(_result, data["results"]))})


def _result(data: dict[str, Any]) -> Result:
    return Result(
        **{**data, "values": tuple(data["values"]), "peaks": tuple(data["peaks"])}
    )


def _ratio(value: Spread | None, reference: Spread | None) -> float | None:
    if value is None or reference is None:
        return None
    return ratio(value.median, reference.median)
