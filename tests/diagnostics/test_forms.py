"""Formats of `--diagnostics`: text, JSON and SARIF."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run
from generator.core.codes import CODES

Captured = pytest.CaptureFixture[str]
CASES = Path(__file__).parent / "cases"
DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
"""
LEVELS = {"error", "warning", "note", "none"}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(schemas: str) -> list[str]:
    """Write a document with these schemas; returns the arguments to build it."""
    lines = "".join(f"    {line}\n" for line in schemas.splitlines())
    Path("my pets.yaml").write_text(DOCUMENT + lines)
    return ["build", "my pets.yaml", "-o", "client", "-q"]


def defaults(count: int) -> str:
    return "\n".join(f"A{n}: {{type: integer, default: x}}" for n in range(count))


def report_of(capsys: Captured) -> dict[str, Any]:
    value = json.loads(capsys.readouterr().err)
    assert isinstance(value, dict)
    return value


def test_json_members(capsys: Captured) -> None:
    assert run([*written(defaults(1)), "--diagnostics", "json"]) == 0
    found = report_of(capsys)
    assert (found["version"], found["errors"], found["warnings"]) == (1, 0, 1)
    [only] = found["diagnostics"]
    assert only == {
        "code": "unfit-default",
        "severity": "warning",
        "message": 'the default does not match its schema: expected an integer, got "x"',
        "hint": CODES["unfit-default"].advice,
        "file": "my pets.yaml",
        "line": 6,
        "column": 25,
        "pointer": "#/components/schemas/A0/default",
    }


def test_json_without_a_file_has_no_location(capsys: Captured) -> None:
    command = written("{}")
    Path("client").write_text("mine")
    assert run([*command, "--diagnostics", "json"]) == 1
    [only] = report_of(capsys)["diagnostics"]
    assert only["code"] == "in-the-way"
    assert [only[each] for each in ("file", "line", "column", "pointer")] == [None] * 4


def test_sarif_rules_results_and_locations(capsys: Captured) -> None:
    schemas = f"{defaults(2)}\nB: {{$ref: '#/components/schemas/No'}}"
    assert run([*written(schemas), "--diagnostics", "sarif"]) == 1
    log = report_of(capsys)
    assert log["version"] == "2.1.0"
    [ran] = log["runs"]
    rules = ran["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == ["unresolved-reference", "unfit-default"]
    assert all(each["help"]["text"] for each in rules)
    assert [each["ruleId"] for each in ran["results"]] == [
        "unresolved-reference",
        *["unfit-default"] * 2,
    ]
    first = ran["results"][0]
    assert first["level"] == "error"
    [location] = first["locations"]
    physical = location["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "my%20pets.yaml"
    assert physical["region"] == {"startLine": 8, "startColumn": 9}
    [logical] = location["logicalLocations"]
    assert logical["fullyQualifiedName"] == "#/components/schemas/B/$ref"


def test_sarif_notification_without_a_file(capsys: Captured) -> None:
    """Scanners reject results without a location, so they are notifications."""
    command = written("{}")
    Path("client").write_text("mine")
    assert run([*command, "--diagnostics", "sarif"]) == 1
    [ran] = report_of(capsys)["runs"]
    [invocation] = ran["invocations"]
    [only] = invocation["toolExecutionNotifications"]
    [rule] = ran["tool"]["driver"]["rules"]
    assert (only["descriptor"], only["level"]) == (
        {"id": "in-the-way", "index": 0},
        "error",
    )
    assert only["message"]["text"].endswith("choose another name")
    assert (rule["id"], ran["results"]) == ("in-the-way", [])
    assert not invocation["executionSuccessful"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names that are bytes")
def test_file_name_that_is_not_unicode(capsys: Captured) -> None:
    name = os.fsdecode(b"p\xe4ts.yaml")
    Path(name).write_text("openapi: 3.1.0\n")
    assert run(["build", name, "-o", "client", "-q", "--diagnostics", "sarif"]) == 1
    [ran] = report_of(capsys)["runs"]
    location = ran["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "p%E4ts.yaml"


@pytest.mark.parametrize(
    "case", ["configuration", "no-client", "overlay", "unknown-tag"]
)
def test_sarif_conforms_to_its_schema(case: str, capsys: Captured) -> None:
    """Checks the parts of the schema (SARIF 2.1.0, appendix) that codegen uses."""
    shutil.copytree(CASES / case, Path.cwd(), dirs_exist_ok=True)
    words = shlex.split(Path("arguments.txt").read_text())
    assert run([*words, "--diagnostics", "sarif"]) > 0
    [ran] = report_of(capsys)["runs"]
    assert ran["tool"]["driver"]["name"] == "codegen"
    names = [each["id"] for each in ran["tool"]["driver"]["rules"]]
    assert len(set(names)) == len(names)
    for result in ran["results"]:
        assert names[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in LEVELS
        assert result["message"]["text"]
        [location] = result["locations"]
        assert_is_location(location)


def assert_is_location(location: dict[str, Any]) -> None:
    physical = location["physicalLocation"]
    uri = physical["artifactLocation"]["uri"]
    assert not set(uri) & set(' <>"{}|\\^`')
    region = physical.get("region", {"startLine": 1})
    assert region["startLine"] >= 1
    assert region.get("startColumn", 1) >= 1


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_report_without_diagnostics_is_written(form: str, capsys: Captured) -> None:
    assert run([*written("A: {type: string}"), "--diagnostics", form]) == 0
    found = report_of(capsys)
    assert (
        found["runs"][0]["results"] if form == "sarif" else found["diagnostics"]
    ) == []


def test_diagnostics_output_writes_a_file_and_text_to_stderr(
    capsys: Captured,
) -> None:
    command = written(defaults(1))
    form = ["--diagnostics", "json", "--diagnostics-output", "report.json"]
    assert run([*command, *form]) == 0
    assert "warning[unfit-default]" in capsys.readouterr().err
    assert json.loads(Path("report.json").read_text())["warnings"] == 1
    assert run([*command, "--diagnostics-output", "report.txt"]) == 2
    assert run([*command, *form[:-1], "no/folder/report.json"]) == 1


def test_text_shows_few_warnings_of_a_code_and_json_all(capsys: Captured) -> None:
    command = written(defaults(30))
    assert run(command) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if "  hint: " in line] == lines[1:2]
    assert len(lines) == 5
    assert lines[-1].endswith("27 more; --diagnostics json lists all")
    assert run([*command, "--diagnostics", "json"]) == 0
    assert report_of(capsys)["warnings"] == 30


def test_strict(capsys: Captured) -> None:
    command = written(defaults(2))
    assert run([*command, "--strict"]) == 1
    assert capsys.readouterr().err.endswith("2 warnings, nothing written\n")
    assert not Path("client").exists()
    assert run(command) == 0
    assert run([*command, "--strict"]) == 1
    assert run([*written("A: {type: string}"), "--strict"]) == 0


@pytest.mark.parametrize("command", ["operations", "diff", "check"])
def test_every_command_writes_json(command: str, capsys: Captured) -> None:
    arguments = {
        "operations": ["no.yaml"],
        "diff": ["no.yaml", "no.yaml"],
        "check": ["no"],
    }[command]
    assert run([command, *arguments, "--diagnostics", "json"]) in (1, 2)
    assert report_of(capsys)["errors"] == 1


def test_watch_requires_text() -> None:
    command = written("A: {type: string}")
    assert run([*command, "--watch", "--diagnostics", "json"]) == 2
