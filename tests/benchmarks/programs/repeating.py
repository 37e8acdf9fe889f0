"""Measure the time of actions that are too short to be measured once."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

_BATCHES = 15
_BATCH_SECONDS = 0.04


def seconds(action: Callable[[], object]) -> float:
    """The seconds of one call: the median of batches, after a warm-up."""
    count = 1
    while (taken := _batch(action, count)) < _BATCH_SECONDS:
        count = max(count * 2, int(count * _BATCH_SECONDS / max(taken, 1e-9)))
    return median(_batch(action, count) / count for _ in range(_BATCHES))


def cpu_seconds(action: Callable[[], object]) -> float:
    """The CPU seconds of one call, like `seconds`."""
    count = 1
    while (taken := _batch(action, count, process_time)) < _BATCH_SECONDS:
        count = max(count * 2, int(count * _BATCH_SECONDS / max(taken, 1e-9)))
    return median(_batch(action, count, process_time) / count for _ in range(_BATCHES))


def _batch(
    action: Callable[[], object],
    count: int,
    clock: Callable[[], float] = perf_counter,
) -> float:
    started = clock()
    for _ in range(count):
        action()
    return clock() - started
