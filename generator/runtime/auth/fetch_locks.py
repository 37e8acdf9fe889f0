# SPDX-License-Identifier: MIT
"""Locks with which one call at a time fetches a token."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from importlib import import_module
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ..http.process_lock import ProcessLock

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from asyncio import Lock as AsyncLock


class FetchLocks:
    """A lock for threads, and one for the tasks of each event loop."""

    def __init__(self) -> None:
        self.lock = ProcessLock()
        self._async_locks: WeakKeyDictionary[AbstractEventLoop, AsyncLock] = (
            WeakKeyDictionary()
        )

    def async_lock(self) -> AbstractAsyncContextManager[None]:
        """Return the counterpart of `lock` for the running event loop."""
        # Deferred, because sync clients do not need `asyncio`, which is slow to import.
        asyncio = import_module("asyncio")
        loop: AbstractEventLoop = asyncio.get_running_loop()
        with self.lock:
            if loop not in self._async_locks:
                self._async_locks[loop] = asyncio.Lock()
            return self._async_locks[loop]
