"""A validation that does not end."""

from __future__ import annotations

from subprocess import TimeoutExpired

import pytest

from generator.openapi.validation.process import ValidationProcess


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def endless(self: object, seconds: float) -> object:
        raise TimeoutExpired("validation", 600)

    monkeypatch.setattr(ValidationProcess, "_output_diagnostics", endless)
    return []
