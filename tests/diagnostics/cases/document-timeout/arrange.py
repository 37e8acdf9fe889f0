"""A server that never answers."""

from __future__ import annotations

import pytest

from generator.source.load import fetch


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    async def never(*_: object) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(fetch, "_fetch", never)
    return []
