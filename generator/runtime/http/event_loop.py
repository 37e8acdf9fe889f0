# SPDX-License-Identifier: MIT
"""The parts of `asyncio` that async clients need, imported by whoever runs an event loop."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Lock


async def asleep(seconds: float) -> None:
    """Waits, and lets others go on."""
    await import_module("asyncio").sleep(seconds)


def running_loop() -> AbstractEventLoop:
    """The event loop that this code runs in.

    Raises:
        RuntimeError: there is none.
    """
    loop: AbstractEventLoop = import_module("asyncio").get_running_loop()
    return loop


def new_lock() -> Lock:
    """A lock to be awaited, for one event loop."""
    lock: Lock = import_module("asyncio").Lock()
    return lock
