"""The command as a process: exit codes, streams and encodings."""

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


def test_missing_document(tmp_path: Path) -> None:
    ended = codegen("build", "no.json", "-q", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines() == [
        "no.json: error[missing-document]: no such file",
        "  hint: correct the path; a relative path starts from the current folder",
        "1 error, nothing written",
    ]
    assert list(tmp_path.iterdir()) == []


def test_truncated_document(tmp_path: Path) -> None:
    (tmp_path / "api.json").write_text('{"openapi": "3.1.0",\n "info": {')
    ended = codegen("build", "api.json", "-q", cwd=tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("api.json:2:11: error[truncated-document]")


def test_invalid_document(tmp_path: Path) -> None:
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


def test_closed_pipe_has_no_traceback(tmp_path: Path) -> None:
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


def test_characters_outside_of_the_encoding_are_escaped(tmp_path: Path) -> None:
    ended = codegen("build", "顧客.json", cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert ended.returncode == 1
    assert "\\u9867\\u5ba2.json: error[missing-document]" in ended.stderr
