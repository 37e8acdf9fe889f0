"""A black that fails."""

from __future__ import annotations

import pytest

from generator.render import format_custom
from generator.render.format_custom import FormattingError


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def failing(*_: object) -> None:
        raise FormattingError("it is not installed")

    monkeypatch.setattr(format_custom, "run_black", failing)
    return []
