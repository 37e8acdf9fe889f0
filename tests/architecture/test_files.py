"""What every file of the repository has in common."""

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

LONGEST = 500
VAGUE = {"common", "helper", "helpers", "misc", "util", "utils"}
# A folder of one machine, in a text for all.
MACHINE = re.compile(r"(?<![\w./-])/(?:work|tmp|root|home|Users)/|\b[A-Z]:\\Users\\")
# Texts that need such a path as data.
WITH_PATHS: set[str] = set()


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file that is, or would be, in the repository."""
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
    found = (REPOSITORY / name for name in listed.stdout.split("\0") if name)
    return [path for path in found if path.is_file()]


def is_written_by_hand(path: Path) -> bool:
    parts = path.relative_to(REPOSITORY).parts
    return parts[0] in {"generator", "tests", "templates"} and "expected" not in parts


def relative(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def test_no_file_is_longer_than_one_can_hold_in_mind(files: list[Path]) -> None:
    by_hand = [path for path in files if is_written_by_hand(path)]
    lengths = {
        relative(path): len(path.read_text("utf-8").splitlines()) for path in by_hand
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_file_names_say_what_is_inside(files: list[Path]) -> None:
    by_hand = [path for path in files if is_written_by_hand(path)]
    assert [relative(path) for path in by_hand if path.stem.strip("_") in VAGUE] == []


def test_no_file_tells_of_somebodys_machine(files: list[Path]) -> None:
    told = {
        f"{relative(path)}: {match.group()}"
        for path in files
        if relative(path) not in WITH_PATHS
        for match in MACHINE.finditer(path.read_text("utf-8", "replace"))
    }
    assert told == set()


def public_definitions() -> Iterator[tuple[str, Definition]]:
    """Every module, and every public class and function at the top of one, by its full name."""
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
    return any(ast.unparse(each) == "overload" for each in decorators)


def test_everything_public_says_what_it_is() -> None:
    assert [
        name
        for name, node in public_definitions()
        if not ast.get_docstring(node) and not is_overload(node)
    ] == []
