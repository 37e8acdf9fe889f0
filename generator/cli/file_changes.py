"""Detect changed files by polling.

Polling works on every file system, in containers and over networks, where notifications do not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISDIR
from typing import TypeAlias

# Modification time, size and inode; None for a missing file. Editors replace a file by a new one,
# which may have the same size and even the same time.
_State: TypeAlias = tuple[int, int, int] | None
_BYTECODE = "__pycache__"


def poll_changes(
    paths: Callable[[], Iterable[Path]],
    wait: Callable[[], object],
) -> Iterator[tuple[Path, ...]]:
    """Yield the paths of changed files, whenever there are some; first an empty tuple.

    Changes are yielded when two polls in a row see the same state, so that no file is half written.
    Changes that happen while the caller is busy are found by the next poll.

    Args:
        paths: returns the files and folders to watch, before each poll. They do not have to exist.
            Folders include everything in them, except hidden files, backup copies of editors and
            links to other folders.
        wait: called between two polls.
    """
    known = _poll(paths())
    yield ()
    while True:
        wait()
        current = _poll(paths())
        while current != known:
            wait()
            previous, current = current, _poll(paths())
            if current == previous:
                break
        changed = _difference(known, current)
        known = current
        if changed:
            yield changed


def _difference(
    old: Mapping[Path, _State], new: Mapping[Path, _State]
) -> tuple[Path, ...]:
    paths = sorted({*old, *new})
    return tuple(path for path in paths if old.get(path) != new.get(path))


def _poll(paths: Iterable[Path]) -> dict[Path, _State]:
    states: dict[Path, _State] = {}
    for path in paths:
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            states[path] = None
            continue
        if S_ISDIR(status.st_mode):
            states.update(_poll(_watched_entries(path)))
        else:
            states[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return states


def _watched_entries(folder: Path) -> list[Path]:
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [
        path
        for path in (folder / name for name in names)
        if not _is_ignored(path.name) and not (path.is_symlink() and path.is_dir())
    ]


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name.endswith("~") or name == _BYTECODE
