"""Put a new folder in the place of an old one by renaming, so that nobody ever sees half of it."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.output.errors import OutputError
from generator.output.manifest import MANIFEST_NAME

# After so many seconds without a change no build is at work in a folder.
_ABANDONED = 600.0


@dataclass(frozen=True, slots=True)
class Swap:
    """The folder to replace, and two names beside it: one for the new folder, one for the old."""

    target: Path
    stage: Path
    aside: Path

    @classmethod
    def to(cls, target: Path) -> Swap:
        """The swap for `target`; where that is a link, for the folder that it leads to."""
        real = Path(os.path.realpath(target))
        return cls(
            real,
            real.with_name(f".{real.name}.codegen-{secrets.token_hex(8)}"),
            real.with_name(f".{real.name}.codegen-old"),
        )

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
        """Undo what builds that were killed left behind.

        Raises:
            OSError: the old folder cannot be put back.
        """
        self._remove_abandoned()
        if not self.aside.is_dir() or not self._is_replaced(self.aside):
            return
        if self.target.exists():
            self._remove_aside()
        else:
            self.aside.rename(self.target)

    def _remove_abandoned(self) -> None:
        """Remove the folders that killed builds put together, unless they may be alive."""
        name = re.compile(re.escape(f".{self.target.name}.codegen-") + "[0-9a-f]{16}")
        try:
            found = [
                e for e in os.scandir(self.target.parent) if name.fullmatch(e.name)
            ]
            old = [e for e in found if time.time() - e.stat().st_mtime > _ABANDONED]
        except OSError:
            # There is no such folder yet, or another build tidies up as well.
            return
        for each in old:
            shutil.rmtree(each.path, ignore_errors=True)

    def _remove_aside(self) -> None:
        """Remove the old folder, whose name is free at once: a part of one would be in the way."""
        rest = Swap.to(self.target).stage
        self.aside.rename(rest)
        shutil.rmtree(rest, ignore_errors=True)

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
        try:
            self._fill_stage(contents, carried)
            self._exchange()
        finally:
            shutil.rmtree(self.stage, ignore_errors=True)
        # The new folder stands; what cannot be removed now will be by another build.
        with suppress(OSError):
            self._remove_aside()

    def _fill_stage(
        self, contents: Mapping[str, bytes], carried: Iterable[str]
    ) -> None:
        self.stage.mkdir()
        if self.target.exists():
            shutil.copymode(self.target, self.stage)
        kept = sorted(path for path in carried if path not in contents)
        for folder in sorted({(self.stage / path).parent for path in kept}):
            folder.mkdir(parents=True, exist_ok=True)
        for path in kept:
            self._carry(path)
        for folder in sorted({(self.stage / path).parent for path in contents}):
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            (self.stage / path).write_bytes(content)

    def _carry(self, path: str) -> None:
        origin, destination = self.target / path, self.stage / path
        if origin.is_dir() and not origin.is_symlink():
            destination.mkdir()
            return
        try:
            os.link(origin, destination, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(origin, destination, follow_symlinks=False)

    def _exchange(self) -> None:
        try:
            if self.target.exists():
                self.target.rename(self.aside)
            self.stage.rename(self.target)
        except BaseException:
            # Also Ctrl-C, which can come between the two.
            if self.aside.exists() and not self.target.exists():
                self.aside.rename(self.target)
            raise
