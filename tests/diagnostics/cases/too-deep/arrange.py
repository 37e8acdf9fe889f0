"""A document that is too deep to be written out here."""

from __future__ import annotations

from pathlib import Path

import pytest


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    Path("document.json").write_text('{"a":' * 900 + "1" + "}" * 900)
    return []
