"""A stack that one schema is too deep for."""

from __future__ import annotations

import pytest

from generator.lower.lower_types import TypeLowering


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(TypeLowering, "lower_pending", deep)
    return []
