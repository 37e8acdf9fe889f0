"""A bound that one schema is beyond."""

from __future__ import annotations

import pytest

from generator.lower import budget


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(budget, "LIMIT", 1)
    return []
