"""An account that does not come out."""

from __future__ import annotations

import pytest

from generator.frontend.coverage import Coverage, Tally
from generator.workflows import compile_client as compile


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def short(*_: object) -> Coverage:
        return Coverage(Tally(0, 1, 1), Tally(1, 1, 1))

    monkeypatch.setattr(compile, "measure_coverage", short)
    return []
