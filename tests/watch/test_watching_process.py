"""`codegen build --watch` as a process that sees a change and is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
DOCUMENT = REPOSITORY / "tests" / "templates" / "zoo.yaml"


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is not a signal on Windows")
def test_change_is_built_and_ctrl_c_stops(tmp_path: Path) -> None:
    document = tmp_path / "zoo.yaml"
    text = DOCUMENT.read_text("utf-8")
    document.write_text(text, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "zoo.yaml", "-q", "--watch"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            assert (
                process.stderr.readline()
                == "watching for changes; press Ctrl-C to stop\n"
            )
            # Atomically: a partly written document would be an error.
            newer = tmp_path / "newer.yaml"
            newer.write_text(text.replace("One animal", "Any one animal"), "utf-8")
            newer.replace(document)
            line = process.stdout.readline()
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()
    assert " zoo.yaml changed: 2 files written, " in line
    operations = tmp_path / "generated/zoo_client/operations/animals.py"
    assert "Any one animal" in operations.read_text("utf-8")
    assert process.returncode == 130
