"""Clients in the user's cache folder. They save time, and nothing depends on them.

A client has a folder of its own, named by a digest of everything that decides its content. A
running process imports its modules one by one, so the content of such a folder never changes, and
another process does not remove it meanwhile.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.output.cache_folder import Cache
from generator.output.client_folder import read_client_folder
from generator.output.errors import OutputError
from generator.output.folder_locks import lock, share

MOST_CLIENTS = 16
_FOLDER = "clients"
# Where folders cannot be locked, the age in seconds at which a client counts as unused.
_LONGEST_USE = 7 * 86400.0
_WRITABLE_BY_OTHERS = 0o022


@dataclass(frozen=True, slots=True)
class ClientCache:
    """The clients in one folder."""

    folder: Path

    @classmethod
    def open(cls) -> ClientCache:
        """Open the clients in the cache folder.

        Without a cache folder, or where another user could write into it, the clients are in a
        temporary folder, which is removed when the process ends.
        """
        found = Cache.open()
        if found is not None:
            folder = found.folder.absolute() / _FOLDER
            with suppress(OSError):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if _is_private(folder) and os.access(folder, os.W_OK):
                    return cls(folder)
        return cls(Path(_temporary_folder().name))

    def reserve(self, key: str, package: str) -> Path:
        """Return the folder of a client, which need not exist. No process removes it from now on.

        Args:
            key: a digest of everything that decides the content of the client.
            package: the name of its package, and of the folder.

        Raises:
            OSError: the cache cannot be written.
        """
        entry = self.folder / key
        while True:
            entry.mkdir(mode=0o700, exist_ok=True)
            # Another process may remove the folder before it is shared.
            with suppress(FileNotFoundError):
                share(entry)
                os.utime(entry)
                return entry / package

    def evict(self) -> None:
        """Remove the clients that were used least recently, beyond the maximal number."""
        entries: list[tuple[int, Path]] = []
        with suppress(OSError):
            for entry in filter(Path.is_dir, self.folder.iterdir()):
                # Another process may have removed it in the meantime.
                with suppress(OSError):
                    entries.append((entry.stat().st_mtime_ns, entry))
        for modified, entry in sorted(entries, reverse=True)[MOST_CLIENTS:]:
            with suppress(OSError), lock(entry) as is_locked:
                is_old = time.time() - modified / 1e9 > _LONGEST_USE
                if is_locked or (is_locked is None and is_old):
                    shutil.rmtree(entry, ignore_errors=True)


def is_complete(client: Path) -> bool:
    """Whether a cached client exists, as it was built. One that is not is removed."""
    if not client.exists():
        # Another process may be about to write it.
        return False
    try:
        folder = read_client_folder(client)
        is_as_built = (
            folder.manifest is not None
            and not folder.edited
            and not folder.missing
            and not folder.foreign
        )
    except (OutputError, OSError):
        is_as_built = False
    if not is_as_built:
        shutil.rmtree(client, ignore_errors=True)
    return is_as_built


def _is_private(folder: Path) -> bool:
    """Whether only the current user can write into a folder."""
    status = folder.stat()
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _WRITABLE_BY_OTHERS


@cache
def _temporary_folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="codegen-", ignore_cleanup_errors=True)
