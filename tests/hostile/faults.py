"""Builds to which something happens, each in a process of its own, and what is there afterwards.

`python -m tests.hostile.faults` does the builds and writes what came of each as a line of JSON: it
forks, which is no thing to do in a process that has threads.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterable, Mapping
from contextlib import redirect_stderr
from dataclasses import asdict, dataclass
from itertools import count, groupby
from pathlib import Path
from typing import Any

from generator.cli import run
from generator.output import (
    DocumentIdentity,
    Manifest,
    OutputError,
    OutputFile,
    exchange,
    write_client,
)
from tests.cases.building import compiled, document_of

OLD, NEW = "recursion", "formats"
MINE = "mine.txt"

# What is counted where a process is killed: whatever changes a disk.
_CHANGING = frozenset(
    ("open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod")
) | {"shutil.rmtree"}
# What a full disk has no room for.
_GROWING = frozenset(["open", "os.mkdir", "os.rename", "os.link"])
# How large a file may become, in bytes.
_LIMITS = (500, 1_000, 8_000)
_MANIFEST = Manifest("codegen 0.1.0", DocumentIdentity("t", "1", "ab"), "c")
_CRASHED = 70
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Fault:
    """What happens: "killed", "full" (the disk) or "limit" (on the size of files), and to what.

    It happens to a build into a new folder if it `is_first`, else to one over an old client; to the
    whole of it if it `is_whole`, else to the writing alone. Folders are exchanged `in_one` step
    where the system can do that.
    """

    kind: str
    is_first: bool = False
    is_whole: bool = False
    in_one: bool = True


@dataclass(frozen=True)
class Outcome:
    """What came of a build to which something happened at a `step`, and of the next one.

    `found` is "old" or "new" if the folder is that client in full, "none" if there is none.
    `beside` are the names beside it, before the next build and after it.
    """

    step: str
    code: int
    said: str
    found: str
    beside: list[str]
    code_after: int
    after: str
    beside_after: list[str]


def outcomes(folder: Path, fault: Fault) -> list[Outcome]:
    """What comes of the fault at steps of every kind: the first, one amid and the last in a row.

    Whole builds are slow, and three steps in all have to do.
    """
    asked = json.dumps([str(folder), asdict(fault)])
    ended = subprocess.run(
        [sys.executable, "-m", "tests.hostile.faults", asked],
        cwd=_ROOT,
        env={**os.environ, "CODEGEN_CACHE": ""},
        stdout=subprocess.PIPE,
        check=True,
    )
    return [Outcome(**json.loads(line)) for line in ended.stdout.splitlines()]


def _main(folder: str, fault: dict[str, Any]) -> None:
    builder = _Builder(Path(folder), Fault(**fault))
    for number in builder.numbers():
        print(json.dumps(asdict(builder.outcome(number))), flush=True)


class _Builder:
    def __init__(self, folder: Path, fault: Fault) -> None:
        self._folder = folder / "clients"
        self._target = self._folder / "client"
        self._kept, self._said, self._step = (
            folder / name for name in ("kept", "said", "step")
        )
        self._fault = fault
        if not fault.in_one:
            vars(exchange)["exchange"] = lambda one, other: False
        self._clients: dict[str, dict[str, bytes]] = {}
        for name, case in (("new", NEW), ("old", OLD)):
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir()
            assert self._build(case) == 0
            self._clients[name] = _contents(self._target)
        self._target.rename(self._kept)

    def numbers(self) -> Iterable[int]:
        """The steps that the fault is to happen at; for a limit, how many bytes."""
        if self._fault.kind == "limit":
            return _LIMITS
        self._start()
        assert self._build(NEW, 0) == 0
        numbered = enumerate(self._step.read_text().split(), 1)
        rows = [list(row) for _, row in groupby(numbered, lambda each: each[1])]
        every = sorted({row[at][0] for row in rows for at in (0, len(row) // 2, -1)})
        return every[:: len(every) // 3 + 1] if self._fault.is_whole else every

    def outcome(self, number: int) -> Outcome:
        self._start()
        code = self._build(NEW, number)
        said, found, beside = self._said.read_text(), self._found(), self._beside()
        return Outcome(
            step=self._step.read_text().split()[-1],
            code=code,
            said=said,
            found=found,
            beside=beside,
            code_after=self._build(NEW),
            after=self._found(),
            beside_after=self._beside(),
        )

    def _start(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._step.unlink(missing_ok=True)
        self._folder.mkdir()
        if not self._fault.is_first:
            shutil.copytree(self._kept, self._target)
            (self._target / MINE).write_text("mine")

    def _build(self, case: str, number: int | None = None) -> int:
        """The exit code of a build; minus the signal that ended it."""
        made = compiled(case)
        process = os.fork()
        if process == 0:
            code = _CRASHED
            with self._said.open("w") as said, redirect_stderr(said):
                try:
                    if number is not None:
                        _prepare(self._fault.kind, number, self._step)
                    if self._fault.is_whole:
                        code = run(_command(case, self._target))
                    else:
                        code = _written(self._target, made)
                except BaseException:
                    traceback.print_exc()
                said.flush()
                os._exit(code)
        _, status = os.waitpid(process, 0)
        return os.waitstatus_to_exitcode(status)

    def _found(self) -> str:
        if not self._target.exists():
            return "none"
        found = _contents(self._target)
        mine = found.pop(MINE, None)
        if mine != (None if self._fault.is_first else b"mine"):
            return "mine is lost"
        names = [name for name, each in self._clients.items() if each == found]
        return names[0] if names else "torn"

    def _beside(self) -> list[str]:
        return sorted(os.listdir(self._folder))


def _command(case: str, target: Path) -> list[str]:
    return ["build", str(document_of(case)), "-o", str(target), "-q"]


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _written(target: Path, made: Mapping[str, bytes]) -> int:
    files = [OutputFile(path, content) for path, content in made.items()]
    try:
        write_client(target, files, _MANIFEST)
    except OutputError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _prepare(kind: str, number: int, file: Path) -> None:
    """Let the fault happen to this process at its `number`-th step; `file` gets them until then."""
    if kind == "limit":
        file.write_text("write")
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
        return
    counted = _CHANGING if kind == "killed" else _GROWING
    strike = _kill if kind == "killed" else _fill
    steps = file.open("w", buffering=1)
    numbers = count(1)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event not in counted or (event == "open" and not _is_writing(given)):
            return
        now = next(numbers)
        if now <= number or number == 0:
            print(event, file=steps)
        if now >= number > 0:
            strike()

    sys.addaudithook(hook)


def _is_writing(given: tuple[Any, ...]) -> bool:
    path, _, flags = given
    return isinstance(path, str) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fill() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


if __name__ == "__main__":
    _main(*json.loads(sys.argv[1]))
