"""Uploads by path, only from allowed folders, and downloads to a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.tools.conftest import Call
from tests.tools.shop_server import Shop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to upload from, beside a file that is outside of it."""
    allowed = tmp_path / "allowed"
    (allowed / "sub").mkdir(parents=True)
    (allowed / "a.png").write_bytes(b"inside")
    (allowed / "sub" / "b.png").write_bytes(b"below")
    (tmp_path / "secret.txt").write_bytes(b"outside")
    (tmp_path / "allowed-too").mkdir()
    (tmp_path / "allowed-too" / "c.png").write_bytes(b"beside")
    (allowed / "link").symlink_to(tmp_path / "secret.txt")
    (allowed / "folder-link").symlink_to(tmp_path)
    (allowed / "inner-link").symlink_to(allowed / "a.png")
    os.mkfifo(allowed / "pipe")
    return allowed


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"inside"),
        ("sub/b.png", b"below"),
        ("sub/../a.png", b"inside"),
        ("inner-link", b"inside"),
        ("{folder}/a.png", b"inside"),
    ],
)
def test_upload(
    call: Call, shop: Shop, folder: Path, name: str, content: bytes
) -> None:
    arguments = {"file": name.format(folder=folder), "more": ["sub/b.png"]}
    result = call("PostFile", arguments, agent={"upload_folders": [folder]})
    assert result.error is None
    body = shop.requests[0][2]
    assert content in body
    assert b"below" in body
    assert b'filename="' in body


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.txt", "link", "folder-link/secret.txt", "{folder}/../secret.txt"),
        *("/etc/passwd", "../allowed-too/c.png", "missing.png", "sub", ".", "", "pipe"),
        *("a.png\0", "~/.ssh/id_rsa", "x" * 5_000),
    ],
)
@pytest.mark.parametrize("argument", ["file", "more"])
def test_file_outside_of_the_folders(
    call: Call, shop: Shop, folder: Path, name: str, argument: str
) -> None:
    path = name.format(folder=folder)
    arguments: dict[str, Any] = {"file": "a.png"}
    arguments[argument] = [path] if argument == "more" else path
    error = call("PostFile", arguments, agent={"upload_folders": [folder]}).error
    assert error is not None
    assert error.kind == "arguments"
    # The same for files that exist and that do not.
    assert "is not a file in a folder that uploads may come from" in error.message
    assert shop.requests == []


def test_uploads_are_not_allowed_by_default(call: Call, shop: Shop) -> None:
    error = call("PostFile", {"file": __file__}).error
    assert error is not None
    assert error.parameter == "file"
    assert "uploads are not allowed" in error.message
    assert shop.requests == []


def test_only_files_are_paths(call: Call, shop: Shop, folder: Path) -> None:
    arguments = {"file": "a.png", "note": "../secret.txt"}
    call("PostFile", arguments, agent={"upload_folders": [folder]})
    assert b"../secret.txt" in shop.requests[0][2]
    assert b"outside" not in shop.requests[0][2]


def test_download(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "downloads"
    for name in ("DownloadFile.pdf", "DownloadFile-2.pdf"):
        result = call("DownloadFile", {"id": "f1"}, agent={"download_folder": folder})
        assert result.data == {
            "file": str(folder / name),
            "bytes": 8,
            "media_type": "application/pdf; charset=x",
        }
        assert result.value.read_bytes() == b"%PDF-1.7"
    assert len(list(folder.iterdir())) == 2


def test_download_without_known_media_type(
    call: Call, shop: Shop, tmp_path: Path
) -> None:
    headers = {"Content_Type": "../../etc/passwd"}
    shop.errors["/files/f1/contents"] = (200, b"data", headers)
    result = call("DownloadFile", {"id": "f1"}, agent={"download_folder": tmp_path})
    assert result.value == tmp_path / "DownloadFile"


def test_failed_download_leaves_no_file(call: Call, shop: Shop, tmp_path: Path) -> None:
    shop.errors["/files/f1/contents"] = (404, {"message": "gone"}, {})
    result = call("DownloadFile", {"id": "f1"}, agent={"download_folder": tmp_path})
    assert result.error is not None
    assert (result.error.status, list(tmp_path.iterdir())) == (404, [])


def test_downloads_are_not_allowed_by_default(call: Call, shop: Shop) -> None:
    error = call("DownloadFile", {"id": "f1"}).error
    assert error is not None
    assert (error.kind, error.message) == ("policy", "downloads are not allowed")
    assert shop.requests == []


def test_download_folder_that_cannot_be_written(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    error = call("DownloadFile", {"id": "f1"}, agent={"download_folder": file}).error
    assert error is not None
    assert error.kind == "file"
    assert str(tmp_path) not in error.message
