"""`codegen build --watch` as a process that sees a change and is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
DOCUMENT = REPOSITORY / "tests" / "templates" / "zoo.yaml"
TEXT = DOCUMENT.read_text("utf-8")
# Seconds to wait for the process to end after a signal.
PATIENCE = 30

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


@contextmanager
def watching(folder: Path, on_sigint: Any) -> Iterator[subprocess.Popen[str]]:
    """Run `codegen build --watch` in `folder`; it ignores SIGINT if `on_sigint` is SIG_IGN.

    A process inherits ignored signals from its parent, so without `on_sigint` the outcome would
    depend on how the tests were started. The process is killed at the end of the block.
    """
    (folder / "zoo.yaml").write_text(TEXT, "utf-8")
    before = signal.signal(signal.SIGINT, on_sigint)
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", "build", "zoo.yaml", "-q", "--watch"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_change_is_built_and_ctrl_c_stops(tmp_path: Path) -> None:
    with watching(tmp_path, signal.default_int_handler) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert (
            process.stderr.readline() == "watching for changes; press Ctrl-C to stop\n"
        )
        # Atomically: a partly written document would be an error.
        newer = tmp_path / "newer.yaml"
        newer.write_text(TEXT.replace("One animal", "Any one animal"), "utf-8")
        newer.replace(tmp_path / "zoo.yaml")
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    assert " zoo.yaml changed: 2 files written, " in line
    operations = tmp_path / "generated/zoo_client/operations/animals.py"
    assert "Any one animal" in operations.read_text("utf-8")
    assert process.returncode == 130


def test_sigterm_stops_where_sigint_is_ignored(tmp_path: Path) -> None:
    with watching(tmp_path, signal.SIG_IGN) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    assert line == f"watching for changes; run `kill {process.pid}` to stop\n"
    assert process.returncode == 128 + signal.SIGTERM
