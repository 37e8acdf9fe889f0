"""Files are written by one module of the generator, which never opens a user's file in place."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.modules import paths

# Modules that open files for writing, and the functions that they use for it.
WRITES = {
    # The module for everything that the generator writes.
    "generator.core.write_file": {"open", "os.open", "shutil.copy2"},
    # The runtime stands alone in clients. It renames as well.
    "generator.runtime.http.downloads": {"open"},
    # The null device, in place of closed standard streams.
    "generator.cli.process": {"os.open", "os.fdopen"},
}
_COPYING = {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move"}
_WRITING = {"write_text", "write_bytes", "touch", "NamedTemporaryFile", "mkstemp"}
_FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"}


def writes(tree: ast.AST) -> Iterator[str]:
    """The functions by which a module opens files for writing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            owner, _, name = called.rpartition(".")
            arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            constants = [
                each.value for each in arguments if isinstance(each, ast.Constant)
            ]
            flags = {
                each.attr
                for argument in arguments
                for each in ast.walk(argument)
                if isinstance(each, ast.Attribute)
            }
            is_opened = name in ("open", "fdopen") and (
                bool(flags & _FLAGS) or any(map(_is_writing_mode, constants))
            )
            is_copy = owner == "shutil" and name in _COPYING
            if is_opened or is_copy or name in _WRITING:
                # `path.open` is like `open`, whatever the path is called.
                yield called if owner in ("os", "shutil") else name


def _is_writing_mode(value: object) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= 3
        and bool(set(value) & set("wax+"))
        and set(value) <= set("rwaxbt+")
    )


def test_one_module_opens_files_for_writing() -> None:
    found = {
        module: functions
        for module, path in paths().items()
        if (functions := set(writes(ast.parse(path.read_text("utf-8")))))
    }
    assert found == WRITES


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("open(p, 'w')", ["open"]),
        ("open(p, mode='r+b')", ["open"]),
        ("path.open('xb')", ["open"]),
        ("path.write_text(t)", ["write_text"]),
        ("(a / b).write_bytes(t)", ["write_bytes"]),
        ("os.open(p, os.O_RDWR | os.O_CREAT)", ["os.open"]),
        ("shutil.copyfile(a, b)", ["shutil.copyfile"]),
        ("open(p)", []),
        ("open(p, 'rb')", []),
        ("os.open(p, os.O_RDONLY)", []),
        ("shutil.copymode(a, b)", []),
    ],
)
def test_writes_are_found(code: str, expected: list[str]) -> None:
    assert list(writes(ast.parse(code))) == expected
