"""A server that never answers."""

from __future__ import annotations

import pytest

from generator.source.load import fetch


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    async def never(*_: object) -> fetch.Fetched:
        raise TimeoutError

    monkeypatch.setattr(fetch._Exchange, "run", never)
    return []
