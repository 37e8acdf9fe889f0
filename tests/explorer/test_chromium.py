"""Where a browser is required, its absence is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.explorer.chromium import VARIABLE, find_chromium


def test_missing_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert find_chromium() is None
    monkeypatch.setenv(VARIABLE, "1")
    with pytest.raises(RuntimeError, match="no chromium"):
        find_chromium()


def test_none_is_found_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "0")
    assert find_chromium() is None
