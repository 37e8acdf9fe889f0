# SPDX-License-Identifier: MIT
"""A lock that survives a fork."""

from __future__ import annotations

import os
from threading import Lock


class ProcessLock:
    """A lock for the threads of a process, to use in a `with` statement.

    A lock that another thread holds while a process forks stays locked in the child, where that
    thread does not exist. So every process has a lock of its own.
    """

    __slots__ = ("_locks",)

    def __init__(self) -> None:
        self._locks: dict[int, Lock] = {}

    def __enter__(self) -> None:
        # `setdefault` is atomic, so all threads get the same lock.
        self._locks.setdefault(os.getpid(), Lock()).acquire()

    def __exit__(self, *failure: object) -> None:
        lock = self._locks.get(os.getpid())
        # None in a child that was forked inside of the `with` statement.
        if lock is not None:
            lock.release()
