"""`codegen build --watch` as a process that a person starts, lets see a change, and interrupts."""

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
# Seconds that the process has to end once it was sent a signal.
PATIENCE = 30

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="signals are sent in another way there"
)


@contextmanager
def watching(folder: Path, on_sigint: Any) -> Iterator[subprocess.Popen[str]]:
    """`codegen build --watch` in `folder`, which ignores SIGINT if `on_sigint` is SIG_IGN.

    A process inherits from its parent which signals it ignores; without this it would depend on
    how the tests were started. It is killed if it is still there when the block ends.
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


def test_a_change_is_built_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    with watching(tmp_path, signal.default_int_handler) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stderr.readline() == "watching; Ctrl-C ends it\n"
        # In one step: half a document would be told as well.
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


def test_sigterm_ends_it_where_sigint_is_ignored(tmp_path: Path) -> None:
    with watching(tmp_path, signal.SIG_IGN) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    assert said == f"watching; kill {process.pid} ends it\n"
    assert process.returncode == -signal.SIGTERM
