"""The README's tour of a client's life, run as printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.folders import REPOSITORY

README = (REPOSITORY / "README.md").read_text("utf-8")
SECTION = README.partition("## When the document changes\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```sh\n(.*?)^```", SECTION, re.S | re.M)
DOCUMENTS = {"old.json": "stripe-2023-08-16.json", "new.json": "stripe-2026-05-27.json"}
_EXPECTED = re.compile(r"# → (?:exit code (\d): )?(.*)")


def commands(block: str) -> Iterator[str]:
    """The commands of a block, each with the comment behind it; quotes may go on over lines."""
    command = ""
    for line in block.splitlines():
        command += line
        if command.partition("#" if "'#" not in command else "\n")[0].count("'") % 2:
            command += "\n"
            continue
        yield command
        command = ""


@pytest.fixture
def folder(tmp_path: Path, shared: Path) -> Path:
    """A folder with both documents and the command `codegen`, beside another repository."""
    here = tmp_path / "api"
    here.mkdir()
    (tmp_path / "shop").mkdir()
    for name, document in DOCUMENTS.items():
        shutil.copyfile(shared / "specs" / document, here / name)
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "codegen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    command.chmod(0o755)
    return here


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
def test_the_tour_goes_as_printed(folder: Path) -> None:
    client = folder.parent / "shop" / "payments"
    for command in [each for block in BLOCKS for each in commands(block)]:
        before = modules(client)
        ended = run(command, folder)
        expected = _EXPECTED.search(command)
        code, text = expected.groups() if expected else (None, "")
        assert ended.returncode == int(code or 0), f"{command}\n{ended.stdout}"
        assert text in ended.stdout, command
        if "1 written" in text:
            assert changed(before, modules(client)) == ["models/customer.py"]
    assert sum("codegen" in each for each in BLOCKS) == len(BLOCKS) == 2


def modules(client: Path) -> dict[str, tuple[int, int]]:
    """Each module of a client, with what tells it from a copy of it."""
    return {
        path.relative_to(client).as_posix(): (stat.st_ino, stat.st_mtime_ns)
        for path in client.rglob("*.py")
        for stat in [path.stat()]
    }


def changed(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> list[str]:
    return [path for path in after if after[path] != before.get(path)]
