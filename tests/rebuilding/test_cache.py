"""The cache folder: size limits, foreign files and unusable folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.output import cache_folder as cache
from generator.output.cache_folder import Cache


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path / "cache"))
    opened = Cache.open()
    assert opened is not None
    return opened


def test_read_returns_what_was_written(files: Cache) -> None:
    assert files.read("a") is None
    files.write("a", b"one")
    files.write("a", b"two")
    assert files.read("a") == b"two"
    assert len(list(files.folder.iterdir())) == 1


def test_oldest_files_are_evicted(
    files: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_FILES", 3)
    for number in range(5):
        files.write(f"n{number}", b"x")
        for path in files.folder.iterdir():
            stat = path.stat()
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns - 10**9))
    remaining = [number for number in range(5) if files.read(f"n{number}") is not None]
    assert remaining == [2, 3, 4]


def test_size_limit_evicts_large_files(
    files: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 10)
    files.write("large", b"x" * 11)
    assert files.read("large") is None


def test_foreign_files_are_not_evicted(
    files: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_FILES", 0)
    files.folder.mkdir()
    (files.folder / "mine.txt").touch()
    files.write("a", b"x")
    assert [path.name for path in files.folder.iterdir()] == ["mine.txt"]


def test_empty_codegen_cache_disables_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEGEN_CACHE", "")
    assert Cache.open() is None


def test_default_is_the_users_cache_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CODEGEN_CACHE")
    opened = Cache.open()
    assert opened is None or opened.folder.name in {"codegen", "Cache"}


def test_cache_folder_that_is_a_file_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path / "file"))
    opened = Cache.open()
    assert opened is not None
    opened.write("a", b"x")
    assert opened.read("a") is None
