"""A folder of small files that save work; without any of them all comes out the same."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from platformdirs import user_cache_path

VARIABLE = "CODEGEN_CACHE"
MOST_FILES = 64
MOST_BYTES = 64 * 1024 * 1024

# Only files that are called so are ever removed, whatever else lies in the folder.
_SUFFIX = ".codegen-cache"


@dataclass(frozen=True, slots=True)
class Cache:
    """The files of one folder, which is made when the first is written.

    Nothing here raises: what cannot be read is not there, and what cannot be written is not kept.
    """

    folder: Path

    @classmethod
    def open(cls) -> Cache | None:
        """The cache in the folder that `CODEGEN_CACHE` names, or else in the user's cache folder.

        None if the variable is empty, or the user has no such folder.
        """
        named = os.environ.get(VARIABLE)
        if named == "":
            return None
        folder = Path(named) if named else user_cache_path("codegen", appauthor=False)
        # Without a home folder, its sign `~` is left as it is.
        return cls(folder) if named or folder.is_absolute() else None

    def read(self, name: str) -> bytes | None:
        """What was written as `name` last, if it is still there."""
        try:
            return self._path(name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Keep `content` as `name`, whole or not at all; the oldest files make room for it.

        `name` is made of letters, digits and hyphens.
        """
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._replace(name, content)
            self._make_room()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{_SUFFIX}"

    def _replace(self, name: str, content: bytes) -> None:
        # What a process leaves that is ended halfway has the suffix too, and goes when it is old.
        with NamedTemporaryFile(
            dir=self.folder, prefix="new-", suffix=_SUFFIX, delete=False
        ) as file:
            written = Path(file.name)
            try:
                file.write(content)
                file.close()
                written.replace(self._path(name))
            except OSError:
                file.close()
                written.unlink(missing_ok=True)
                raise

    def _make_room(self) -> None:
        """Remove the oldest files while there are too many, or too much is in them."""
        ages: list[tuple[int, int, Path]] = []
        for path in self.folder.glob(f"*{_SUFFIX}"):
            # Another process may have removed it meanwhile.
            with suppress(OSError):
                found = path.stat()
                ages.append((found.st_mtime_ns, found.st_size, path))
        kept = 0
        for index, (_, size, path) in enumerate(sorted(ages, reverse=True)):
            kept += size
            if index >= MOST_FILES or kept > MOST_BYTES:
                with suppress(OSError):
                    path.unlink()
