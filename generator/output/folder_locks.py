"""Locks of folders, which end with the process that holds them at the latest."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def lock(folder: Path) -> Generator[bool | None, None, None]:
    """Lock a folder for the duration of a `with` block, or of the process if that is shorter.

    Yields whether it is locked: False if another process has locked or shares it, None if the
    system cannot lock folders.

    Raises:
        OSError: the folder cannot be opened.
    """
    if sys.platform == "win32":
        yield None
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        yield False
        return
    try:
        yield _try_lock(descriptor)
    finally:
        os.close(descriptor)


def share(folder: Path) -> None:
    """Share a folder with other processes until this one ends, so that none locks it.

    Waits for a process that has locked it. Does nothing where the system cannot lock folders.

    Raises:
        OSError: the folder cannot be opened.
    """
    _share_once(folder, os.stat(folder).st_ino)


@cache
def _share_once(folder: Path, inode: int) -> None:
    if sys.platform != "win32":
        # Open until the process ends.
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        except OSError:
            os.close(descriptor)


def _try_lock(descriptor: int) -> bool | None:
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True
    return None
