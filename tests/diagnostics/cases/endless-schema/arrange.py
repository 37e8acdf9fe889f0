"""A stack that one schema is too deep for."""

from __future__ import annotations

import pytest

from generator.lower.types import TypeLowering


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(TypeLowering, "finish", deep)
    return []
