"""`ValidationProcess` returns what `validate` does, even if the second process fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.openapi.validation import process as validate_process
from generator.openapi.validation.process import ValidationProcess
from generator.openapi.validation.validate import validate
from generator.source.load import Source, parse_text

pytestmark = pytest.mark.usefixtures("validation_process")

WRONG = """
openapi: 3.1.0
info: {title: é, version: 1}
paths:
  /a/{b}:
    get: {}
"""


def source(text: str) -> Source:
    tree, syntax = parse_text(text, is_named_json=False)
    return Source("x", text, tree, "", syntax)


@pytest.mark.parametrize(
    "text", [WRONG, "{}", '{"openapi": "3.1.0", "info": {}}', "swagger: 2.0"]
)
def test_result_is_that_of_validate(text: str) -> None:
    document = source(text)
    with ValidationProcess.start(document) as validation:
        assert validation.result() == validate(document.tree) != ()


def test_modules_in_the_current_folder_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("yaml.py", "json.py", "generator.py"):
        (tmp_path / name).write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    document = source(WRONG)
    with ValidationProcess.start(document) as validation:
        assert validation._output_diagnostics() == validate(document.tree)


def test_killed_process_is_replaced() -> None:
    document = source(WRONG)
    with ValidationProcess.start(document) as validation:
        assert validation._process is not None
        validation._process.kill()
        assert validation.result() == validate(document.tree)


@pytest.mark.parametrize("program", ["print('[{}]')", "print('no')", "import no_such"])
def test_process_with_invalid_output_is_replaced(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(validate_process, "_PROGRAM", program)
    document = source(WRONG)
    with ValidationProcess.start(document) as validation:
        assert validation.result() == validate(document.tree)


def test_process_that_cannot_start_is_replaced(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    document = source(WRONG)
    with ValidationProcess.start(document) as validation:
        assert validation.result() == validate(document.tree)


def test_leaving_the_block_ends_the_process() -> None:
    with ValidationProcess.start(source(WRONG)) as validation:
        process = validation._process
    assert process is not None
    assert process.wait() is not None


ENDLESS = """
import re
from generator.openapi.validation import process as validation

validation._SECONDS = validation._SECONDS_PER_CHARACTER = 0.0
validation._GRACE_SECONDS = 0.5
validation._validate = lambda tree: re.match("(a+)+b", "a" * 64)
validation.main("json")
"""


def test_process_ends_itself_after_the_time_limit() -> None:
    command = [sys.executable, "-c", ENDLESS]
    ended = subprocess.run(command, input=b"{}", capture_output=True, timeout=60)
    assert ended.returncode != 0
    assert b"Timeout" in ended.stderr
