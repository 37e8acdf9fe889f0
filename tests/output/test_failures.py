"""`write_client` is whole or not at all, when disks fill up and processes are killed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.output import (
    OutputError,
)
from generator.output.swap import Swap
from tests.output.clients import CLIENT, NEXT, refused, texts, write


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


@pytest.fixture(autouse=True)
def _one_folder_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems that cannot exchange two folders in one step."""
    monkeypatch.setattr("generator.output.exchange.exchange", lambda *_: False)


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


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="needs a user whom file permissions restrict",
)
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "client", CLIENT)
    tmp_path.chmod(0o700)
