"""`write_client` raises rather than overwrite files that it did not write."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from generator.output import OutputError, OutputFile, write_client
from tests.output.clients import CLIENT, MANIFEST, NEXT, refused, write


def test_foreign_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "mine.py").write_text("mine")
    assert "did not write" in refused(tmp_path / "client", CLIENT).message


def test_file_instead_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "client").write_text("mine")
    assert "is a file" in refused(tmp_path / "client", CLIENT).message


def test_file_instead_of_a_parent_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for below in ("client", "in/it/client"):
        with pytest.raises(OutputError) as caught:
            write(tmp_path / "file" / below, CLIENT)
        assert caught.value.message.startswith(f"{tmp_path / 'file'} is a file, but ")
        assert caught.value.hint == "choose another folder"
    assert (tmp_path / "file").read_bytes() == b""


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"generator": 1}', "null", "[" * 100_000, "\ud800"],
)
def test_broken_manifest_is_an_error(tmp_path: Path, text: str) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "codegen.json").write_bytes(text.encode(errors="surrogatepass"))
    assert "not a manifest" in refused(target, NEXT).message


@pytest.mark.parametrize("path", ["../x.py", "/etc/passwd", "a/../../b", "C:/x"])
def test_manifest_with_paths_out_of_the_folder_is_an_error(
    tmp_path: Path, path: str
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    manifest = json.loads((target / "codegen.json").read_text())
    manifest["files"][path] = "ab"
    (target / "codegen.json").write_text(json.dumps(manifest))
    assert "not a manifest" in refused(target, NEXT).message


def test_edited_files_are_listed(tmp_path: Path) -> None:
    target = tmp_path / "client"
    many = {f"m{index:02}.py": "" for index in range(14)}
    write(target, many)
    for name in many:
        (target / name).write_text("mine")
    error = refused(target, many)
    assert "m09.py and 4 more" in error.message
    assert "m10.py" not in error.message
    assert error.code == "edited-files"


def test_edited_file_that_would_be_removed_is_an_error(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "models" / "a.py").write_text("mine")
    assert "models/a.py" in refused(target, NEXT).message


def test_generated_file_replaced_by_a_link_is_edited(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").rename(tmp_path / "real.py")
    (target / "client.py").symlink_to(tmp_path / "real.py")
    assert "client.py" in refused(target, NEXT).message


def test_edit_equal_to_the_new_content_is_unchanged(
    tmp_path: Path,
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "client.py").write_text(NEXT["client.py"])
    assert "client.py" in write(target, NEXT).unchanged


@pytest.mark.parametrize(
    "mine", ["models/b.py", "models/B.py", "client.py/x", "extra", "EXTRA"]
)
def test_foreign_file_in_the_way_is_an_error(tmp_path: Path, mine: str) -> None:
    target = tmp_path / "client"
    write(target, {"__init__.py": ""})
    (target / mine).parent.mkdir(parents=True, exist_ok=True)
    (target / mine).write_text("mine")
    assert mine in refused(target, {**NEXT, "extra/x.py": ""}).message


def test_foreign_file_equal_to_the_new_content_is_adopted(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "models" / "b.py").write_text(NEXT["models/b.py"])
    write(target, NEXT)
    assert write(target, CLIENT).removed == ("models/b.py",)


def test_socket_in_the_folder_is_an_error(
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
def test_invalid_paths_are_an_error(tmp_path: Path, paths: list[str]) -> None:
    files = [OutputFile(path, b"") for path in paths]
    with pytest.raises(OutputError):
        write_client(tmp_path / "client", files, MANIFEST)
    assert list(tmp_path.iterdir()) == []


def test_current_folder_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    monkeypatch.chdir(target / "models")
    assert "current folder" in refused(target, NEXT).message
    write(target, CLIENT)
