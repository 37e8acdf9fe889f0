"""A bound on the work that one schema is beyond."""

from __future__ import annotations

import pytest

from generator.openapi.validation import bounded_validator


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(bounded_validator, "MOST_STEPS", 0)
    return []
