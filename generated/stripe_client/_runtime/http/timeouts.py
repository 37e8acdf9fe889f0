# SPDX-License-Identifier: MIT
"""Timeouts and retry limits: types, defaults and checks."""

from __future__ import annotations

from time import perf_counter
from typing import Final, NamedTuple

DEFAULT_TIMEOUT: Final = 80.0
"""The default timeout of an attempt, and of each phase of it, in seconds."""

_MAX_TIMEOUT: Final = 1e9
"""About 30 years; the system calls that wait have a limit not far above."""


class Timeout(NamedTuple):
    """Timeout per phase in seconds (default 80; `None` disables it), and for the whole.

    A number of seconds as a timeout is that of each phase and of the attempt.

    Attributes:
        connect: For establishing a connection.
        read: For each wait for bytes of the response.
        write: For each wait until the server accepts bytes of the request.
        pool: For acquiring a connection from the pool.
        total: For the whole call (default: unlimited): every attempt, the waits between them, and
            reading the response, including the items of a stream.
        attempt: For one attempt, from acquiring a connection to the end of the response (default:
            unlimited). It restarts with each chunk of a body that is read from a file or iterator,
            and ends with the header fields of a response that is a download or a stream.
    """

    connect: float | None = DEFAULT_TIMEOUT
    read: float | None = DEFAULT_TIMEOUT
    write: float | None = DEFAULT_TIMEOUT
    pool: float | None = DEFAULT_TIMEOUT
    total: float | None = None
    attempt: float | None = None


def checked_timeout(timeout: float | Timeout | None) -> float | Timeout | None:
    """Check a timeout in seconds, of an attempt or by phase, and return it.

    Raises:
        TypeError: The timeout is not a number.
        ValueError: The timeout is not positive, or more than 1e9 seconds.
    """
    for seconds in timeout if isinstance(timeout, Timeout) else (timeout,):
        if seconds is None:
            continue
        _require_number("timeout", seconds, int, float)
        # Not `seconds <= 0`, which is false for NaN.
        if not 0 < seconds <= _MAX_TIMEOUT:
            raise ValueError(
                f"timeout must be more than 0 seconds and at most 1e9, not {seconds!r}"
            )
    return timeout


def phases_of(timeout: float | Timeout | None) -> Timeout:
    """Return a timeout by phase; a number is that of every phase and of the attempt."""
    if isinstance(timeout, Timeout):
        return timeout
    return Timeout(timeout, timeout, timeout, timeout, attempt=timeout)


def deadline_of(timeout: float | Timeout | None) -> float | None:
    """Return when a call that starts now has to end, by `perf_counter`; None if unlimited."""
    total = timeout.total if isinstance(timeout, Timeout) else None
    return None if total is None else perf_counter() + total


def seconds_until(deadline: float) -> float:
    """Return the time left until a deadline; negative after it."""
    return deadline - perf_counter()


def limited_timeout(timeout: float | Timeout | None, seconds: float) -> Timeout:
    """Return a timeout with a total of `seconds`, which no phase exceeds."""
    return Timeout(
        *(
            seconds if phase is None else min(phase, seconds)
            for phase in phases_of(timeout)
        )
    )


def checked_max_retries(max_retries: int) -> int:
    """Check a maximum number of retries and return it.

    Raises:
        TypeError: The number is not an integer.
        ValueError: The number is negative.
    """
    _require_number("max_retries", max_retries, int)
    if max_retries < 0:
        raise ValueError(f"max_retries must not be negative: {max_retries!r}")
    return max_retries


def _require_number(name: str, value: object, *types: type) -> None:
    if isinstance(value, bool) or not isinstance(value, types):
        raise TypeError(f"{name} must be a number, not {type(value).__name__}")
