"""A client that one stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import run


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    run(["build", "document.yaml", "-o", "client", "-q"])
    Path("document.yaml").write_text(
        Path("document.yaml").read_text().replace("Pets", "Cats")
    )
    monkeypatch.chdir("client")
    return ["../document.yaml"]
    return []
