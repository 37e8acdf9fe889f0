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
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.growth import other_files
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
TINY = Family(other_files.uses, 1)


class Bench:
    """Runs commands, and knows what each takes for a tiny document."""

    def __init__(self, server: CommandServer, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._seconds: dict[str, float] = {}

    def base_seconds(self, command: str) -> float:
        if command not in self._seconds:
            names = write_files(self._folder, TINY.make(TINY.size))
            if command in NEEDS_CLIENT:
                self.run(self._folder, "build", names, TINY)
            self._seconds[command] = min(
                self.run(self._folder, command, names, TINY).seconds for _ in range(3)
            )
        return self._seconds[command]

    def run(
        self, folder: Path, command: str, names: Mapping[str, str], family: Family
    ) -> Measurement:
        (folder / "codegen.toml").unlink(missing_ok=True)
        arguments = [argument.format_map(names) for argument in COMMANDS[command]]
        options = family.options if command == "build" else ()
        return self._server.measure(folder, *arguments, *options)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("growth")
    with CommandServer(folder / "warm") as server:
        yield Bench(server, folder)


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
    bench: Bench, tmp_path: Path, name: str, command: str
) -> None:
    family = FAMILIES[name]
    size = smallest_size(bench, tmp_path, family, command)
    for attempt in range(ATTEMPTS):
        # Other processes can only make a measurement worse, so the best one counts.
        twice, four_times, eight_times = (
            measure(bench, tmp_path, family, command, factor * size, attempt + 1)
            for factor in (2, 4, 8)
        )
        seconds = ratio(eight_times.seconds, twice.seconds, MIN_SECONDS)
        memory = ratio(eight_times.memory, twice.memory, MIN_BYTES)
        if seconds <= MAX_RATIO and memory <= MAX_RATIO:
            return
    costs = [
        f"{measured.seconds:.2f} s, {measured.memory / 1024**2:.0f} MiB"
        for measured in (twice, four_times, eight_times)
    ]
    pytest.fail(f"2n, 4n and 8n with n = {size}: {'; '.join(costs)}")


def ratio(last: float, first: float, minimum: float) -> float:
    return last / max(first, minimum)


def smallest_size(bench: Bench, folder: Path, family: Family, command: str) -> int:
    """The smallest size that takes long enough to be measured, or the largest that is allowed."""
    size = family.size
    while measure(bench, folder, family, command, size).seconds < MIN_SECONDS:
        if family.max_size is not None and 16 * size > family.max_size:
            break
        if 16 * len(family.make(size).new) > MAX_CHARACTERS:
            break
        size *= 2
    return size


def measure(
    bench: Bench,
    folder: Path,
    family: Family,
    command: str,
    size: int,
    attempts: int = 1,
) -> Measurement:
    """The cost of a command for a document of a size, without what an empty one costs."""
    files = family.make(size)
    names = write_files(folder, files)
    if command in NEEDS_CLIENT:
        build = bench.run(folder, "build", names, family)
        assert build.exit_code == 0, build.output
    measured = [bench.run(folder, command, names, family) for _ in range(attempts)]
    for measurement in measured:
        assert measurement.exit_code in ((0, 1, 2) if command != "build" else (0, 1))
        assert "internal error" not in measurement.output
        assert "validator-failed" not in measurement.output
        if command == "build":
            assert (measurement.exit_code == 0) == family.is_valid, measurement.output
    best = min(measured, key=lambda measurement: measurement.seconds)
    return replace(best, seconds=best.seconds - bench.base_seconds(command))


def write_files(folder: Path, files: Files) -> dict[str, str]:
    names = {"old": f"old.{files.suffix}", "new": f"new.{files.suffix}"}
    (folder / names["old"]).write_text(files.old, "utf-8")
    (folder / names["new"]).write_text(files.new, "utf-8")
    for name, text in files.others.items():
        (folder / name).write_text(text, "utf-8")
    return names
