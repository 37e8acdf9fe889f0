"""The tour in docs/regenerate.md runs as printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.markdown import blocks
from tests.real.folders import REPOSITORY

PAGE = (REPOSITORY / "docs" / "regenerate.md").read_text("utf-8")
SECTION = PAGE.partition("## A tour\n")[2].partition("\n## ")[0]
BLOCKS = blocks(SECTION, "sh")
DOCUMENTS = ("bookshop.yaml", "bookshop-2.yaml")
_EXPECTED = re.compile(r"# → (?:exit code (\d): )?(.*)")


def commands(block: str) -> Iterator[str]:
    """The commands of a block with their comments; a quoted string may span several lines."""
    command = ""
    for line in block.splitlines():
        command += line
        if command.partition("#" if "'#" not in command else "\n")[0].count("'") % 2:
            command += "\n"
            continue
        yield command
        command = ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both documents; the command `codegen` is in a folder beside it."""
    tour = tmp_path / "tour"
    tour.mkdir()
    for name in DOCUMENTS:
        shutil.copyfile(REPOSITORY / "docs" / "examples" / name, tour / name)
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "codegen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    command.chmod(0o755)
    return tour


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the tour is for a POSIX shell")
def test_tour_runs_as_printed(folder: Path) -> None:
    client = folder / "bookshop"
    small_changes = 0
    for command in [command for block in BLOCKS for command in commands(block)]:
        before = modules(client)
        process = run(command, folder)
        expected = _EXPECTED.search(command)
        code, output = expected.groups() if expected else (None, "")
        assert process.returncode == int(code or 0), f"{command}\n{process.stdout}"
        assert output in process.stdout, f"{command}\n{process.stdout}"
        if "1 written" in output:
            small_changes += 1
            assert changed(before, modules(client)) == ["models/book.py"]
    assert small_changes == 2
    assert sum("codegen" in block for block in BLOCKS) == len(BLOCKS) == 2
    names = {path.name for path in folder.iterdir()}
    assert names == {*DOCUMENTS, "copies.yaml", "bookshop", "shop"}


def test_tour_needs_only_files_of_the_repository() -> None:
    linked = set(re.findall(r"\(examples/([\w.-]+)\)", SECTION))
    assert linked == set(DOCUMENTS)


def modules(client: Path) -> dict[str, tuple[int, int]]:
    """The inode and modification time of each module: they change when it is rewritten."""
    return {
        path.relative_to(client).as_posix(): (stat.st_ino, stat.st_mtime_ns)
        for path in client.rglob("*.py")
        for stat in [path.stat()]
    }


def changed(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> list[str]:
    return [path for path in after if after[path] != before.get(path)]
