"""Contestants take turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tests.benchmarks.measuring import Ended, Failure
from tests.benchmarks.results import Result


@dataclass(frozen=True, slots=True)
class Reading:
    """One measurement: the figure of the row, and the peak memory if it means something."""

    value: float
    peak: int | None = None


Measure: TypeAlias = Callable[[], Reading | Failure]


@dataclass(frozen=True, slots=True)
class Contestant:
    """Who is measured, and how.

    `warms_up` says that a first measurement, which finds nothing in Python's caches of compiled
    modules, does not count. `rounds` is for what comes out the same each time.
    """

    name: str
    measure: Measure
    warms_up: bool = False
    schemas: int | None = None
    rounds: int | None = None


def wall(ended: Ended) -> Reading | Failure:
    """The time that a process took, and its memory."""
    return ended if isinstance(ended, Failure) else Reading(ended.wall, ended.peak)


def cpu(ended: Ended) -> Reading | Failure:
    """The time that a process spent computing, and its memory."""
    return ended if isinstance(ended, Failure) else Reading(ended.cpu, ended.peak)


def said(ended: Ended) -> Reading | Failure:
    """The figure that a process told in the last line of its output."""
    if isinstance(ended, Failure):
        return ended
    return Reading(float(ended.output.splitlines()[-1]))


def take_turns(
    contestants: Sequence[Contestant], rounds: int, tell: Callable[[str], None]
) -> tuple[Result, ...]:
    """Measure each contestant once a round. Who fails is not asked again."""
    readings: dict[str, list[Reading]] = {each.name: [] for each in contestants}
    failures: dict[str, str] = {}
    for each in contestants:
        if each.warms_up:
            tell(f"{each.name} warms up")
            if isinstance(reading := each.measure(), Failure):
                failures[each.name] = reading.message
    for number in range(1, rounds + 1):
        for each in contestants:
            if each.name in failures or number > (each.rounds or rounds):
                continue
            tell(f"{each.name}, round {number} of {rounds}")
            reading = each.measure()
            if isinstance(reading, Failure):
                failures[each.name] = reading.message
            else:
                readings[each.name].append(reading)
    return tuple(
        _result(each, readings[each.name], failures.get(each.name))
        for each in contestants
    )


def _result(
    contestant: Contestant, readings: Sequence[Reading], failure: str | None
) -> Result:
    if failure is not None:
        return Result(contestant.name, schemas=contestant.schemas, failure=failure)
    return Result(
        contestant.name,
        tuple(each.value for each in readings),
        tuple(each.peak for each in readings if each.peak is not None),
        contestant.schemas,
    )
