"""Parse the calls in a shell script, and check the arguments of those of codegen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress

import click

from generator.cli.commands import codegen

_PROGRAM = "codegen"
_ASSIGNMENT = re.compile(r"[A-Z_]+=")


def calls(script: str) -> Iterator[list[str]]:
    """The words of every call of a program in a shell script.

    Variable assignments and redirections are removed.

    Raises:
        ValueError: a quoted string is not closed.
    """
    for line in _lines(script):
        call: list[str] = []
        is_file = False
        for word in [*_words(line), ";"]:
            if not set(word) <= set("();<>|&"):
                if not is_file:
                    call.append(word)
                is_file = False
                continue
            is_file = bool(set(word) & set("<>"))
            if not is_file:
                while call and _ASSIGNMENT.match(call[0]):
                    del call[0]
                if call:
                    yield call
                call = []


def commands(script: str) -> Iterator[list[str]]:
    """The arguments of every call of codegen in a shell script."""
    return (call[1:] for call in calls(script) if call[0] == _PROGRAM)


def check(arguments: list[str]) -> None:
    """Check that codegen has the command and accepts its arguments, without running it.

    Raises:
        click.UsageError: the command line is invalid.
    """
    name, *rest = arguments
    settings = codegen.context_settings
    with click.Context(codegen, info_name=_PROGRAM, **settings) as context:
        command = codegen.get_command(context, name)
        if command is None:
            raise click.UsageError(f"codegen has no command {name!r}")
        # Options such as --help print and exit at once, and are valid, too.
        with suppress(click.exceptions.Exit):
            command.make_context(name, rest, parent=context)


def _lines(script: str) -> Iterator[str]:
    """The logical lines of a script: quoted strings and backslashes continue a line."""
    pending = ""
    for line in script.splitlines():
        pending += line
        if pending.endswith("\\"):
            pending = f"{pending[:-1]} "
        elif _is_complete(pending):
            yield pending
            pending = ""
        else:
            pending += "\n"
    if pending:
        yield pending


def _is_complete(line: str) -> bool:
    try:
        _words(line)
    except ValueError:
        return False
    return True


def _words(line: str) -> list[str]:
    words = shlex.shlex(line, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    return list(words)
