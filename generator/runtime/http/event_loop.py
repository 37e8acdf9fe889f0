# SPDX-License-Identifier: MIT
"""The parts of `asyncio` that async clients need, imported only when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Lock


async def asleep(seconds: float) -> None:
    """Wait without blocking the event loop; the time is in seconds."""
    await import_module("asyncio").sleep(seconds)


def running_loop() -> AbstractEventLoop:
    """Return the running event loop.

    Raises:
        RuntimeError: No event loop is running.
    """
    loop: AbstractEventLoop = import_module("asyncio").get_running_loop()
    return loop


def new_lock() -> Lock:
    """Create a lock for the tasks of one event loop."""
    lock: Lock = import_module("asyncio").Lock()
    return lock
