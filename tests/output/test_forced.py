"""`--force` overwrites edited files and keeps a copy of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.output import OutputError, OutputFile, write_client
from tests.output.clients import CLIENT, MANIFEST, NEXT, texts, write


def force(target: Path, files: dict[str, str]) -> tuple[str, ...]:
    """Write with force; returns the copies."""
    output = [OutputFile(path, text.encode()) for path, text in files.items()]
    return write_client(target, output, MANIFEST, force=True).copies


def test_edited_file_is_copied(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").write_text("mine")
    assert force(target, NEXT) == ("client.py.edited",)
    assert texts(target) == {**NEXT, "client.py.edited": "mine"}


def test_edited_file_that_is_no_longer_generated_is_copied(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "models" / "a.py").write_text("mine")
    assert force(target, NEXT) == ("models/a.py.edited",)
    assert texts(target) == {**NEXT, "models/a.py.edited": "mine"}


def test_copies_do_not_overwrite_each_other(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    for edit in ("one", "two", "three"):
        (target / "client.py").write_text(edit)
        force(target, CLIENT)
    kept = {path: text for path, text in texts(target).items() if "edited" in path}
    assert kept == {
        "client.py.edited": "one",
        "client.py.edited-2": "two",
        "client.py.edited-3": "three",
    }


def test_edit_equal_to_the_new_content_is_not_copied(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").write_text(NEXT["client.py"])
    assert force(target, NEXT) == ()
    assert texts(target) == NEXT


def test_next_build_keeps_copies(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").write_text("mine")
    force(target, CLIENT)
    write(target, NEXT)
    assert texts(target)["client.py.edited"] == "mine"


def test_force_does_not_overwrite_a_foreign_folder(tmp_path: Path) -> None:
    target = tmp_path / "client"
    target.mkdir()
    (target / "mine.py").write_text("mine")
    with pytest.raises(OutputError, match="codegen did not write"):
        force(target, CLIENT)
    assert texts(target) == {"mine.py": "mine"}


def test_force_does_not_overwrite_a_folder_with_a_files_name(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").unlink()
    (target / "client.py").mkdir()
    (target / "client.py" / "mine.py").write_text("mine")
    with pytest.raises(OutputError):
        force(target, CLIENT)
    assert (target / "client.py" / "mine.py").read_text() == "mine"


def test_edited_manifest_is_copied(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    path = target / "codegen.json"
    edited = path.read_text().replace('"title": "t"', '"title": "mine"')
    path.write_text(edited)
    with pytest.raises(OutputError, match=r"codegen\.json in .* changed since"):
        write(target, NEXT)
    assert force(target, NEXT) == ("codegen.json.edited",)
    assert texts(target) == {**NEXT, "codegen.json.edited": edited}
    assert write(target, NEXT).written == ()
