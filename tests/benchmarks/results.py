"""What a run found, as values and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Spread, ratio, spread


@dataclass(frozen=True, slots=True)
class Result:
    """A contestant's figures in a row, one a round, or why there are none.

    `peaks` is memory in bytes, and empty where it means nothing. `schemas` is how many the document
    had, where that is the point.
    """

    contestant: str
    values: tuple[float, ...] = ()
    peaks: tuple[int, ...] = ()
    schemas: int | None = None
    failure: str | None = None

    @property
    def spread(self) -> Spread | None:
        """The figure, unless it failed."""
        return spread(self.values) if self.values else None

    @property
    def peak(self) -> Spread | None:
        """The peak memory, where it is known."""
        return spread(self.peaks) if self.peaks else None


@dataclass(frozen=True, slots=True)
class RowResult:
    """A row: what was measured on which document, in which unit (`s`, `bytes` or `lines`).

    The first result is codegen's, to which ratios refer.
    """

    name: str
    title: str
    document: str
    unit: str
    results: tuple[Result, ...]

    def ratio(self, result: Result) -> float | None:
        """How many times the first result's figure this one's is."""
        return _ratio(result.spread, self.results[0].spread)

    def peak_ratio(self, result: Result) -> float | None:
        """The same for peak memory."""
        return _ratio(result.peak, self.results[0].peak)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run: the machine it was on, and its rows."""

    machine: str
    rounds: int
    versions: Mapping[str, str]
    rows: tuple[RowResult, ...]


def write_report(report: Report, file: Path) -> None:
    """Write a report as JSON."""
    text = json.dumps(asdict(report), indent=1, ensure_ascii=False)
    file.write_text(text + "\n", "utf-8")


def read_report(file: Path) -> Report:
    """Read what `write_report` wrote.

    Raises:
        OSError, ValueError: the file cannot be read, or is no report.
    """
    try:
        data = json.loads(file.read_text("utf-8"))
        rows = tuple(map(_row, data["rows"]))
        return Report(data["machine"], data["rounds"], data["versions"], rows)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{file} is no report of a benchmark: {error!r}") from error


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
