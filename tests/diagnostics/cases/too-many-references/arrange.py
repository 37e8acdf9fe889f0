"""A bound that three files are beyond."""

from __future__ import annotations

import pytest

from generator.source.bundle import file_reader


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(file_reader, "MAX_FILES", 2)
    return []
