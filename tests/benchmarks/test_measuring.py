"""Measurements of processes, failures, and rounds of contestants."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.measuring import Failure, Measurement, failure_message, run
from tests.benchmarks.results import Result
from tests.benchmarks.rounds import Contestant, Measure, Reading, take_turns

MEGABYTE = 1_000_000


def python(program: str, folder: Path) -> Measurement | Failure:
    return run([sys.executable, "-c", program], folder, {})


def test_measurement_has_memory_and_output(tmp_path: Path) -> None:
    little = python("print('done')", tmp_path)
    large = python(f"x = b'x' * {80 * MEGABYTE}", tmp_path)
    assert isinstance(little, Measurement)
    assert isinstance(large, Measurement)
    assert little.output == "done\n"
    assert large.peak > 80 * MEGABYTE > little.peak


def test_memory_of_measuring_process_is_not_counted(tmp_path: Path) -> None:
    held = b"x" * (80 * MEGABYTE)
    little = python("", tmp_path)
    assert isinstance(little, Measurement)
    assert little.peak < len(held)


def test_failure_message_is_the_exception(tmp_path: Path) -> None:
    assert python("raise KeyError('total')", tmp_path) == Failure("KeyError: 'total'")


def test_missing_command_is_a_failure(tmp_path: Path) -> None:
    result = run([tmp_path / "nothing"], tmp_path, {})
    assert isinstance(result, Failure)
    assert "No such file" in result.message


def test_failure_message_is_one_line_without_boxes_and_folders() -> None:
    output = "│ Error: cannot read /some/where/deep/api.json │\n╰─────╯\n"
    assert failure_message(output) == "Error: cannot read api.json"
    assert failure_message("") == "no message"


def scripted(name: str, log: list[str], *results: Reading | Failure) -> Contestant:
    pending = list(results)

    def measure() -> Reading | Failure:
        log.append(name)
        return pending.pop(0)

    typed: Measure = measure
    return Contestant(name, typed)


def quiet(message: str) -> None:
    pass


def test_contestants_take_turns() -> None:
    log: list[str] = []
    first = scripted("a", log, Reading(1.0, 5), Reading(3.0, 6))
    second = scripted("b", log, Reading(2.0), Reading(4.0))
    assert take_turns([first, second], 2, quiet) == (
        Result("a", (1.0, 3.0), (5, 6)),
        Result("b", (2.0, 4.0)),
    )
    assert log == ["a", "b", "a", "b"]


def test_failed_contestant_is_skipped() -> None:
    log: list[str] = []
    failing = scripted("a", log, Failure("no"))
    other = scripted("b", log, Reading(2.0), Reading(4.0))
    results = take_turns([failing, other], 2, quiet)
    assert results[0] == Result("a", failure="no")
    assert log == ["a", "b", "b"]
