"""Put a new folder in the place of an old one by renaming, so that nobody ever sees half of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.output.errors import OutputError
from generator.output.manifest import MANIFEST_NAME
from generator.output.stage import free_name, remove_abandoned, stage_for


@dataclass(frozen=True, slots=True)
class Swap:
    """The folder to replace, and the name beside it that the old one has for a moment.

    It has that name only where two folders cannot be exchanged in one step.
    """

    target: Path
    aside: Path

    @classmethod
    def to(cls, target: Path) -> Swap:
        """The swap for `target`; where that is a link, for the folder that it leads to."""
        real = Path(os.path.realpath(target))
        return cls(real, real.with_name(f".{real.name}.codegen-old"))

    def check(self) -> None:
        """See that the folder can be renamed: nobody stands in it, and the name is free.

        Raises:
            OutputError: it is the current folder, or one around it; or something else has the
                name that the old folder gets.
        """
        if self.aside.exists():
            raise OutputError(
                "in-the-way",
                f"{self.aside} has the name that the old client needs for a moment",
                "move it elsewhere",
            )
        if self.target.exists() and Path.cwd().is_relative_to(self.target):
            raise OutputError(
                "current-folder",
                f"{self.target} is the current folder, and a build replaces it as a whole",
                "run codegen from a folder outside of it",
            )

    def recover(self) -> None:
        """Undo or finish what a build that was killed left behind, and remove what else it left.

        Raises:
            OSError: the old folder cannot be put back.
        """
        if self.aside.is_dir() and self._is_replaced(self.aside):
            if self.target.exists():
                self._remove_aside()
            else:
                self.aside.rename(self.target)
        remove_abandoned(self.target)

    def _remove_aside(self) -> None:
        # Under its name it must be whole: that is how `recover` knows it.
        removed = free_name(self.target)
        with suppress(OSError):
            self.aside.rename(removed)
            shutil.rmtree(removed, ignore_errors=True)

    @staticmethod
    def _is_replaced(folder: Path) -> bool:
        """Whether this can be the old folder of a build: a client, or an empty one."""
        return (folder / MANIFEST_NAME).is_file() or not any(folder.iterdir())

    def replace_by(self, contents: Mapping[str, bytes], carried: Iterable[str]) -> None:
        """Make the folder hold `contents` and, out of what it holds now, the paths `carried`.

        What is carried stays the same file, with its times, where the file system can do that.

        Raises:
            OSError: the disk is full, or does not let us; then all is as before.
        """
        self.target.parent.mkdir(parents=True, exist_ok=True)
        with stage_for(self.target) as stage:
            self._fill(stage, contents, carried)
            self._put_in_place(stage)

    def _fill(
        self, stage: Path, contents: Mapping[str, bytes], carried: Iterable[str]
    ) -> None:
        kept = sorted(path for path in carried if path not in contents)
        for folder in sorted({(stage / path).parent for path in kept}):
            folder.mkdir(parents=True, exist_ok=True)
        for path in kept:
            _carry(self.target / path, stage / path)
        for folder in sorted({(stage / path).parent for path in contents}):
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            (stage / path).write_bytes(content)

    def _put_in_place(self, stage: Path) -> None:
        """Give the folder at `stage` the name of the target; what had it goes."""
        if not self.target.exists():
            stage.rename(self.target)
        elif not _exchanged(stage, self.target):
            self._rename_both(stage)
            self._remove_aside()

    def _rename_both(self, stage: Path) -> None:
        try:
            self.target.rename(self.aside)
            stage.rename(self.target)
        except BaseException:
            # Also Ctrl-C, which can come between the two.
            if self.aside.exists() and not self.target.exists():
                self.aside.rename(self.target)
            raise


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two folders could be exchanged in one step, and now are."""
    try:
        # Only a build that replaces something needs it.
        from generator.output.exchange import exchange
    except ImportError:
        # This Python has no ctypes.
        return False
    return exchange(one, other)


def _carry(origin: Path, destination: Path) -> None:
    if origin.is_dir() and not origin.is_symlink():
        destination.mkdir()
        return
    try:
        os.link(origin, destination, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(origin, destination, follow_symlinks=False)
