# SPDX-License-Identifier: MIT
"""Timeouts and retry limits of a call: their types, defaults and checks."""

from __future__ import annotations

from typing import Final, NamedTuple

DEFAULT_TIMEOUT: Final = 80.0
"""How many seconds a step may take if nothing is said."""


class Timeout(NamedTuple):
    """How many seconds each step may take: 80 where nothing is said, for ever where None is."""

    connect: float | None = DEFAULT_TIMEOUT
    read: float | None = DEFAULT_TIMEOUT
    write: float | None = DEFAULT_TIMEOUT
    pool: float | None = DEFAULT_TIMEOUT


def checked_timeout(timeout: float | Timeout | None) -> float | Timeout | None:
    """The timeout, if it is one.

    Raises:
        TypeError, ValueError: it is no number of seconds.
    """
    for seconds in timeout if isinstance(timeout, Timeout) else (timeout,):
        if seconds is None:
            continue
        _require_number("timeout", seconds, int, float)
        # Written so that it holds for "not a number" too.
        if not seconds > 0:
            raise ValueError(f"timeout must be more than 0 seconds, not {seconds!r}")
    return timeout


def checked_max_retries(max_retries: int) -> int:
    """The number of retries, if it is one.

    Raises:
        TypeError, ValueError: it is no whole number, or below 0.
    """
    _require_number("max_retries", max_retries, int)
    if max_retries < 0:
        raise ValueError(f"max_retries must not be below 0, as {max_retries!r} is")
    return max_retries


def _require_number(what: str, value: object, *kinds: type) -> None:
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise TypeError(f"{what} must be a number, not {type(value).__name__}")
