"""`codegen check` for a client with `used-by`: the code decides what the client must have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import run
from tests.usage.shop import DOCUMENT

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.json").write_text(json.dumps(DOCUMENT))
    Path("code.py").write_text(
        "from shop_client.models import Customer\nfrom shop_client.operations import get_cards\n"
    )
    Path("codegen.toml").write_text(
        '[clients.shop_client]\nspec = "shop.json"\noutput = "shop_client"\nused-by = ["code.py"]\n'
    )
    assert run(["build", "-q"]) == 0


def test_check_fails_when_code_uses_other_operations(capsys: Captured) -> None:
    assert run(["check"]) == 0
    capsys.readouterr()
    Path("code.py").write_text("from shop_client.operations import pay_invoice\n")
    assert run(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "  stale: the options changed"


def test_check_without_configuration_uses_types_in_manifest() -> None:
    Path("codegen.toml").unlink()
    assert "Customer" in Path("shop_client/codegen.json").read_text()
    assert run(["check", "shop_client", "--spec", "shop.json"]) == 0
