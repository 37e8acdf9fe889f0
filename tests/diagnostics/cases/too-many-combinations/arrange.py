"""A bound that one schema is beyond."""

from __future__ import annotations

import pytest

from generator.lower import effort


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(effort, "MOST", 1)
    return []
