"""A validator that fails."""

from __future__ import annotations

import pytest

from generator.openapi.validation import process as validate_process
from generator.openapi.validation import validate


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def failing(*_: object) -> object:
        raise OSError("odd")

    monkeypatch.setattr(
        validate_process.ValidationProcess, "_output_diagnostics", failing
    )
    monkeypatch.setattr(validate, "RULES", (failing,))
    return []
