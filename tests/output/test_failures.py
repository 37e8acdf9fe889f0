"""`write_client` is atomic: a full disk or a killed process leaves the old client."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.output import OutputError, replace_folder
from generator.output.replace_folder import FolderReplacement
from tests.output.clients import CLIENT, NEXT, refused, texts, write


def fail_at(
    monkeypatch: pytest.MonkeyPatch, name: str, count: int, error: BaseException
) -> None:
    """Make the `count`-th call of a method of `Path`, or of `write_new_file`, fail."""
    owner = Path if hasattr(Path, name) else replace_folder
    real: Callable[..., Any] = getattr(owner, name)
    calls = iter(range(1, 1_000))

    def failing(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == count:
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, failing)


FAILURES = [
    ("mkdir", 2),
    ("write_new_file", 1),
    ("write_new_file", 3),
    ("rename", 1),
    ("rename", 2),
]


@pytest.fixture(autouse=True)
def _no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulate a system that cannot exchange two folders in one step."""
    monkeypatch.setattr("generator.output.exchange.exchange", lambda *_: False)


@pytest.mark.parametrize(("name", "count"), FAILURES)
def test_full_disk_leaves_only_the_old_client(
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
def test_interruption_leaves_only_the_old_client(
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


def test_build_killed_between_renames_is_undone(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    (target / "mine.txt").write_text("mine")
    target.rename(FolderReplacement.of(target).backup)
    assert write(target, NEXT).kept == ("mine.txt",)
    assert [path.name for path in tmp_path.iterdir()] == ["client"]


def test_build_killed_after_renames_is_cleaned_up(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    write(FolderReplacement.of(target).backup, NEXT)
    write(target, NEXT)
    assert [path.name for path in tmp_path.iterdir()] == ["client"]


def test_foreign_folder_with_backup_name_is_not_deleted(tmp_path: Path) -> None:
    target = tmp_path / "client"
    write(target, CLIENT)
    theirs = FolderReplacement.of(target).backup
    theirs.mkdir()
    (theirs / "x").write_text("theirs")
    refused(target, NEXT)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="needs a user whom file permissions restrict",
)
def test_unwritable_folder_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "client", CLIENT)
    tmp_path.chmod(0o700)
