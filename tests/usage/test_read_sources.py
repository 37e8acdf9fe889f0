"""Finding and parsing the files for `--select_from_code-by`."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic
from generator.slicing.used_by import read_sources
from tests.usage.shop import select_from_code, select_from_paths

USE = "from shop_client.operations import get_cards\n"


def codes_of(diagnostics: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics]


@pytest.mark.parametrize(
    "path",
    [
        ".hidden/code.py",
        "__pycache__/code.py",
        "venv/lib/code.py",
        "vendor/shop_client/operations/code.py",
        "notes.txt",
    ],
)
def test_foreign_code_is_skipped(path: str, tmp_path: Path) -> None:
    for name in ("venv/pyvenv.cfg", "vendor/shop_client/codegen.json", path):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(USE if name == path else "")
    assert codes_of(select_from_paths(tmp_path)[1]) == ["no-use"]


def test_folders_are_searched_and_files_read(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "code.py").write_text(USE)
    script = tmp_path / "script"
    script.write_text("client.invoices.pay('i')")
    selection, diagnostics = select_from_paths(tmp_path / "a", script, tmp_path)
    assert (selection.operations, diagnostics) == (("GetCards", "PayInvoice"), [])


def test_declared_encoding(tmp_path: Path) -> None:
    code = f"# -*- coding: latin-1 -*-\nname = 'é'\n{USE}"
    (tmp_path / "code.py").write_bytes(code.encode("latin-1"))
    selection, diagnostics = select_from_paths(tmp_path)
    assert (selection.operations, diagnostics) == (("GetCards",), [])


@pytest.mark.parametrize(
    "content",
    [
        b"x = (\n\n",
        b"x = 1\nprint 'x'\n",
        b"\xff\xfe\x00",
        b"# coding: nowhere\n",
        b"# coding: rot13\nvzcbeg b\n",
        b"# coding: hex\n",
        b"# coding: undefined\n",
        b"# coding: punycode\nx\n",
        b"# coding: utf-7\n+2AA-\xff\n",
        b"x = 1\0",
        b"-" * 100_000 + b"1",
        b"(" * 100_000,
        b"a" + b".a" * 100_000,
        b"a = " * 100_000 + b"1" + b"[0]" * 100_000,
        b"x = " + b"9" * 10_000,
    ],
)
def test_invalid_python_is_an_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_bytes(content)
    [error] = select_from_code(tmp_path, code=USE)[1]
    assert (error.code, error.severity) == ("unreadable-source", "error")
    assert (error.file or "").endswith("broken.py")
    assert "cannot be read as Python" in error.message


def test_all_invalid_files_reported_with_lines(
    tmp_path: Path,
) -> None:
    _, diagnostics = select_from_code(
        tmp_path, a="x = (\n", b="\n\nprint 'x'\n", code=USE
    )
    locations = [
        (Path(diagnostic.file or "").name, diagnostic.line)
        for diagnostic in diagnostics
    ]
    assert locations == [("a.py", 1), ("b.py", 3)]


def test_syntax_warnings_are_ignored(tmp_path: Path) -> None:
    selection, diagnostics = select_from_code(tmp_path, code=USE + "x = '\\d' is 1\n")
    assert (selection.operations, diagnostics) == (("GetCards",), [])


def test_missing_path_is_an_error(tmp_path: Path) -> None:
    diagnostics = select_from_paths(tmp_path / "nowhere")[1]
    assert codes_of(diagnostics) == ["missing-source", "no-use"]
    assert "nowhere" in diagnostics[0].message


def test_file_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_sources, "_MAX_SIZE", 100)
    (tmp_path / "large.py").write_text("#" * 101)
    diagnostics = select_from_code(tmp_path, code=USE)[1]
    assert codes_of(diagnostics) == ["unreadable-source"]
    assert "larger than" in diagnostics[0].message


def test_folder_that_cannot_be_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_folder = Path.iterdir

    def failing(path: Path) -> Iterator[Path]:
        if path.name == "locked":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return list_folder(path)

    (tmp_path / "locked").mkdir()
    monkeypatch.setattr(Path, "iterdir", failing)
    [error] = select_from_code(tmp_path, code=USE)[1]
    assert (error.code, error.severity) == ("unreadable-source", "error")
    assert (error.file or "").endswith("locked")


def test_deeply_nested_folders(tmp_path: Path) -> None:
    folder = tmp_path
    # Paths are limited to 4,096 bytes on Linux, and to 1,024 on macOS.
    while len(str(folder)) < 900:
        folder /= "a"
    folder.mkdir(parents=True)
    (folder / "code.py").write_text(USE)
    assert select_from_paths(tmp_path)[0].operations == ("GetCards",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    assert select_from_code(tmp_path, code=USE)[0].operations == ("GetCards",)
    diagnostics = select_from_paths(tmp_path / "pipe.py")[1]
    assert codes_of(diagnostics) == ["missing-source", "no-use"]


def test_circular_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert select_from_code(tmp_path, code=USE)[0].operations == ("GetCards",)
