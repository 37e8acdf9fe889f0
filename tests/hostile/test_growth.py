"""Time and memory of every command grow at most linearly with its input, with a margin.

Each family of documents is measured at a size that is doubled three times. What counts is how the
CPU time and the memory of the last sizes relate, never how many seconds they take. A command that
does work for each pair of things would need four times as much for twice the input.

Each family is measured with the commands that it says most about; with `CODEGEN_GROWTH=all`, with
every command, which takes a quarter of an hour.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile.growth.families import Family, Files
from tests.hostile.growth.measured_commands import CommandServer, Measurement
from tests.hostile.growth.table import ALL, FAMILIES, USED_BY

if sys.platform != "linux":
    pytest.skip("other systems measure memory in other units", allow_module_level=True)

# Below these, measurements are mostly noise: a size is doubled until it takes that long, and what
# takes less counts as this much.
MIN_SECONDS = 0.03
MIN_BYTES = 8 * 1024**2
# Sizes are not doubled beyond this: what takes no time then will not.
MAX_CHARACTERS = 1_000_000
# What a command may take for eight times the input, compared with what it takes for twice the
# input: 4 is linear, and 16 is quadratic.
MAX_RATIO = 7.0
ATTEMPTS = 3
IS_WHOLE = os.environ.get("CODEGEN_GROWTH") == "all"

COMMANDS = {
    "build": ("build", "{new}", "-o", "client", "-q"),
    "build --used-by": (
        "build",
        "{new}",
        "-o",
        "client",
        "--used-by",
        "usage.py",
        "-q",
    ),
    "check": ("check", "client", "--spec", "{new}"),
    "diff": ("diff", "{old}", "{new}"),
    "diff CLIENT": ("diff", "client", "{old}"),
    "operations": ("operations", "{new}"),
    "init": ("init", "{new}", "-o", "other"),
}
NEEDS_CLIENT = ("check", "diff CLIENT")


@dataclass(frozen=True, slots=True)
class Case:
    """A command and the family of documents that it is measured with."""

    server: CommandServer
    folder: Path
    family: Family
    command: str

    def measure(self, size: int, attempts: int = 1) -> Measurement:
        """The cheapest of a few runs for a document of a size."""
        names = write_files(self.folder, self.family.make(size))
        if self.command in NEEDS_CLIENT:
            build = self._run("build", names)
            assert build.exit_code == 0, build.output
        measured = [self._run(self.command, names) for _ in range(attempts)]
        for measurement in measured:
            self._check(measurement)
        return min(measured, key=lambda measurement: measurement.seconds)

    def smallest_size(self, base: float) -> int:
        """The smallest size that takes long enough beyond `base` to be measured, or the largest
        that is allowed.
        """
        size = self.family.size
        while self.measure(size).seconds - base < MIN_SECONDS:
            if self.family.max_size is not None and 16 * size > self.family.max_size:
                break
            if 16 * len(self.family.make(size).new) > MAX_CHARACTERS:
                break
            size *= 2
        return size

    def _run(self, command: str, names: dict[str, str]) -> Measurement:
        (self.folder / "codegen.toml").unlink(missing_ok=True)
        arguments = [argument.format_map(names) for argument in COMMANDS[command]]
        options = self.family.options if command == "build" else ()
        return self.server.measure(self.folder, *arguments, *options)

    def _check(self, measurement: Measurement) -> None:
        is_build = self.command == "build"
        assert measurement.exit_code in ((0, 1) if is_build else (0, 1, 2))
        assert "internal error" not in measurement.output
        assert "validator-failed" not in measurement.output
        if is_build:
            is_built = measurement.exit_code == 0
            assert is_built == self.family.is_valid, measurement.output


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandServer]:
    with CommandServer(tmp_path_factory.mktemp("growth") / "warm") as server:
        yield server


def cases() -> Iterator[object]:
    for name, family in FAMILIES.items():
        for command in USED_BY if family.commands == USED_BY else ALL:
            if command in NEEDS_CLIENT and not family.is_valid:
                continue
            if IS_WHOLE or command in family.commands:
                yield pytest.param(name, command, id=f"{command}-{name}")


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("name", "command"), tuple(cases()))
def test_growth_is_linear(
    server: CommandServer, tmp_path: Path, name: str, command: str
) -> None:
    case = Case(server, tmp_path, FAMILIES[name], command)
    # What the command takes whatever the size. A document with a mistake ends it early, so each
    # family has its own.
    base = case.measure(case.family.smallest, attempts=3).seconds
    size = case.smallest_size(base)
    for attempt in range(ATTEMPTS):
        # Other processes can only make a measurement worse, so the best one counts.
        base = min(
            base, case.measure(case.family.smallest, attempts=1 + attempt).seconds
        )
        twice, four_times, eight_times = (
            case.measure(factor * size, attempt + 1) for factor in (2, 4, 8)
        )
        seconds = ratio(eight_times.seconds - base, twice.seconds - base, MIN_SECONDS)
        memory = ratio(eight_times.memory, twice.memory, MIN_BYTES)
        if seconds <= MAX_RATIO and memory <= MAX_RATIO:
            return
    costs = [
        f"{measured.seconds:.2f} s, {measured.memory / 1024**2:.0f} MiB"
        for measured in (twice, four_times, eight_times)
    ]
    pytest.fail(
        f"2n, 4n and 8n with n = {size}: {'; '.join(costs)}; {base:.2f} s for n = {case.family.smallest}"
    )


def ratio(last: float, first: float, minimum: float) -> float:
    return last / max(first, minimum)


def write_files(folder: Path, files: Files) -> dict[str, str]:
    names = {"old": f"old.{files.suffix}", "new": f"new.{files.suffix}"}
    (folder / names["old"]).write_text(files.old, "utf-8")
    (folder / names["new"]).write_text(files.new, "utf-8")
    for name, text in files.others.items():
        (folder / name).write_text(text, "utf-8")
    return names
