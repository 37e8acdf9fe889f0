"""Type checkers on the code of a client's users."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from shutil import copy

from generator.runtime.client.downloads import AsyncDownloadClient, DownloadClient

ROOT = Path(__file__).parents[2]
USE = Path(__file__).with_name("typed_use.py")


def run(*command: str) -> str:
    """Run a command and return its output; empty if it succeeds."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_mypy_types_and_errors() -> None:
    assert run("mypy", "--strict", "--python-version=3.11", str(USE)) == ""


def test_pyright_types_and_errors(tmp_path: Path) -> None:
    project = {
        "include": ["."],
        "extraPaths": [str(ROOT)],
        "pythonVersion": "3.11",
        "typeCheckingMode": "strict",
        "enableTypeIgnoreComments": False,
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    copy(USE, tmp_path)
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(project))
    assert run("pyright", "--pythonpath", sys.executable, "-p", str(tmp_path)) == ""


def test_public_attributes_of_client() -> None:
    for client in (DownloadClient, AsyncDownloadClient):
        assert {name for name in dir(client) if not name.startswith("_")} <= {
            *("call", "raw", "save", "stream", "close", "aclose"),
            *("request", "with_options"),
        }
