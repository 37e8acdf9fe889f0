"""Measure contestants in turns, round by round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tests.benchmarks.measuring import Failure, ProcessResult
from tests.benchmarks.results import Result


@dataclass(frozen=True, slots=True)
class Reading:
    """One measurement: the figure of the row, and the peak memory where it is meaningful."""

    value: float
    peak: int | None = None


Measure: TypeAlias = Callable[[], Reading | Failure]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program or client to measure.

    Attributes:
        name: its name in the table.
        measure: takes one measurement.
        warms_up: discard a first measurement, which compiles Python modules.
        schemas: the number of schemas in its document, for the table.
        rounds: the number of rounds, for measurements that are always the same.
    """

    name: str
    measure: Measure
    warms_up: bool = False
    schemas: int | None = None
    rounds: int | None = None


def wall(process: ProcessResult) -> Reading | Failure:
    """The wall time of a process, and its peak memory."""
    return (
        process if isinstance(process, Failure) else Reading(process.wall, process.peak)
    )


def cpu(process: ProcessResult) -> Reading | Failure:
    """The CPU time of a process, and its peak memory."""
    return (
        process if isinstance(process, Failure) else Reading(process.cpu, process.peak)
    )


def printed(process: ProcessResult) -> Reading | Failure:
    """The figure that a process printed in its last line."""
    if isinstance(process, Failure):
        return process
    return Reading(float(process.output.splitlines()[-1]))


def take_turns(
    contestants: Sequence[Contestant], rounds: int, log: Callable[[str], None]
) -> tuple[Result, ...]:
    """Measure each contestant once per round; skip contestants after a failure."""
    readings: dict[str, list[Reading]] = {
        contestant.name: [] for contestant in contestants
    }
    failures: dict[str, str] = {}
    for contestant in contestants:
        if contestant.warms_up:
            log(f"{contestant.name}, warm-up")
            if isinstance(reading := contestant.measure(), Failure):
                failures[contestant.name] = reading.message
    for number in range(1, rounds + 1):
        for contestant in contestants:
            name = contestant.name
            if name in failures or number > (contestant.rounds or rounds):
                continue
            log(f"{name}, round {number} of {rounds}")
            reading = contestant.measure()
            if isinstance(reading, Failure):
                failures[name] = reading.message
            else:
                readings[name].append(reading)
    return tuple(
        _result(contestant, readings[contestant.name], failures.get(contestant.name))
        for contestant in contestants
    )


def _result(
    contestant: Contestant, readings: Sequence[Reading], failure: str | None
) -> Result:
    if failure is not None:
        return Result(contestant.name, schemas=contestant.schemas, failure=failure)
    return Result(
        contestant.name,
        tuple(reading.value for reading in readings),
        tuple(reading.peak for reading in readings if reading.peak is not None),
        contestant.schemas,
    )
