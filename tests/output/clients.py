"""Small clients to write, and assertions about the folder afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.output import (
    DocumentIdentity,
    Manifest,
    OutputError,
    OutputFile,
    WriteReport,
    write_client,
)

MANIFEST = Manifest("codegen 0.1.0", DocumentIdentity("t", "1", "ab"), "c")
CLIENT = {"__init__.py": "", "client.py": "one = 1\n", "models/a.py": "a = 1\n"}
NEXT = {"__init__.py": "", "client.py": "one = 2\n", "models/b.py": "b = 1\n"}


def write(
    target: Path, texts: dict[str, str], manifest: Manifest = MANIFEST
) -> WriteReport:
    files = [OutputFile(path, text.encode()) for path, text in texts.items()]
    return write_client(target, files, manifest)


def texts(folder: Path) -> dict[str, str]:
    """The files of a folder, without the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / "codegen.json"
    }


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Inode, modification time and content of everything in a folder."""
    return {
        str(path): (
            path.lstat().st_ino,
            path.lstat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in [folder, *folder.rglob("*")]
    }


def refused(target: Path, files: dict[str, str]) -> OutputError:
    """The error of a write that changes nothing."""
    before = snapshot(target.parent)
    with pytest.raises(OutputError) as caught:
        write(target, files)
    assert snapshot(target.parent) == before
    return caught.value
