"""The cache of clients: what it keeps, and who may write into it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator.output.client_cache import MOST_CLIENTS, ClientCache


def entry(cache: ClientCache, key: str, modified: float) -> Path:
    path = cache.folder / key
    (path / "pets_client").mkdir(parents=True)
    os.utime(path, (modified, modified))
    return path


def test_most_recent_clients_are_kept(tmp_path: Path) -> None:
    cache = ClientCache(tmp_path)
    entries = [entry(cache, f"key{index}", index) for index in range(MOST_CLIENTS + 2)]
    cache.evict()
    assert [path for path in entries if path.exists()] == entries[2:]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot lock folders")
def test_clients_in_use_are_kept(tmp_path: Path) -> None:
    cache = ClientCache(tmp_path)
    used = cache.reserve("used", "pets_client").parent
    os.utime(used, (1, 1))
    old = entry(cache, "old", 2)
    for index in range(MOST_CLIENTS):
        entry(cache, f"key{index}", 10 + index)
    cache.evict()
    assert used.is_dir()
    assert not old.exists()


def test_using_a_client_again_keeps_it(tmp_path: Path) -> None:
    cache = ClientCache(tmp_path)
    path = entry(cache, "key", 1)
    cache.reserve("key", "pets_client")
    assert path.stat().st_mtime > 1


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no modes")
def test_folder_that_others_can_write_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path))
    folder = ClientCache.open().folder
    assert folder == tmp_path / "clients"
    folder.chmod(0o777)
    assert not ClientCache.open().folder.is_relative_to(tmp_path)


def test_cache_folder_that_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path / "file"))
    assert ClientCache.open().folder.is_dir()
