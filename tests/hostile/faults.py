"""Fault injection: builds that are killed or run out of disk space, and what they leave behind.

`python -m tests.hostile.faults` runs the builds and prints each outcome as a line of JSON. It is a
separate process because it forks, which is unsafe in a process with threads.
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
USER_FILE = "mine.txt"

# Audit events of operations that change the disk; a build may be killed at any of them.
_WRITE_EVENTS = frozenset(
    ("open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod")
) | {"shutil.rmtree"}
# Audit events of operations that fail when the disk is full.
_ALLOCATION_EVENTS = frozenset(["open", "os.mkdir", "os.rename", "os.link"])
# Limits on the size of a file, in bytes. Some file that differs between the clients is larger.
_FILE_SIZE_LIMITS = (500, 1_000, 2_000)
_MANIFEST = Manifest("codegen 0.1.0", DocumentIdentity("t", "1", "ab"), "c")
_CRASHED = 70
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Fault:
    """A fault to inject into a build.

    Attributes:
        type: "killed", "full" (the disk) or "limit" (on the size of files).
        is_first: build into a new folder, rather than over an old client.
        is_whole: inject it anywhere in the build, rather than only in writing the client.
        is_atomic: exchange folders in one step, on systems that support it.
    """

    type: str
    is_first: bool = False
    is_whole: bool = False
    is_atomic: bool = True


@dataclass(frozen=True)
class Outcome:
    """The outcome of a build with a fault at `step`, and of the next build without one.

    `client` is "old" or "new" if the folder is that client in full, "none" if there is none;
    `siblings` are the names in the folder around it. Those of the next build start with `next_`.
    """

    step: str
    code: int
    output: str
    client: str
    siblings: list[str]
    next_code: int
    next_client: str
    next_siblings: list[str]


def inject(folder: Path, fault: Fault) -> list[Outcome]:
    """Inject a fault at the first, a middle and the last of each run of similar steps.

    Whole builds are slow: they are tested with at most three steps.
    """
    arguments = json.dumps([str(folder), asdict(fault)])
    process = subprocess.run(
        [sys.executable, "-m", "tests.hostile.faults", arguments],
        cwd=_ROOT,
        env={**os.environ, "CODEGEN_CACHE": ""},
        stdout=subprocess.PIPE,
        check=True,
    )
    return [Outcome(**json.loads(line)) for line in process.stdout.splitlines()]


def _main(folder: str, fault: dict[str, Any]) -> None:
    builder = _FaultInjector(Path(folder), Fault(**fault))
    for number in builder.numbers():
        print(json.dumps(asdict(builder.outcome(number))), flush=True)


class _FaultInjector:
    def __init__(self, folder: Path, fault: Fault) -> None:
        self._folder = folder / "clients"
        self._target = self._folder / "client"
        self._old_client, self._output, self._steps = (
            folder / name for name in ("old", "output", "steps")
        )
        self._fault = fault
        if not fault.is_atomic:
            vars(exchange)["exchange"] = lambda one, other: False
        self._clients: dict[str, dict[str, bytes]] = {}
        for name, case in (("new", NEW), ("old", OLD)):
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir()
            assert self._build(case) == 0
            self._clients[name] = _contents(self._target)
        self._target.rename(self._old_client)

    def numbers(self) -> Iterable[int]:
        """The numbers of the steps to inject the fault at; for a limit, the numbers of bytes."""
        if self._fault.type == "limit":
            return _FILE_SIZE_LIMITS
        self._reset()
        assert self._build(NEW, 0) == 0
        numbered = enumerate(self._steps.read_text().split(), 1)
        rows = [list(row) for _, row in groupby(numbered, lambda step: step[1])]
        every = sorted(
            {row[index][0] for row in rows for index in (0, len(row) // 2, -1)}
        )
        return every[:: len(every) // 3 + 1] if self._fault.is_whole else every

    def outcome(self, number: int) -> Outcome:
        self._reset()
        code = self._build(NEW, number)
        output, client = self._output.read_text(), self._client_version()
        siblings = self._siblings()
        return Outcome(
            step=self._steps.read_text().split()[-1],
            code=code,
            output=output,
            client=client,
            siblings=siblings,
            next_code=self._build(NEW),
            next_client=self._client_version(),
            next_siblings=self._siblings(),
        )

    def _reset(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._steps.unlink(missing_ok=True)
        self._folder.mkdir()
        if not self._fault.is_first:
            shutil.copytree(self._old_client, self._target)
            (self._target / USER_FILE).write_text("mine")

    def _build(self, case: str, number: int | None = None) -> int:
        """Run a build; its exit code, or the negative number of the signal that ended it."""
        files = compiled(case)
        process = os.fork()
        if process == 0:
            code = _CRASHED
            with self._output.open("w") as output, redirect_stderr(output):
                try:
                    if number is not None:
                        _schedule(self._fault.type, number, self._steps)
                    if self._fault.is_whole:
                        code = run(_command(case, self._target))
                    else:
                        code = _write(self._target, files)
                except BaseException:
                    traceback.print_exc()
                output.flush()
                os._exit(code)
        _, status = os.waitpid(process, 0)
        return os.waitstatus_to_exitcode(status)

    def _client_version(self) -> str:
        if not self._target.exists():
            return "none"
        contents = _contents(self._target)
        user_file = contents.pop(USER_FILE, None)
        if user_file != (None if self._fault.is_first else b"mine"):
            return "lost user file"
        names = [name for name, files in self._clients.items() if files == contents]
        return names[0] if names else "inconsistent"

    def _siblings(self) -> list[str]:
        return sorted(os.listdir(self._folder))


def _command(case: str, target: Path) -> list[str]:
    return ["build", str(document_of(case)), "-o", str(target), "-q"]


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _write(target: Path, files: Mapping[str, bytes]) -> int:
    output = [OutputFile(path, content) for path, content in files.items()]
    try:
        write_client(target, output, _MANIFEST)
    except OutputError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _schedule(fault: str, number: int, log: Path) -> None:
    """Schedule a fault at the `number`-th step of this process; `log` records the steps.

    With the number 0, only record the steps.
    """
    if fault == "limit":
        log.write_text("write")
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
        return
    counted = _WRITE_EVENTS if fault == "killed" else _ALLOCATION_EVENTS
    fail = _kill if fault == "killed" else _raise_disk_full
    steps = log.open("w", buffering=1)
    numbers = count(1)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in counted or (event == "open" and not _is_write(arguments)):
            return
        step = next(numbers)
        if step <= number or number == 0:
            print(event, file=steps)
        if step >= number > 0:
            fail()

    sys.addaudithook(hook)


def _is_write(arguments: tuple[Any, ...]) -> bool:
    path, _, flags = arguments
    return isinstance(path, str) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _raise_disk_full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


if __name__ == "__main__":
    _main(*json.loads(sys.argv[1]))
