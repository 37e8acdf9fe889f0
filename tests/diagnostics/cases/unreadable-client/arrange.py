"""A client whose code somebody edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import run


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    run(["build", "document.yaml", "-o", "client", "-q"])
    Path("client/client.py").write_text("class (\n")
    return []
