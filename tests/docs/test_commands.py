"""Command lines in the documents are valid."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import pairwise

import pytest

from tests.docs.markdown import DOCUMENTS, REPOSITORY, blocks, name_of
from tests.examples.command_lines import calls, check, commands

SCRIPTS = {
    f"{name_of(path)}-{number}": script
    for path in DOCUMENTS
    for number, script in enumerate(blocks(path.read_text("utf-8"), "sh"), 1)
}
# Programs that examples may call; extend this if another one is intended.
PROGRAMS = {
    *(".ci/run", "cat", "cd", "codegen", "cp", "curl", "echo", "export"),
    *("git", "mkdir", "pip", "pytest", "python", "rm", "uvicorn"),
}

each_script = pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)


@each_script
def test_codegen_accepts_command_lines(script: str) -> None:
    for arguments in commands(script):
        check(arguments)


@each_script
def test_only_known_programs_are_called(script: str) -> None:
    assert {call[0] for call in calls(script)} <= PROGRAMS


@each_script
def test_called_files_and_modules_exist(script: str) -> None:
    for program, *words in calls(script):
        modules = [module for option, module in pairwise(words) if option == "-m"]
        paths = [word for word in [program, *words] if "/" in word.strip("./")]
        if program == "python":
            assert all(map(find_spec, modules)), modules
        if program == "pytest" or program.startswith("."):
            assert all((REPOSITORY / path).exists() for path in paths), paths


def test_every_command_is_documented() -> None:
    shown = {
        arguments[0] for script in SCRIPTS.values() for arguments in commands(script)
    }
    assert shown >= {"build", "check", "diff", "init", "operations", "schema"}


def test_calls_in_a_script() -> None:
    script = "codegen a 'b\nc' > d | A=1 e && f  # it's g\ncodegen \\\n  h 2>&1\n"
    assert list(calls(script)) == [
        ["codegen", "a", "b\nc"],
        ["e"],
        ["f"],
        ["codegen", "h", "2"],
    ]
