"""Folders beside a client that a build needs for a moment; what killed builds left of them goes."""

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

# Where no lock says whether a build still needs its folder, it does for so many seconds.
_LONGEST_BUILD = 3600.0


def free_name(target: Path) -> Path:
    """A name beside `target` that nothing has, and that no other build takes."""
    return target.with_name(f".{target.name}.codegen-{secrets.token_hex(8)}")


@contextmanager
def stage_for(target: Path) -> Generator[Path, None, None]:
    """A new, empty folder beside `target`, with the mode of it; what has its name at the end goes.

    Raises:
        OSError: the folder cannot be made.
    """
    while True:
        stage = free_name(target)
        stage.mkdir()
        try:
            with _lock(stage) as is_ours:
                # Another build can have taken it for abandoned before it was locked.
                if is_ours is not False and stage.exists():
                    if target.exists():
                        shutil.copymode(target, stage)
                    yield stage
                    return
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def remove_abandoned(target: Path) -> None:
    """Remove the stages of builds of `target` that were killed, and of none that is under way.

    What cannot be removed stays, and is in nobody's way.
    """
    with suppress(OSError):
        for folder in _stages(target):
            with suppress(OSError), _lock(folder) as is_ours:
                if is_ours or (is_ours is None and _age(folder) > _LONGEST_BUILD):
                    shutil.rmtree(folder, ignore_errors=True)


def _stages(target: Path) -> list[Path]:
    is_stage = re.compile(rf"\.{re.escape(target.name)}\.codegen-[0-9a-f]{{16}}")
    with os.scandir(target.parent) as entries:
        return [
            Path(entry.path)
            for entry in entries
            if is_stage.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
        ]


@contextmanager
def _lock(folder: Path) -> Generator[bool | None, None, None]:
    """Hold the lock of a folder, which ends with the process at the latest.

    Gives whether it is ours, and not another build's; None where folders have no locks.

    Raises:
        OSError: the folder cannot be opened.
    """
    if sys.platform == "win32":
        yield None
        return
    try:
        number = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        yield False
        return
    try:
        yield _is_locked(number)
    finally:
        os.close(number)


def _is_locked(number: int) -> bool | None:
    if sys.platform != "win32":
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True
    return None


def _age(folder: Path) -> float:
    return time.time() - folder.stat().st_mtime
