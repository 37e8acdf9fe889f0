"""Every command line in the documents is one that codegen takes."""

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
# What an example may call beside codegen; anything else is a slip of the pen, or to be added.
PROGRAMS = {
    *(".ci/run", "cat", "cd", "codegen", "cp", "echo", "export"),
    *("git", "mkdir", "pip", "pytest", "python", "rm"),
}

each_script = pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)


@each_script
def test_codegen_takes_every_command_line(script: str) -> None:
    for arguments in commands(script):
        check(arguments)


@each_script
def test_nothing_is_called_that_readers_do_not_have(script: str) -> None:
    assert {call[0] for call in calls(script)} <= PROGRAMS


@each_script
def test_what_is_called_of_this_repository_is_there(script: str) -> None:
    for program, *words in calls(script):
        modules = [after for word, after in pairwise(words) if word == "-m"]
        paths = [each for each in [program, *words] if "/" in each.strip("./")]
        if program == "python":
            assert all(map(find_spec, modules)), modules
        if program == "pytest" or program.startswith("."):
            assert all((REPOSITORY / each).exists() for each in paths), paths


def test_every_command_is_shown_somewhere() -> None:
    shown = {each[0] for script in SCRIPTS.values() for each in commands(script)}
    assert shown >= {"build", "check", "diff", "init", "operations", "schema"}


def test_calls_are_told_apart() -> None:
    script = "codegen a 'b\nc' > d | A=1 e && f  # it's g\ncodegen \\\n  h 2>&1\n"
    assert list(calls(script)) == [
        ["codegen", "a", "b\nc"],
        ["e"],
        ["f"],
        ["codegen", "h", "2"],
    ]
