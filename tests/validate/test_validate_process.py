"""The second process says what this one would, and its death is no harm."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.openapi.validation import process as validate_process
from generator.openapi.validation.process import ValidationProcess
from generator.openapi.validation.validate import validate
from generator.source.load import Source, parse_text

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
def test_it_says_what_validate_says(text: str) -> None:
    document = source(text)
    with ValidationProcess.start(document) as validation:
        assert validation.result() == validate(document.tree) != ()


def test_it_looks_for_modules_where_this_process_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("yaml.py", "json.py", "generator.py"):
        (tmp_path / name).write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    document = source(WRONG)
    with ValidationProcess.start(document) as validation:
        assert validation._told() == validate(document.tree)


def test_a_process_that_dies_is_replaced_by_this_one() -> None:
    document = source(WRONG)
    with ValidationProcess.start(document) as validation:
        assert validation._process is not None
        validation._process.kill()
        assert validation.result() == validate(document.tree)


@pytest.mark.parametrize("program", ["print('[{}]')", "print('no')", "import no_such"])
def test_an_answer_that_is_none_is_replaced_by_this_one(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(validate_process, "_PROGRAM", program)
    document = source(WRONG)
    with ValidationProcess.start(document) as validation:
        assert validation.result() == validate(document.tree)


def test_a_process_that_cannot_start_is_replaced_by_this_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    document = source(WRONG)
    with ValidationProcess.start(document) as validation:
        assert validation.result() == validate(document.tree)


def test_leaving_without_the_result_ends_the_process() -> None:
    with ValidationProcess.start(source(WRONG)) as validation:
        process = validation._process
    assert process is not None
    assert process.wait() is not None


ENDLESS = """
import re
from generator.openapi.validation import process as validation

validation._LEAST_PATIENCE = validation._PATIENCE = 0.0
validation._GRACE = 0.5
validation._validated = lambda tree: re.match("(a+)+b", "a" * 64)
validation.main("json")
"""


def test_it_ends_by_itself_where_nobody_ends_it() -> None:
    command = [sys.executable, "-c", ENDLESS]
    ended = subprocess.run(command, input=b"{}", capture_output=True, timeout=60)
    assert ended.returncode != 0
    assert b"Timeout" in ended.stderr
