"""Where a browser is required, its absence is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.explorer.chromium import REQUIRED, find_chromium


def test_missing_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(REQUIRED, raising=False)
    assert find_chromium() is None
    monkeypatch.setenv(REQUIRED, "1")
    with pytest.raises(RuntimeError, match="no chromium"):
        find_chromium()
