"""A client that was built with templates."""

from __future__ import annotations

import pytest

from generator.cli import run


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    run(["build", "document.yaml", "-o", "client", "-q", "--templates", "templates"])
    return []
