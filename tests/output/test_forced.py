"""`--force`: what was edited by hand is written over, and a copy of it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.output import OutputError, OutputFile, write_client
from tests.output.clients import CLIENT, MANIFEST, NEXT, texts, write


def force(target: Path, files: dict[str, str]) -> tuple[str, ...]:
    """The copies that a forced build makes."""
    made = [OutputFile(path, text.encode()) for path, text in files.items()]
    return write_client(target, made, MANIFEST, force=True).copies


def test_an_edited_file_is_kept_under_another_name(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").write_text("mine")
    assert force(target, NEXT) == ("client.py.edited",)
    assert texts(target) == {**NEXT, "client.py.edited": "mine"}


def test_an_edited_file_that_is_no_longer_made_is_kept_too(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "models" / "a.py").write_text("mine")
    assert force(target, NEXT) == ("models/a.py.edited",)
    assert texts(target) == {**NEXT, "models/a.py.edited": "mine"}


def test_no_copy_takes_the_place_of_another(tmp_path: Path) -> None:
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


def test_an_edit_that_is_what_the_build_makes_needs_no_copy(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").write_text(NEXT["client.py"])
    assert force(target, NEXT) == ()
    assert texts(target) == NEXT


def test_copies_outlive_the_next_build(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").write_text("mine")
    force(target, CLIENT)
    write(target, NEXT)
    assert texts(target)["client.py.edited"] == "mine"


def test_a_folder_that_codegen_did_not_write_is_not_forced(tmp_path: Path) -> None:
    target = tmp_path / "client"
    target.mkdir()
    (target / "mine.py").write_text("mine")
    with pytest.raises(OutputError, match="codegen did not write"):
        force(target, CLIENT)
    assert texts(target) == {"mine.py": "mine"}


def test_a_folder_in_the_place_of_a_file_is_not_forced(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").unlink()
    (target / "client.py").mkdir()
    (target / "client.py" / "mine.py").write_text("mine")
    with pytest.raises(OutputError):
        force(target, CLIENT)
    assert (target / "client.py" / "mine.py").read_text() == "mine"


def test_a_manifest_that_was_edited_is_kept_too(tmp_path: Path) -> None:
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
