"""Replace a folder atomically: assemble the new one beside it, then rename."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.core.write_file import link_or_copy, write_new_file
from generator.output.errors import OutputError
from generator.output.manifest import MANIFEST_NAME
from generator.output.staging import remove_abandoned, staging_folder, unused_name


@dataclass(frozen=True, slots=True)
class FolderReplacement:
    """The replacement of the folder `target`.

    Where the system cannot exchange two folders in one step, the old folder is called `backup`
    between two renames.
    """

    target: Path
    backup: Path

    @classmethod
    def of(cls, target: Path) -> FolderReplacement:
        """The replacement of `target`; if that is a link, of the folder it leads to."""
        real = Path(os.path.realpath(target))
        return cls(real, real.with_name(f".{real.name}.codegen-old"))

    def check(self) -> None:
        """Check that the folder can be renamed.

        Raises:
            OutputError: it is or contains the current folder, or the name of the backup is taken.
        """
        if self.backup.exists():
            raise OutputError(
                "in-the-way",
                f"{self.backup} exists, but the build needs that name",
                "move it elsewhere",
            )
        if self.target.exists() and Path.cwd().is_relative_to(self.target):
            raise OutputError(
                "current-folder",
                f"{self.target} is or contains the current folder, and a build replaces it",
                "run codegen in another folder",
            )

    def recover(self) -> None:
        """Finish or undo the replacement of a build that was killed, and remove its leftovers.

        Raises:
            OSError: the old folder cannot be restored.
        """
        if self.backup.is_dir() and self._is_backup(self.backup):
            if self.target.exists():
                self._remove_backup()
            else:
                self.backup.rename(self.target)
        remove_abandoned(self.target)

    def _remove_backup(self) -> None:
        # Rename it first: a folder with the name of the backup has to be complete for `recover`.
        removed = unused_name(self.target)
        with suppress(OSError):
            self.backup.rename(removed)
            shutil.rmtree(removed, ignore_errors=True)

    @staticmethod
    def _is_backup(folder: Path) -> bool:
        """Whether a build can have left this folder: it is a client, or empty."""
        return (folder / MANIFEST_NAME).is_file() or not any(folder.iterdir())

    def replace(self, contents: Mapping[str, bytes], kept: Iterable[str]) -> None:
        """Replace the folder by one with new files, and with some paths of the old one.

        Args:
            contents: new content by path.
            kept: paths of the old folder. Files are linked, if the file system has hard links, and
                keep their times.

        Raises:
            OSError: the disk is full, or access is denied. The folder is unchanged.
        """
        self.target.parent.mkdir(parents=True, exist_ok=True)
        with staging_folder(self.target) as staging:
            self._fill(staging, contents, kept)
            self._put_in_place(staging)

    def _fill(
        self, staging: Path, contents: Mapping[str, bytes], kept: Iterable[str]
    ) -> None:
        unchanged = sorted(path for path in kept if path not in contents)
        for folder in sorted({(staging / path).parent for path in unchanged}):
            folder.mkdir(parents=True, exist_ok=True)
        for path in unchanged:
            _keep(self.target / path, staging / path)
        for folder in sorted({(staging / path).parent for path in contents}):
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            write_new_file(staging / path, content)

    def _put_in_place(self, staging: Path) -> None:
        if not self.target.exists():
            staging.rename(self.target)
        elif not _exchange(staging, self.target):
            self._rename_both(staging)
            self._remove_backup()

    def _rename_both(self, staging: Path) -> None:
        try:
            self.target.rename(self.backup)
            staging.rename(self.target)
        except BaseException:
            # Including Ctrl-C between the two.
            if self.backup.exists() and not self.target.exists():
                self.backup.rename(self.target)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False if that is impossible."""
    try:
        # Deferred: ctypes is slow to import, and only a build that replaces a client needs it.
        from generator.output.exchange import exchange
    except ImportError:
        # This Python lacks ctypes.
        return False
    return exchange(one, other)


def _keep(origin: Path, destination: Path) -> None:
    if origin.is_dir() and not origin.is_symlink():
        destination.mkdir()
    else:
        link_or_copy(origin, destination)
