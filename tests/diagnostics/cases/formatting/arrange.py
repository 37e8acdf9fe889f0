"""A black that fails."""

from __future__ import annotations

import pytest

from generator.render import own_layout
from generator.render.formatting import FormattingError


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def failing(*_: object) -> None:
        raise FormattingError("it is not installed")

    monkeypatch.setattr(own_layout, "formatted", failing)
    return []
