"""What a process takes: its time, its memory, and what it says."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

LONGEST_MESSAGE = 140
_PATIENCE = 900.0
# Empty is unset: compiled modules are kept, as they are on most machines.
_ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": ""}
_LAUNCH = Path(__file__).with_name("launch.py")
_EXCEPTION = re.compile(r"^[\w.]*(Error|Exception|Interrupt)\b")
_SAYING_SOMETHING = re.compile(r"\w")
_FOLDERS = re.compile(r"(?:/[\w.+-]+){2,}/(?=[\w.+-])")
_CONTROL = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process took that went well: seconds, bytes, and its standard output."""

    wall: float
    cpu: float
    peak: int
    output: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no figure, in one line."""

    message: str


Ended: TypeAlias = Taken | Failure


def run(
    command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str]
) -> Ended:
    """Run a command to its end; `environment` comes on top of this process's own."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "figures"
        launched = [sys.executable, "-I", "-S", _LAUNCH, file, *command]
        process = subprocess.Popen(
            list(map(str, launched)),
            cwd=cwd,
            env={**os.environ, **_ENVIRONMENT, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            output, errors = process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            return Failure(f"not done after {_PATIENCE:.0f} s")
        finally:
            _end(process)
        if not file.is_file():
            return Failure(failure_message(errors))
        wall, cpu, peak, code = file.read_text("ascii").splitlines()
    if code != "0":
        return Failure(failure_message(errors.strip() or output))
    return Taken(float(wall), float(cpu), int(peak), output)


def _end(process: subprocess.Popen[str]) -> None:
    """End what is left of the process and all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def failure_message(text: str) -> str:
    """The line that says most of why a process failed: its exception, or else its last words."""
    plain = (_CONTROL.sub("", line).strip(" \t│╭╰─") for line in text.splitlines())
    lines = [line for line in plain if _SAYING_SOMETHING.search(line)]
    exceptions = [line for line in lines if _EXCEPTION.match(line)]
    message = _FOLDERS.sub("", (exceptions or lines or ["no message"])[-1])
    if len(message) > LONGEST_MESSAGE:
        message = message[: LONGEST_MESSAGE - 1] + "…"
    return message
