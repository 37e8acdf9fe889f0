"""A cache of small files in the user's cache folder. It saves time and never changes a result."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from generator.core.read_file import read_file
from generator.core.write_file import replace_file

VARIABLE = "CODEGEN_CACHE"
MOST_FILES = 64
MOST_BYTES = 64 * 1024 * 1024

# Only files with this suffix are ever removed from the folder.
_SUFFIX = ".codegen-cache"


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache files in one folder, which is created with the first file.

    No method raises: an unreadable file is a miss, and a failed write is ignored.
    """

    folder: Path

    @classmethod
    def open(cls) -> Cache | None:
        """Open the cache in the folder `CODEGEN_CACHE`, or else in the user's cache folder.

        None if the variable is empty, or the user has no cache folder.
        """
        configured = os.environ.get(VARIABLE)
        if configured == "":
            return None
        if configured:
            return cls(Path(configured))
        folder = user_cache_path("codegen", appauthor=False)
        # Without a home folder, the path begins with an unexpanded `~`.
        return cls(folder) if folder.is_absolute() else None

    def read(self, name: str) -> bytes | None:
        """The content of the cache file `name`; None if it is missing or cannot be read."""
        try:
            return read_file(self._path(name), MOST_BYTES)
        except OSError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Write the cache file `name` atomically, and remove the oldest files if necessary.

        `name` consists of letters, digits and hyphens.
        """
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._path(name).is_file():
                # A pipe in its place would wait for a reader.
                self._path(name).unlink(missing_ok=True)
            # A killed process leaves a temporary file with the suffix, which is evicted eventually.
            replace_file(self._path(name), content, mode=0o600, is_durable=False)
            self._evict()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{_SUFFIX}"

    def _evict(self) -> None:
        """Remove the oldest files beyond the maximal number and total size."""
        files: list[tuple[int, int, Path]] = []
        for path in self.folder.glob(f"*{_SUFFIX}"):
            # Another process may have removed the file in the meantime.
            with suppress(OSError):
                status = path.stat()
                files.append((status.st_mtime_ns, status.st_size, path))
        total = 0
        for index, (_, size, path) in enumerate(sorted(files, reverse=True)):
            total += size
            if index >= MOST_FILES or total > MOST_BYTES:
                with suppress(OSError):
                    path.unlink()
