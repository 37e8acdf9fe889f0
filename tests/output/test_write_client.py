"""`write_client`: whole or not at all, and nothing of a person's is ever lost."""

from __future__ import annotations

import errno
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.output import (
    DocumentIdentity,
    Manifest,
    OutputError,
    OutputFile,
    WriteReport,
    write_client,
)
from generator.output.swap import Swap

MANIFEST = Manifest("codegen 0.1.0", DocumentIdentity("t", "1", "ab"), {"package": "c"})
CLIENT = {"__init__.py": "", "client.py": "one = 1\n", "models/a.py": "a = 1\n"}
NEXT = {"__init__.py": "", "client.py": "one = 2\n", "models/b.py": "b = 1\n"}


def write(
    target: Path, texts: dict[str, str], manifest: Manifest = MANIFEST
) -> WriteReport:
    files = [OutputFile(path, text.encode()) for path, text in texts.items()]
    return write_client(target, files, manifest)


def texts(folder: Path) -> dict[str, str]:
    """All files of a folder but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / "codegen.json"
    }


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything about a folder that a build could change."""
    return {
        str(path): (
            path.lstat().st_ino,
            path.lstat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in [folder, *folder.rglob("*")]
    }


def test_a_new_client_holds_its_files_and_the_manifest(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "client"
    report = write(target, CLIENT)
    assert texts(target) == CLIENT
    assert report == WriteReport(tuple(sorted(CLIENT)), (), (), ())
    assert sorted(tmp_path.rglob(".*")) == []


def test_an_empty_folder_is_as_good_as_none(tmp_path: Path) -> None:
    write(tmp_path / "client", CLIENT)
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", CLIENT)
    assert texts(tmp_path / "empty") == texts(tmp_path / "client")


def test_the_manifest_names_what_was_written_and_from_what(tmp_path: Path) -> None:
    write(tmp_path / "client", CLIENT)
    manifest = json.loads((tmp_path / "client" / "codegen.json").read_text())
    assert list(manifest) == ["generator", "document", "options", "files"]
    assert manifest["document"] == {"title": "t", "version": "1", "sha256": "ab"}
    assert list(manifest["files"]) == sorted(CLIENT)


def test_the_same_client_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a", CLIENT)
    write(tmp_path / "b", dict(reversed(CLIENT.items())))
    first, second = ((tmp_path / name / "codegen.json") for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_building_again_without_a_change_touches_nothing(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    before = snapshot(tmp_path)
    report = write(target, CLIENT)
    assert snapshot(tmp_path) == before
    assert report == WriteReport((), tuple(sorted(CLIENT)), (), ())


def test_files_that_are_no_longer_made_disappear_with_their_folders(
    tmp_path: Path,
) -> None:
    target = tmp_path / "client"
    write(target, {**CLIENT, "old/deep/x.py": ""})
    report = write(target, NEXT)
    assert texts(target) == NEXT
    assert not (target / "old").exists()
    assert report.removed == ("models/a.py", "old/deep/x.py")
    assert report.written == ("client.py", "models/b.py")
    assert report.unchanged == ("__init__.py",)


def test_a_changed_manifest_alone_is_written(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    document = DocumentIdentity("t", "2", "cd")
    write(target, CLIENT, Manifest("codegen 0.1.0", document))
    assert '"version": "2"' in (target / "codegen.json").read_text()


def test_a_generated_file_that_was_deleted_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").unlink()
    assert write(target, CLIENT).written == ("client.py",)
    assert texts(target) == CLIENT


def test_what_no_build_made_stays(tmp_path: Path) -> None:
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


def test_compiled_files_go(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "models" / "__pycache__").mkdir()
    (target / "models" / "__pycache__" / "a.cpython-311.pyc").write_text("")
    assert write(target, NEXT).kept == ()
    assert list(target.rglob("__pycache__")) == []


def refused(target: Path, files: dict[str, str]) -> OutputError:
    before = snapshot(target.parent)
    with pytest.raises(OutputError) as caught:
        write(target, files)
    assert snapshot(target.parent) == before
    return caught.value


def test_a_folder_that_codegen_did_not_write_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "mine.py").write_text("mine")
    assert "did not write" in refused(tmp_path / "client", CLIENT).message


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "client").write_text("mine")
    assert "is a file" in refused(tmp_path / "client", CLIENT).message


def test_a_parent_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    assert "cannot be" in refused(tmp_path / "a" / "client", CLIENT).message


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"generator": 1}', "null", "[" * 100_000, "\ud800"],
)
def test_a_broken_manifest_is_told(tmp_path: Path, text: str) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "codegen.json").write_bytes(text.encode(errors="surrogatepass"))
    assert "not a manifest" in refused(target, NEXT).message


