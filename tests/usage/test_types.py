"""What mypy and pyright, both at their strictest, make of the client and of its use."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from shutil import copy, copytree

import pytest

from tests.real.folders import REPOSITORY

CLIENT = REPOSITORY / "generated" / "stripe_client"
HERE = Path(__file__).parent
MISTAKES = HERE / "mistakes.py"
HIDDEN = "# mypy: ignore-errors"
USE = HERE / "realistic_use.py"

# The modules of the client are more than these: none may be passed over.
MANY = 1000
SETTINGS = {"pythonVersion": "3.11", "typeCheckingMode": "strict"}

# The lines that a checker complains of, by the name of the file, and what it says.
Complaints = dict[str, dict[int, str]]


def run(*command: str | Path) -> str:
    """What a tool prints; that it finds something is not a failure."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def by_mypy(files: list[Path]) -> Complaints:
    said = run("mypy", "--strict", "--python-version=3.11", *files)
    checked = re.search(r"\(checked (\d+) source files\)", said)
    assert checked
    assert int(checked[1]) > MANY, said
    found: Complaints = {}
    for line in said.splitlines():
        match = re.fullmatch(r"(.+?):(\d+): error: (.*)", line)
        if match:
            name = Path(match[1]).name
            found.setdefault(name, {})[int(match[2])] = match[3]
    return found


def by_pyright(files: list[Path]) -> Complaints:
    # It looks at nothing outside of the folder that it is told to look at.
    folder = files[-1].parent
    copytree(CLIENT, folder / "generated" / CLIENT.name)
    copy(USE, folder)
    (folder / "pyrightconfig.json").write_text(json.dumps(SETTINGS))
    said = run("pyright", "--pythonpath", sys.executable, "--outputjson", "-p", folder)
    report = json.loads(said)
    assert report["summary"]["filesAnalyzed"] > MANY, said
    found: Complaints = {}
    for each in report["generalDiagnostics"]:
        line = each["range"]["start"]["line"] + 1
        found.setdefault(Path(each["file"]).name, {})[line] = each["message"]
    return found


@pytest.fixture(
    scope="module", params=[by_mypy, pytest.param(by_pyright, marks=pytest.mark.slow)]
)
def complaints(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Complaints:
    """Everything that a checker finds in the client, in its use and in the mistakes."""
    check: Callable[[list[Path]], Complaints] = request.param
    mistakes = tmp_path_factory.mktemp("mistakes") / MISTAKES.name
    # They are hidden from whoever checks the whole repository.
    mistakes.write_text(MISTAKES.read_text("utf-8").replace(HIDDEN, "#", 1), "utf-8")
    return check([CLIENT, USE, mistakes])


def test_nothing_is_wrong_with_the_client_and_its_use(complaints: Complaints) -> None:
    assert {
        name: found for name, found in complaints.items() if name != MISTAKES.name
    } == {}


def test_each_mistake_is_told(complaints: Complaints) -> None:
    lines = MISTAKES.read_text("utf-8").splitlines()
    marked = [line for line, text in enumerate(lines, 1) if text.endswith("  # error")]
    found = complaints[MISTAKES.name]
    assert sorted(found) == marked, found


def test_every_name_in_the_use_is_there_to_import() -> None:
    assert import_module("tests.usage.realistic_use").clients
