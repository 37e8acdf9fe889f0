"""Running codegen and tools as a user does, and reading the folders they leave."""

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
    """This Python in a process of its own, with codegen at hand; waits for its end."""
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
    """`codegen build spec -o folder`; gives what it prints on success."""
    command = ("-m", "generator", "build", spec, "-o", folder, *options)
    ended = run_python(*command, cwd=cwd, **environment)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its path, but for what Python itself puts there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
