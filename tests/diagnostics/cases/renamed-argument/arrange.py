"""A client that was built when operations had no option `extra_query`."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import run


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    run(["build", "document.yaml", "-o", "client", "-q"])
    manifest = Path("client/codegen.json")
    names = manifest.read_text()
    assert "extra_query_query" in names
    manifest.write_text(names.replace("extra_query_query", "extra_query"))
    return []
