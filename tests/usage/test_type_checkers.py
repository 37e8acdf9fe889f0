"""mypy and pyright, in strict mode, accept the client and its use, and report its misuse."""

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
TYPE_ERRORS = HERE / "type_errors.py"
IGNORE_COMMENT = "# mypy: ignore-errors"
TYPED_USAGE = HERE / "typed_usage.py"

# The client has more modules than this: guards against a checker that skips them.
MIN_FILES = 1000
SETTINGS = {"pythonVersion": "3.11", "typeCheckingMode": "strict"}

# The messages of a type checker by file name and line.
Errors = dict[str, dict[int, str]]


def run_module(*command: str | Path) -> str:
    """Run a tool, which may exit with 1 to report errors, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def check_with_mypy(files: list[Path]) -> Errors:
    output = run_module("mypy", "--strict", "--python-version=3.11", *files)
    checked = re.search(r"\(checked (\d+) source files\)", output)
    assert checked
    assert int(checked[1]) > MIN_FILES, output
    errors: Errors = {}
    for line in output.splitlines():
        match = re.fullmatch(r"(.+?):(\d+): error: (.*)", line)
        if match:
            name = Path(match[1]).name
            errors.setdefault(name, {})[int(match[2])] = match[3]
    return errors


def check_with_pyright(files: list[Path]) -> Errors:
    # pyright analyzes only files inside of the project folder.
    folder = files[-1].parent
    copytree(CLIENT, folder / "generated" / CLIENT.name)
    copy(TYPED_USAGE, folder)
    (folder / "pyrightconfig.json").write_text(json.dumps(SETTINGS))
    output = run_module(
        "pyright", "--pythonpath", sys.executable, "--outputjson", "-p", folder
    )
    report = json.loads(output)
    assert report["summary"]["filesAnalyzed"] > MIN_FILES, output
    errors: Errors = {}
    for diagnostic in report["generalDiagnostics"]:
        line = diagnostic["range"]["start"]["line"] + 1
        name = Path(diagnostic["file"]).name
        errors.setdefault(name, {})[line] = diagnostic["message"]
    return errors


@pytest.fixture(
    scope="module",
    params=[check_with_mypy, pytest.param(check_with_pyright, marks=pytest.mark.slow)],
)
def errors(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Errors:
    """The errors that a type checker reports in the client, its use and its misuse."""
    check: Callable[[list[Path]], Errors] = request.param
    type_errors = tmp_path_factory.mktemp("type_errors") / TYPE_ERRORS.name
    # The file is ignored when mypy checks the whole repository.
    type_errors.write_text(
        TYPE_ERRORS.read_text("utf-8").replace(IGNORE_COMMENT, "#", 1), "utf-8"
    )
    return check([CLIENT, TYPED_USAGE, type_errors])


def test_client_and_typed_usage_have_no_type_errors(errors: Errors) -> None:
    assert {
        name: messages for name, messages in errors.items() if name != TYPE_ERRORS.name
    } == {}


def test_every_misuse_is_a_type_error(errors: Errors) -> None:
    lines = TYPE_ERRORS.read_text("utf-8").splitlines()
    marked = [line for line, code in enumerate(lines, 1) if code.endswith("  # error")]
    reported = errors[TYPE_ERRORS.name]
    assert sorted(reported) == marked, reported


def test_typed_usage_can_be_imported() -> None:
    assert import_module("tests.usage.typed_usage").clients
