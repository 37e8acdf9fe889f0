"""A bound that three files are beyond."""

from __future__ import annotations

import pytest

from generator.source.bundle import files


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(files, "MOST_FILES", 2)
    return []
