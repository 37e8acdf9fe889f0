"""Rules for every file of the repository: length, name, machine paths, docstrings."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.architecture.modules import REPOSITORY, paths

Definition: TypeAlias = ast.Module | ast.FunctionDef | ast.ClassDef

MAX_LINES = 500
VAGUE_NAMES = {"common", "helper", "helpers", "misc", "util", "utils"}
# An absolute path that exists on one machine only.
MACHINE_PATH = re.compile(
    r"(?<![\w./-])/(?:work|tmp|root|home|Users)/|\b[A-Z]:\\Users\\"
)
# Files that contain machine paths as data.
ALLOWED_FILES: set[str] = set()


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file that is tracked by git or would be added to it."""
    git = shutil.which("git")
    if git is None or not (REPOSITORY / ".git").exists():
        pytest.skip("the tests do not run in a checkout")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    listed_paths = (REPOSITORY / name for name in listed.stdout.split("\0") if name)
    return [path for path in listed_paths if path.is_file()]


def is_handwritten(path: Path) -> bool:
    parts = path.relative_to(REPOSITORY).parts
    is_generated = "expected" in parts or parts[:3] == ("tests", "fuzz", "corpus")
    return parts[0] in {"generator", "tests", "templates"} and not is_generated


def relative(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def test_files_have_at_most_500_lines(files: list[Path]) -> None:
    handwritten = [path for path in files if is_handwritten(path)]
    lengths = {
        relative(path): len(path.read_text("utf-8").splitlines())
        for path in handwritten
    }
    assert {
        name: length for name, length in lengths.items() if length > MAX_LINES
    } == {}


def test_no_vague_file_names(files: list[Path]) -> None:
    handwritten = [path for path in files if is_handwritten(path)]
    assert [
        relative(path) for path in handwritten if path.stem.strip("_") in VAGUE_NAMES
    ] == []


def test_no_paths_of_one_machine(files: list[Path]) -> None:
    machine_paths = {
        f"{relative(path)}: {match.group()}"
        for path in files
        if relative(path) not in ALLOWED_FILES
        for match in MACHINE_PATH.finditer(path.read_text("utf-8", "replace"))
    }
    assert machine_paths == set()


def public_definitions() -> Iterator[tuple[str, Definition]]:
    """Every module, and every public class and function in one, by full name."""
    for module, path in paths().items():
        tree = ast.parse(path.read_text("utf-8"))
        yield module, tree
        for node in tree.body:
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                continue
            if not node.name.startswith("_"):
                yield f"{module}.{node.name}", node


def is_overload(node: Definition) -> bool:
    decorators = [] if isinstance(node, ast.Module) else node.decorator_list
    return any(ast.unparse(decorator) == "overload" for decorator in decorators)


def test_everything_public_has_a_docstring() -> None:
    assert [
        name
        for name, node in public_definitions()
        if not ast.get_docstring(node) and not is_overload(node)
    ] == []
