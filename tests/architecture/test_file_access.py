"""Files are opened in one place, which bounds what it reads and never waits for a pipe."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.modules import paths

READ_FILE = "generator.core.read_file"
OPENING_METHODS = {"read_text", "read_bytes", "fdopen"}

# Modules that open files otherwise, and why they may.
ALLOWED = {
    READ_FILE: "it is the place",
    "generator.core.write_file": "it writes",
    "generator.cli.process": "it opens the streams that a shell closed",
    "generator.serving.credentials": "it checks whose file it opened before it reads it",
    "generator.output.folder_locks": "it locks folders",
    "generator.python.runtime_files": "it reads files of this package, which may be in an archive",
}


def opened_files(tree: ast.AST) -> list[str]:
    """The calls that open a file, as source text."""
    return [
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and opens_file(node.func)
    ]


def opens_file(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "open"
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr in OPENING_METHODS:
        return True
    owner = function.value
    # A class may have a method of this name that opens something else.
    is_class = isinstance(owner, ast.Name) and owner.id[0].isupper()
    return function.attr == "open" and not is_class


def test_files_are_opened_in_one_place() -> None:
    opening = {
        module: calls
        for module, path in paths().items()
        if not module.startswith("generator.runtime.")
        for calls in [opened_files(ast.parse(path.read_text("utf-8")))]
        if calls
    }
    assert opening.keys() == ALLOWED.keys(), opening


@pytest.mark.parametrize(
    "call",
    [
        "open(name)",
        "path.open('rb')",
        "Path(name).read_bytes()",
        "(folder / name).read_text()",
        "os.open(name, 0)",
        "tokenize.open(name)",
    ],
)
def test_ways_to_open_a_file_are_found(call: str) -> None:
    assert len(opened_files(ast.parse(call))) == 1


def test_read_file_is_found() -> None:
    module = Path(paths()[READ_FILE]).read_text("utf-8")
    assert opened_files(ast.parse(module)) == ["os.open", "os.open"]
