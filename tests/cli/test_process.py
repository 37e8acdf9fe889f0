"""The command as a process: what the shell sees of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def codegen(
    *arguments: str, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_document_ends_with_1_and_writes_nothing(tmp_path: Path) -> None:
    ended = codegen("build", "no.json", "-q", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines() == [
        "no.json: error[missing-document]: no such file",
        "  hint: correct the path; a relative one starts from the current folder",
        "1 error, nothing written",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_truncated_document_is_told_where_it_ends(tmp_path: Path) -> None:
    (tmp_path / "api.json").write_text('{"openapi": "3.1.0",\n "info": {')
    ended = codegen("build", "api.json", "-q", cwd=tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("api.json:2:11: error[truncated-document]")


def test_a_document_that_is_not_valid_is_told_with_the_lines(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: t, version: 1}\npaths:\n  /{a}:\n    get: {}\n"
    )
    ended = codegen("build", "api.yaml", "-q", cwd=tmp_path)
    assert ended.returncode == 1
    errors = [line for line in ended.stderr.splitlines() if ": error[" in line]
    assert [line.partition(": error")[0] for line in errors] == [
        "api.yaml:2:18",
        "api.yaml:5:5",
    ]
    assert ended.stderr.endswith("2 errors, nothing written\n")
    assert [path.name for path in tmp_path.iterdir()] == ["api.yaml"]


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as broken:
        ended = subprocess.run(
            [sys.executable, "-m", "generator", "--help"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=broken,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr


def test_a_terminal_that_lacks_a_letter_gets_it_escaped(tmp_path: Path) -> None:
    ended = codegen("build", "顧客.json", cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert ended.returncode == 1
    assert "\\u9867\\u5ba2.json: error[missing-document]" in ended.stderr
