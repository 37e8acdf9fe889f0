"""Every command line in the documents is one that codegen takes."""

from __future__ import annotations

import pytest

from tests.docs.markdown import REPOSITORY, blocks
from tests.examples.command_lines import calls, check, commands

README = REPOSITORY / "README.md"
SCRIPTS = {
    f"{path.name}-{number}": script
    for path in (README, *sorted((REPOSITORY / "docs").glob("*.md")))
    for number, script in enumerate(blocks(path.read_text("utf-8"), "sh"), 1)
}
# What an example may call beside codegen; anything else is a slip of the pen, or to be added.
PROGRAMS = {
    *(
        "cat",
        "cd",
        "codegen",
        "cp",
        "echo",
        "git",
        "mkdir",
        "pip",
        "pytest",
        "python",
        "rm",
    ),
}

each_script = pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)


@each_script
def test_codegen_takes_every_command_line(script: str) -> None:
    for arguments in commands(script):
        check(arguments)


@each_script
def test_nothing_is_called_that_readers_do_not_have(script: str) -> None:
    assert {call[0] for call in calls(script)} <= PROGRAMS


def test_every_command_is_shown_somewhere() -> None:
    shown = {each[0] for script in SCRIPTS.values() for each in commands(script)}
    assert shown >= {"build", "check", "diff", "init", "operations", "schema"}


def test_calls_are_told_apart() -> None:
    script = "codegen a 'b\nc' > d | e && f  # it's g\ncodegen \\\n  h 2>&1\n"
    assert list(calls(script)) == [
        ["codegen", "a", "b\nc"],
        ["e"],
        ["f"],
        ["codegen", "h", "2"],
    ]
