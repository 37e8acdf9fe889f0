"""`write_client`: the folder afterwards, and the report."""

from __future__ import annotations

import json
import os
from pathlib import Path

from generator.output import DocumentIdentity, Manifest, WriteReport
from tests.output.clients import CLIENT, NEXT, snapshot, texts, write


def test_new_client_has_its_files_and_a_manifest(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "client"
    report = write(target, CLIENT)
    assert texts(target) == CLIENT
    assert report == WriteReport(tuple(sorted(CLIENT)), (), (), ())
    assert sorted(tmp_path.rglob(".*")) == []


def test_empty_folder_is_used(tmp_path: Path) -> None:
    write(tmp_path / "client", CLIENT)
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", CLIENT)
    assert texts(tmp_path / "empty") == texts(tmp_path / "client")


def test_manifest_records_document_and_files(tmp_path: Path) -> None:
    write(tmp_path / "client", CLIENT)
    manifest = json.loads((tmp_path / "client" / "codegen.json").read_text())
    assert list(manifest) == [
        *("generator", "document", "package", "options", "names", "files", "sha256"),
    ]
    assert manifest["document"] == {"title": "t", "version": "1", "sha256": "ab"}
    assert list(manifest["files"]) == sorted(CLIENT)


def test_manifest_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    write(tmp_path / "a", CLIENT)
    write(tmp_path / "b", dict(reversed(CLIENT.items())))
    first, second = ((tmp_path / name / "codegen.json") for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_unchanged_client_is_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    before = snapshot(tmp_path)
    report = write(target, CLIENT)
    assert snapshot(tmp_path) == before
    assert report == WriteReport((), tuple(sorted(CLIENT)), (), ())


def test_files_of_the_last_build_are_removed(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, {**CLIENT, "old/deep/x.py": ""})
    report = write(target, NEXT)
    assert texts(target) == NEXT
    assert not (target / "old").exists()
    assert report.removed == ("models/a.py", "old/deep/x.py")
    assert report.written == ("client.py", "models/b.py")
    assert report.unchanged == ("__init__.py",)


def test_changed_manifest_is_written(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    document = DocumentIdentity("t", "2", "cd")
    write(target, CLIENT, Manifest("codegen 0.1.0", document, "c"))
    assert '"version": "2"' in (target / "codegen.json").read_text()


def test_deleted_file_is_restored(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").unlink()
    assert write(target, CLIENT).written == ("client.py",)
    assert texts(target) == CLIENT


def test_foreign_files_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "models" / "mine.py").write_text("mine")
    (target / "notes").mkdir()
    (target / "notes" / "a.txt").write_text("note")
    (target / "empty" / "folder").mkdir(parents=True)
    (target / "link").symlink_to("no/where")
    (target / "run.sh").write_text("#!")
    (target / "run.sh").chmod(0o750)
    target.chmod(0o750)
    report = write(target, NEXT)
    assert report.kept == (
        *("empty/folder", "link", "models/mine.py", "notes/a.txt", "run.sh"),
    )
    assert (target / "models" / "mine.py").read_text() == "mine"
    assert (target / "notes" / "a.txt").read_text() == "note"
    assert (target / "empty" / "folder").is_dir()
    assert os.readlink(target / "link") == "no/where"
    assert (target / "run.sh").stat().st_mode & 0o777 == 0o750
    assert target.stat().st_mode & 0o777 == 0o750


def test_compiled_files_are_removed(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "models" / "__pycache__").mkdir()
    (target / "models" / "__pycache__" / "a.cpython-311.pyc").write_text("")
    assert write(target, NEXT).kept == ()
    assert list(target.rglob("__pycache__")) == []


def test_link_to_the_folder_remains_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", CLIENT)
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", NEXT)
    assert (tmp_path / "link").is_symlink()
    assert texts(tmp_path / "real") == NEXT


def test_file_names_in_other_scripts(tmp_path: Path) -> None:
    write(tmp_path / "client", {"modèles/顧客.py": "é"})
    write(tmp_path / "client", {"modèles/顧客.py": "é", "x.py": ""})
    assert texts(tmp_path / "client")["modèles/顧客.py"] == "é"
