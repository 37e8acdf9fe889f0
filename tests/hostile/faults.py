"""What happens if a build ends, or the disk does not take more, at any one of its system calls.

    python -m tests.hostile.faults FOLDER NUMBER

writes a client into FOLDER, and is gone before its system call of this number.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.output import (
    DocumentIdentity,
    Manifest,
    OutputFile,
    WriteReport,
    write_client,
)

MANIFEST = Manifest("codegen 0.1.0", DocumentIdentity("t", "1", "ab"), "c")
OLD = {"__init__.py": "", "client.py": "one = 1\n", "models/a.py": "a = 1\n"}
NEW = {"__init__.py": "", "client.py": "one = 2\n", "models/b.py": "b = 1\n"}
# Python tells of these before it asks the system (sys.addaudithook).
_EVENTS = {
    *("open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"),
    *("os.chmod", "os.scandir", "os.listdir", "shutil.rmtree"),
}


class Faults:
    """Calls something in place of the system call of some number, of those below a folder."""

    def __init__(self) -> None:
        self._folder = ""
        self._number = 0
        self._fail: Callable[[], None] = lambda: None
        sys.addaudithook(self._audit)

    @contextmanager
    def at(
        self, number: int, folder: Path, fail: Callable[[], None]
    ) -> Iterator[Faults]:
        """Within the block, do this at the system call of this number, counted from 1."""
        self._folder, self._number, self._fail = str(folder), number, fail
        try:
            yield self
        finally:
            self._folder = ""

    @property
    def were_there(self) -> bool:
        """Whether there were as many system calls."""
        return self._number <= 0

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._folder or event not in _EVENTS:
            return
        if str(arguments[0]).startswith(self._folder):
            self._number -= 1
            if self._number == 0:
                self._fail()


def write(folder: Path, texts: dict[str, str]) -> WriteReport:
    """Write a client of these files."""
    files = [OutputFile(path, text.encode()) for path, text in texts.items()]
    return write_client(folder, files, MANIFEST)


def main(folder: Path, number: int) -> None:
    with Faults().at(number, folder.parent, lambda: os._exit(9)):
        write(folder, NEW)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
