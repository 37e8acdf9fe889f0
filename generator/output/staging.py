"""Temporary folders in which builds assemble a client, and removal of abandoned ones."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.output.folder_locks import lock

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
            with lock(folder) as is_locked:
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
            with suppress(OSError), lock(folder) as is_locked:
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


def _age(folder: Path) -> float:
    return time.time() - folder.stat().st_mtime