@pytest.mark.parametrize("path", ["../x.py", "/etc/passwd", "a/../../b", "C:/x"])
def test_a_manifest_that_names_files_elsewhere_is_broken(
    tmp_path: Path, path: str
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    manifest = json.loads((target / "codegen.json").read_text())
    manifest["files"][path] = "ab"
    (target / "codegen.json").write_text(json.dumps(manifest))
    assert "not a manifest" in refused(target, NEXT).message


def test_files_that_were_edited_are_named_and_kept(tmp_path: Path) -> None:
    target = tmp_path / "client"
    many = {f"m{index:02}.py": "" for index in range(14)}
    write(target, many)
    for name in many:
        (target / name).write_text("mine")
    error = refused(target, many)
    assert "m09.py and 4 more" in error.message
    assert "m10.py" not in error.message
    assert "elsewhere" in (error.hint or "")


def test_an_edited_file_that_would_go_is_kept_too(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "models" / "a.py").write_text("mine")
    assert "models/a.py" in refused(target, NEXT).message


def test_a_generated_file_replaced_by_a_link_counts_as_edited(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").rename(tmp_path / "real.py")
    (target / "client.py").symlink_to(tmp_path / "real.py")
    assert "client.py" in refused(target, NEXT).message


def test_an_edit_that_makes_the_file_what_it_will_be_is_no_obstacle(
    tmp_path: Path,
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").write_text(NEXT["client.py"])
    assert "client.py" in write(target, NEXT).unchanged


@pytest.mark.parametrize(
    "mine", ["models/b.py", "models/B.py", "client.py/x", "extra", "EXTRA"]
)
def test_a_file_in_the_way_of_a_generated_one_is_named_and_kept(
    tmp_path: Path, mine: str
) -> None:
    target = tmp_path / "client"
    write(target, {"__init__.py": ""})
    (target / mine).parent.mkdir(parents=True, exist_ok=True)
    (target / mine).write_text("mine")
    assert mine in refused(target, {**NEXT, "extra/x.py": ""}).message


def test_a_file_that_is_already_what_will_be_made_is_taken_over(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "models" / "b.py").write_text(NEXT["models/b.py"])
    write(target, NEXT)
    assert write(target, CLIENT).removed == ("models/b.py",)


def test_what_is_neither_file_nor_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    monkeypatch.chdir(target)
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("pipe")
        monkeypatch.chdir(tmp_path)
        assert "pipe" in refused(target, NEXT).message


@pytest.mark.parametrize(
    "paths",
    [
        ["../x.py"],
        ["a/../../x.py"],
        ["/x.py"],
        ["a//x.py"],
        ["./x.py"],
        [""],
        ["a\\..\\x.py"],
        ["C:x.py"],
        ["a\0.py"],
        ["a.py", "A.py"],
        ["models/a.py", "Models/b.py", "models"],
        ["a", "a/b"],
        ["codegen.json"],
        ["CODEGEN.json"],
        ["a.py", "a.py"],
    ],
)
def test_paths_that_cannot_be_are_refused(tmp_path: Path, paths: list[str]) -> None:
    files = [OutputFile(path, b"") for path in paths]
    with pytest.raises(OutputError):
        write_client(tmp_path / "client", files, MANIFEST)
    assert list(tmp_path.iterdir()) == []


def fail_at(
    monkeypatch: pytest.MonkeyPatch, name: str, count: int, error: BaseException
) -> None:
    """Let the `count`-th call of a method of `Path` fail."""
    real: Callable[..., Any] = getattr(Path, name)
    calls = iter(range(1, 1_000))

    def failing(self: Path, *given: Any, **named: Any) -> Any:
        if next(calls) == count:
            raise error
        return real(self, *given, **named)

    monkeypatch.setattr(Path, name, failing)


FAILURES = [
    ("mkdir", 2),
    ("write_bytes", 1),
    ("write_bytes", 3),
    ("rename", 1),
    ("rename", 2),
]


@pytest.mark.parametrize(("name", "count"), FAILURES)
def test_a_full_disk_leaves_the_old_client_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, count: int
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "mine.txt").write_text("mine")
    before = texts(tmp_path)
    with monkeypatch.context() as patch:
        fail_at(patch, name, count, OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(OutputError, match="No space left"):
            write(target, NEXT)
    assert texts(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["client"]


@pytest.mark.parametrize(("name", "count"), FAILURES)
def test_an_interruption_leaves_the_old_client_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, count: int
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    before = texts(tmp_path)
    with monkeypatch.context() as patch:
        fail_at(patch, name, count, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            write(target, NEXT)
    assert texts(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["client"]


def test_a_build_that_was_killed_between_the_renames_is_undone(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "mine.txt").write_text("mine")
    target.rename(Swap.to(target).aside)
    assert write(target, NEXT).kept == ("mine.txt",)
    assert [path.name for path in tmp_path.iterdir()] == ["client"]


def test_a_build_that_was_killed_after_the_renames_is_tidied_up(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    write(Swap.to(target).aside, NEXT)
    write(target, NEXT)
    assert [path.name for path in tmp_path.iterdir()] == ["client"]


def test_a_folder_of_somebody_else_under_our_name_is_not_deleted(
    tmp_path: Path,
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    theirs = Swap.to(target).aside
    theirs.mkdir()
    (theirs / "x").write_text("theirs")
    refused(target, NEXT)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "client", CLIENT)
    tmp_path.chmod(0o700)


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", CLIENT)
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", NEXT)
    assert (tmp_path / "link").is_symlink()
    assert texts(tmp_path / "real") == NEXT


def test_the_current_folder_is_not_pulled_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    monkeypatch.chdir(target / "models")
    assert "current folder" in refused(target, NEXT).message
    write(target, CLIENT)


def test_names_in_any_script_are_written(tmp_path: Path) -> None:
    write(tmp_path / "client", {"modèles/顧客.py": "é"})
    write(tmp_path / "client", {"modèles/顧客.py": "é", "x.py": ""})
    assert texts(tmp_path / "client")["modèles/顧客.py"] == "é"
