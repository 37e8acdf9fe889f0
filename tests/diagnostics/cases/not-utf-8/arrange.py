"""Text as editors saved it thirty years ago."""

from __future__ import annotations

from pathlib import Path

import pytest


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    text = "openapi: 3.1.0\ninfo: {title: Café}\n"
    Path("document.yaml").write_bytes(text.encode("iso-8859-1"))
    return []
