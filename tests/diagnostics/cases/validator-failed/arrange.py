"""A validator that fails."""

from __future__ import annotations

import pytest

from generator.spec import validate, validate_process


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def failing(*_: object) -> object:
        raise OSError("odd")

    monkeypatch.setattr(validate_process.ValidationProcess, "_told", failing)
    monkeypatch.setattr(validate, "rule_errors", failing)
    return []
