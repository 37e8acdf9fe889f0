"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import build_command
from tests.cli.fake_build import FakeBuild, report


@pytest.fixture
def fake_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeBuild:
    monkeypatch.chdir(tmp_path)
    fake = FakeBuild(report())
    monkeypatch.setattr(build_command, "build", fake)
    return fake
