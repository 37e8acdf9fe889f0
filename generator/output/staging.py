"""Temporary folders in which builds assemble a client, and removal of abandoned ones."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# Where folders cannot be locked, the age in seconds at which a staging folder counts as abandoned.
_LONGEST_BUILD = 3600.0


def unused_name(target: Path) -> Path:
    """A random name beside `target`, which no other build uses."""
    return target.with_name(f".{target.name}.codegen-{secrets.token_hex(8)}")


@contextmanager
def staging_folder(target: Path) -> Generator[Path, None, None]:
    """Create an empty, locked folder beside `target` for the duration of a `with` block.

    It has the mode of `target`. Afterwards, whatever has its name then is removed.

    Raises:
        OSError: the folder cannot be created.
    """
    while True:
        folder = unused_name(target)
        folder.mkdir()
        try:
            with _lock(folder) as is_locked:
                # Another build may have removed it as abandoned before it was locked.
                if is_locked is not False and folder.exists():
                    if target.exists():
                        shutil.copymode(target, folder)
                    yield folder
                    return
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned(target: Path) -> None:
    """Remove the staging folders of killed builds of `target`, but not those of running ones.

    Folders that cannot be removed are left; they do no harm.
    """
    with suppress(OSError):
        for folder in _staging_folders(target):
            with suppress(OSError), _lock(folder) as is_locked:
                is_old = is_locked is None and _age(folder) > _LONGEST_BUILD
                if is_locked or is_old:
                    shutil.rmtree(folder, ignore_errors=True)


def _staging_folders(target: Path) -> list[Path]:
    name = re.compile(rf"\.{re.escape(target.name)}\.codegen-[0-9a-f]{{16}}")
    with os.scandir(target.parent) as entries:
        return [
            Path(entry.path)
            for entry in entries
            if name.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
        ]


@contextmanager
def _lock(folder: Path) -> Generator[bool | None, None, None]:
    """Lock a folder for the duration of a `with` block, or of the process if that is shorter.

    Yields whether it is locked: False if another build has locked it, None if the system cannot
    lock folders.

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


def _age(folder: Path) -> float:
    return time.time() - folder.stat().st_mtime
