"""The modules of the pages, run by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.render.template_folder import template_folder

_HEAD = """
import { readFileSync } from "node:fs";
const data = JSON.parse(readFileSync("data.json"));
"""
_SCRIPTS = template_folder() / "explorer"


def run_module(code: str, data: object, folder: Path) -> Any:
    """Return the JSON that a module prints, which has `data` and imports from `./`.

    Skips the test where there is no Node.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node")
    for path in _SCRIPTS.glob("*.js"):
        shutil.copy(path, folder)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "data.json").write_text(json.dumps(data))
    (folder / "test.js").write_text(f"{_HEAD}{code}")
    process = subprocess.run(
        [node, "test.js"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)
