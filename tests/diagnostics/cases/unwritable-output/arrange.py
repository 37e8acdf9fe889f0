"""A disk that is full."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    return []
