"""Which of some files changed, told as it happens, by looking at them again and again.

Looking works on every file system, in containers and over networks, where notifications do not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISDIR
from typing import TypeAlias

# What tells one state of a file from the next: when it changed, how long it is, and which it is.
# Editors often replace a file by a new one, which may be as long and even as old.
_State: TypeAlias = tuple[int, int, int] | None
_COMPILED = "__pycache__"


def changes(
    paths: Callable[[], Iterable[Path]],
    wait: Callable[[], object],
) -> Iterator[tuple[Path, ...]]:
    """First nothing, at once; then the files that changed, each time some did.

    `paths` says what to watch, anew at each look: files, and folders with all that is in them, save
    hidden files, editors' copies and links to other folders. They need not exist. `wait` is called
    between two looks; a change is told when two looks in a row saw the same, so that nothing
    half-written is. What changes while the caller is busy is told when it comes back.
    """
    told = _look(paths())
    yield ()
    while True:
        wait()
        now = _look(paths())
        while now != told:
            wait()
            before, now = now, _look(paths())
            if now == before:
                break
        changed = _difference(told, now)
        told = now
        if changed:
            yield changed


def _difference(
    old: Mapping[Path, _State], new: Mapping[Path, _State]
) -> tuple[Path, ...]:
    every = sorted({*old, *new})
    return tuple(path for path in every if old.get(path) != new.get(path))


def _look(paths: Iterable[Path]) -> dict[Path, _State]:
    found: dict[Path, _State] = {}
    for path in paths:
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            found[path] = None
            continue
        if S_ISDIR(status.st_mode):
            found.update(_look(_inside(path)))
        else:
            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _inside(folder: Path) -> list[Path]:
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [
        path
        for path in (folder / name for name in names)
        if not _is_passing(path.name) and not (path.is_symlink() and path.is_dir())
    ]


def _is_passing(name: str) -> bool:
    return name.startswith(".") or name.endswith("~") or name == _COMPILED
