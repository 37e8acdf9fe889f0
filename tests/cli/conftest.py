"""Fixtures of the command line tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import build
from tests.cli.fake_build import FakeBuild, build_result


@pytest.fixture
def fake_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeBuild:
    monkeypatch.chdir(tmp_path)
    fake = FakeBuild(build_result())
    monkeypatch.setattr(build, "build", fake)
    return fake
