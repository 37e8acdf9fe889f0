"""The commands with Swagger 2.0 documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import run

Captured = pytest.CaptureFixture[str]

DOCUMENT = """\
swagger: "2.0"
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses: {"200": {description: ok, schema: {$ref: "#/definitions/Pet"}}}
definitions:
  Pet:
    type: object
    properties: {name: {type: string}}
"""


@pytest.fixture(autouse=True)
def _document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(DOCUMENT)


def rewrite(before: str, after: str) -> None:
    Path("pets.yaml").write_text(DOCUMENT.replace(before, after))


def test_build_and_check_swagger2(capsys: Captured) -> None:
    assert run(["build", "pets.yaml", "-o", "pets"]) == 0
    assert "1/1 operations, 1/1 schemas, 0 dropped" in capsys.readouterr().out
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 0
    rewrite("name:", "nickname:")
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 1
    assert "models/pet.py" in capsys.readouterr().out


def test_list_operations_of_swagger2(capsys: Captured) -> None:
    assert run(["operations", "pets.yaml", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert "listPets" in json.dumps(listed)


def test_diff_of_swagger2_documents(capsys: Captured) -> None:
    Path("old.yaml").write_text(DOCUMENT)
    rewrite("name: {type: string}", "name: {type: integer}")
    run(["diff", "old.yaml", "pets.yaml"])
    assert "name" in capsys.readouterr().out


def test_overlay_applies_to_the_original_document(capsys: Captured) -> None:
    Path("more.yaml").write_text("""
overlay: 1.0.0
info: {title: More, version: "1"}
actions:
  - target: $.definitions.Pet.properties
    update: {age: {type: integer}}
""")
    assert run(["build", "pets.yaml", "-o", "pets", "--overlay", "more.yaml"]) == 0
    assert "age" in Path("pets/models/pet.py").read_text("utf-8")


def test_referenced_files_of_swagger2(capsys: Captured) -> None:
    Path("shared.yaml").write_text("""
parameters:
  limit: {in: query, name: limit, type: integer}
definitions:
  Cat: {discriminator: kind, type: object, properties: {kind: {type: string}}}
""")
    rewrite(
        "      responses: {",
        '      parameters: [{$ref: "shared.yaml#/parameters/limit"}]\n'
        '      responses: {"404": {description: "", '
        'schema: {$ref: "shared.yaml#/definitions/Cat"}}, ',
    )
    assert run(["build", "pets.yaml", "-o", "pets"]) == 0, capsys.readouterr().err
    assert "limit" in Path("pets/operations/pets.py").read_text("utf-8")
    assert Path("pets/models/cat.py").exists()


def test_warnings_have_original_locations(
    capsys: Captured,
) -> None:
    rewrite(
        "type: object\n",
        "allOf:\n      - {type: string, maxLength: 3}\n      - {type: integer}\n",
    )
    assert run(["build", "pets.yaml", "-o", "pets"]) == 0
    output = capsys.readouterr().err
    assert "pets.yaml:9:" in output
    assert "(at #/definitions/Pet)" in output
    assert "#/definitions/Pet/allOf/0" in output
    assert "components" not in output


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("type: string", "type: strin", "pets.yaml:11:25: error[invalid-document]"),
        ("/Pet", "/Dog", "pets.yaml:7:53: error[unresolved-reference]"),
        ("responses:", "responsess:", "pets.yaml:7:7: error[misspelt-field]"),
        ('"2.0"', "2.0", "pets.yaml:1:1: error[unsupported-version]"),
        ('"2.0"', '"1.2"', "pets.yaml:1:1: error[unsupported-version]"),
    ],
)
def test_errors_have_original_locations_and_are_reported_once(
    before: str, after: str, expected: str, capsys: Captured
) -> None:
    rewrite(before, after)
    assert run(["build", "pets.yaml", "-o", "pets"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if line.startswith(expected)], lines
    assert len({line for line in lines if expected in line}) == 1
