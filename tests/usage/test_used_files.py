"""Which files are read for the use of a client, and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.usage.used import used, used_at

USE = "from shop_client.operations import get_cards\n"


@pytest.mark.parametrize(
    "place",
    [
        ".hidden/code.py",
        "__pycache__/code.py",
        "venv/lib/code.py",
        "vendor/shop_client/operations/code.py",
        "notes.txt",
    ],
)
def test_what_is_not_the_callers_own_code_is_left_out(
    place: str, tmp_path: Path
) -> None:
    for name in ("venv/pyvenv.cfg", "vendor/shop_client/codegen.json", place):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(USE if name == place else "")
    assert [each.code for each in used_at(tmp_path)[1]] == ["no-use"]


def test_folders_are_read_with_all_below_them_and_files_as_such(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "code.py").write_text(USE)
    script = tmp_path / "script"
    script.write_text("client.invoices.pay('i')")
    selection, told = used_at(tmp_path / "a", script, tmp_path)
    assert (selection.operations, told) == (("GetCards", "PayInvoice"), [])


def test_a_file_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    text = f"# -*- coding: latin-1 -*-\nname = 'é'\n{USE}"
    (tmp_path / "code.py").write_bytes(text.encode("latin-1"))
    selection, told = used_at(tmp_path)
    assert (selection.operations, told) == (("GetCards",), [])


@pytest.mark.parametrize(
    "content",
    [
        b"x = (\n\n",
        b"x = 1\nprint 'x'\n",
        b"\xff\xfe\x00",
        b"# coding: nowhere\n",
        b"x = 1\0",
        b"-" * 100_000 + b"1",
    ],
)
def test_a_file_that_is_no_python_is_an_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_bytes(content)
    [error] = used(tmp_path, code=USE)[1]
    assert (error.code, error.severity) == ("unreadable-source", "error")
    assert (error.file or "").endswith("broken.py")
    assert "cannot be read as Python" in error.message


def test_all_files_that_are_no_python_are_told_at_once_with_their_lines(
    tmp_path: Path,
) -> None:
    _, told = used(tmp_path, a="x = (\n", b="\n\nprint 'x'\n", code=USE)
    places = [(Path(each.file or "").name, each.line) for each in told]
    assert places == [("a.py", 1), ("b.py", 3)]


def test_what_a_compiler_would_warn_of_is_no_matter(tmp_path: Path) -> None:
    selection, told = used(tmp_path, code=USE + "x = '\\d' is 1\n")
    assert (selection.operations, told) == (("GetCards",), [])


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    told = used_at(tmp_path / "nowhere")[1]
    assert [each.code for each in told] == ["missing-source", "no-use"]
    assert "nowhere" in told[0].message


def test_folders_that_lead_back_to_themselves_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert used(tmp_path, code=USE)[0].operations == ("GetCards",)
