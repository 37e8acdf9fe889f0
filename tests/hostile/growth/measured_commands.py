"""Measure the CPU time and memory of commands, without the time that Python needs to start.

A process that has imported codegen, and has run every command once, waits for command lines. It
forks for each, so a measurement contains the work for the document and nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.openapi.validation.process import ValidationProcess
    from generator.source.load import Source

REPOSITORY = Path(__file__).parents[3]
# Limits of one command, for inputs that would otherwise never end.
_MAX_SECONDS = 30
_MAX_BYTES = 4 * 1024**3
_TINY = {
    "openapi": "3.1.0",
    "info": {"title": "Tiny", "version": "1"},
    "paths": {
        "/a": {
            "get": {"operationId": "get_a", "responses": {"204": {"description": ""}}}
        }
    },
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a command took: CPU seconds, bytes beyond those of an idle process, and its exit code.

    `exit_code` is negative if a signal ended the command, as the limits of a command do.
    """

    seconds: float
    memory: int
    exit_code: int
    output: str


class CommandServer:
    """Runs commands in forks of one process.

    with CommandServer(folder) as server:
        measurement = server.measure(folder, "build", "x.json", "-o", "client")
    """

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            (
                sys.executable,
                "-m",
                "tests.hostile.growth.measured_commands",
                str(folder),
            ),
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "CODEGEN_CACHE": ""},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> CommandServer:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # Closing its input ends the process.
        self._process.communicate()

    def measure(self, folder: Path, *arguments: str) -> Measurement:
        """Run `codegen` with `arguments` in `folder`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(folder), *arguments]) + "\n")
        self._process.stdin.flush()
        return Measurement(*json.loads(self._process.stdout.readline()))


def _serve(folder: Path) -> None:
    from generator.openapi.validation.process import ValidationProcess

    # Validation in the same process, as when no second one can start: that one would import the
    # validators again for each measurement.
    ValidationProcess.start = classmethod(_without_process)  # type: ignore[assignment]  # for this process only
    _warm_up(folder)
    idle = _run(folder, ["--version"]).memory
    for line in sys.stdin:
        cwd, *arguments = json.loads(line)
        run = _run(Path(cwd), arguments)
        values = (run.seconds, run.memory - idle, run.exit_code, run.output)
        print(json.dumps(values), flush=True)


def _without_process(
    class_: type[ValidationProcess], source: Source
) -> ValidationProcess:
    return class_(source)


def _warm_up(folder: Path) -> None:
    """Import and compile what commands need, and fill caches that do not depend on documents."""
    from generator.cli import run

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tiny.json").write_text(json.dumps(_TINY))
    (folder / "usage.py").write_text("from client.operations import get_a\n")
    null = os.open(os.devnull, os.O_WRONLY)
    stdout = os.dup(1)
    os.dup2(null, 1)
    os.chdir(folder)
    for line in (
        "build tiny.json -o client -q",
        "check client --spec tiny.json",
        "diff tiny.json tiny.json",
        "diff client tiny.json",
        "operations tiny.json",
        "init tiny.json -o other",
        "build tiny.json -o client -q --used-by usage.py",
    ):
        run(line.split())
    sys.stdout.flush()
    os.dup2(stdout, 1)


def _run(folder: Path, arguments: Sequence[str]) -> Measurement:
    """Run a command in a fork of this process."""
    import resource
    from tempfile import TemporaryFile

    from generator.cli import run

    with TemporaryFile() as output:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os.chdir(folder)
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            resource.setrlimit(resource.RLIMIT_CPU, (_MAX_SECONDS, _MAX_SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (_MAX_BYTES, _MAX_BYTES))
            code = run(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        _, status, usage = os.wait4(child, 0)
        output.seek(0)
        text = output.read(20_000).decode(errors="replace")
    return Measurement(
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * 1024,
        os.waitstatus_to_exitcode(status),
        text,
    )


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
