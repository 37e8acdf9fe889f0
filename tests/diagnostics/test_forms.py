"""What `--diagnostics` writes for programs, and how much of it people see."""

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
    """The command line that builds a client of these schemas."""
    lines = "".join(f"    {line}\n" for line in schemas.splitlines())
    Path("my pets.yaml").write_text(DOCUMENT + lines)
    return ["build", "my pets.yaml", "-o", "client", "-q"]


def defaults(count: int) -> str:
    return "\n".join(f"A{n}: {{type: integer, default: x}}" for n in range(count))


def told(capsys: Captured) -> dict[str, Any]:
    value = json.loads(capsys.readouterr().err)
    assert isinstance(value, dict)
    return value


def test_json_is_one_object_with_all_there_is_to_say(capsys: Captured) -> None:
    assert run([*written(defaults(1)), "--diagnostics", "json"]) == 0
    found = told(capsys)
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


def test_what_is_about_no_file_has_no_place_in_json(capsys: Captured) -> None:
    command = written("{}")
    Path("client").write_text("mine")
    assert run([*command, "--diagnostics", "json"]) == 1
    [only] = told(capsys)["diagnostics"]
    assert only["code"] == "in-the-way"
    assert [only[each] for each in ("file", "line", "column", "pointer")] == [None] * 4


def test_sarif_has_rules_results_and_places(capsys: Captured) -> None:
    schemas = f"{defaults(2)}\nB: {{$ref: '#/components/schemas/No'}}"
    assert run([*written(schemas), "--diagnostics", "sarif"]) == 1
    log = told(capsys)
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


def test_sarif_has_no_result_without_a_file(capsys: Captured) -> None:
    """Scanners refuse the whole log then; what is about no file is said of the run."""
    command = written("{}")
    Path("client").write_text("mine")
    assert run([*command, "--diagnostics", "sarif"]) == 1
    [ran] = told(capsys)["runs"]
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


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_a_file_can_have_a_name_that_is_no_text(capsys: Captured) -> None:
    name = os.fsdecode(b"p\xe4ts.yaml")
    Path(name).write_text("openapi: 3.1.0\n")
    assert run(["build", name, "-o", "client", "-q", "--diagnostics", "sarif"]) == 1
    [ran] = told(capsys)["runs"]
    place = ran["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "p%E4ts.yaml"


@pytest.mark.parametrize(
    "case", ["configuration", "no-client", "overlay", "unknown-tag"]
)
def test_sarif_is_as_its_schema_has_it(case: str, capsys: Captured) -> None:
    """By the parts of the schema (SARIF 2.1.0, appendix) that codegen's logs make use of."""
    shutil.copytree(CASES / case, Path.cwd(), dirs_exist_ok=True)
    words = shlex.split(Path("arguments.txt").read_text())
    assert run([*words, "--diagnostics", "sarif"]) > 0
    [ran] = told(capsys)["runs"]
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
def test_nothing_to_say_is_said_as_well(form: str, capsys: Captured) -> None:
    assert run([*written("A: {type: string}"), "--diagnostics", form]) == 0
    found = told(capsys)
    assert (
        found["runs"][0]["results"] if form == "sarif" else found["diagnostics"]
    ) == []


def test_a_file_has_what_programs_read_and_stderr_what_people_do(
    capsys: Captured,
) -> None:
    command = written(defaults(1))
    form = ["--diagnostics", "json", "--diagnostics-output", "told.json"]
    assert run([*command, *form]) == 0
    assert "warning[unfit-default]" in capsys.readouterr().err
    assert json.loads(Path("told.json").read_text())["warnings"] == 1
    assert run([*command, "--diagnostics-output", "told.txt"]) == 2
    assert run([*command, *form[:-1], "no/folder/told.json"]) == 1


def test_people_see_a_few_warnings_of_a_kind_and_programs_all(capsys: Captured) -> None:
    command = written(defaults(30))
    assert run(command) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if "  hint: " in line] == lines[1:2]
    assert len(lines) == 5
    assert lines[-1].endswith("27 more; --diagnostics json tells all")
    assert run([*command, "--diagnostics", "json"]) == 0
    assert told(capsys)["warnings"] == 30


def test_warnings_can_be_reason_enough_to_write_nothing(capsys: Captured) -> None:
    command = written(defaults(2))
    assert run([*command, "--strict"]) == 1
    assert capsys.readouterr().err.endswith("2 warnings, nothing written\n")
    assert not Path("client").exists()
    assert run(command) == 0
    assert run([*command, "--strict"]) == 1
    assert run([*written("A: {type: string}"), "--strict"]) == 0


@pytest.mark.parametrize("command", ["operations", "diff", "check"])
def test_every_command_about_documents_tells_programs(
    command: str, capsys: Captured
) -> None:
    arguments = {
        "operations": ["no.yaml"],
        "diff": ["no.yaml", "no.yaml"],
        "check": ["no"],
    }[command]
    assert run([command, *arguments, "--diagnostics", "json"]) in (1, 2)
    assert told(capsys)["errors"] == 1


def test_watching_is_for_people() -> None:
    command = written("A: {type: string}")
    assert run([*command, "--watch", "--diagnostics", "json"]) == 2
