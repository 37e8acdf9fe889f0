"""Run codegen and other tools as a user does, and read the folders that they write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
STRIPE = REPOSITORY / "specs" / "stripe.json"
STRIPE_OVERLAY = REPOSITORY / "specs" / "stripe.overlay.yaml"


def run_python(
    *arguments: str | Path, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Python in a subprocess that can import codegen, and wait for its end."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def build(
    spec: Path, folder: str, *options: str | Path, cwd: Path, **environment: str
) -> str:
    """Run `codegen build spec -o folder`, which must succeed, and return its output."""
    command = ("-m", "generator", "build", spec, "-o", folder, *options)
    process = run_python(*command, cwd=cwd, **environment)
    assert process.returncode == 0, process.stderr
    return process.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """The content of every file below `folder` by its path, without bytecode."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
