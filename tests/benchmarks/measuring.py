"""Measure the time, memory and output of processes."""

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

MAX_MESSAGE_LENGTH = 140
_TIMEOUT = 900.0
# An empty variable counts as unset: Python caches compiled modules, as on most machines.
_ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": ""}
_LAUNCH = Path(__file__).with_name("launch.py")
_EXCEPTION = re.compile(r"^[\w.]*(Error|Exception|Interrupt)\b")
_WORD = re.compile(r"\w")
_FOLDERS = re.compile(r"(?:/[\w.+-]+){2,}/(?=[\w.+-])")
_CONTROL = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Measurement:
    """A successful process: seconds, bytes of peak memory, and standard output."""

    wall: float
    cpu: float
    peak: int
    output: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a measurement failed, in one line."""

    message: str


ProcessResult: TypeAlias = Measurement | Failure


def run(
    command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str]
) -> ProcessResult:
    """Run and measure a command; `environment` extends that of this process."""
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
            output, errors = process.communicate(timeout=_TIMEOUT)
        except subprocess.TimeoutExpired:
            return Failure(f"not done after {_TIMEOUT:.0f} s")
        finally:
            _end(process)
        if not file.is_file():
            return Failure(failure_message(errors))
        wall, cpu, peak, code = file.read_text("ascii").splitlines()
    if code != "0":
        return Failure(failure_message(errors.strip() or output))
    return Measurement(float(wall), float(cpu), int(peak), output)


def _end(process: subprocess.Popen[str]) -> None:
    """Kill the process and its children if they still run."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def failure_message(output: str) -> str:
    """The most informative line in the output of a failed process: its exception or last line."""
    plain = (_CONTROL.sub("", line).strip(" \t│╭╰─") for line in output.splitlines())
    lines = [line for line in plain if _WORD.search(line)]
    exceptions = [line for line in lines if _EXCEPTION.match(line)]
    message = _FOLDERS.sub("", (exceptions or lines or ["no message"])[-1])
    if len(message) > MAX_MESSAGE_LENGTH:
        message = message[: MAX_MESSAGE_LENGTH - 1] + "…"
    return message
