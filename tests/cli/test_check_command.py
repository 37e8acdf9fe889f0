"""`codegen check`: its output and exit codes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.cli import run
from generator.output import read_manifest
from generator.workflows import check

Captured = pytest.CaptureFixture[str]

DOCUMENT = """\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: pets
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
  /owners:
    get:
      operationId: listOwners
      responses: {'204': {description: nothing}}
components:
  schemas:
    Pet:
      type: object
      properties: {name: {type: string}}
"""


@pytest.fixture(autouse=True)
def _client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(DOCUMENT)
    assert run(["build", "pets.yaml", "-o", "pets", "-q"]) == 0


def output_lines(capsys: Captured) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_untouched_client_is_up_to_date(capsys: Captured) -> None:
    assert run(["check", "pets"]) == 0
    assert output_lines(capsys) == ["pets: up to date"]
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 0
    assert output_lines(capsys) == ["pets: up to date with pets.yaml"]
    assert run(["check", "pets", "-q"]) == 0
    assert output_lines(capsys) == []


def test_edited_missing_and_foreign_files_are_listed(capsys: Captured) -> None:
    with Path("pets/client.py").open("a") as file:
        file.write("# mine\n")
    Path("pets/errors.py").unlink()
    Path("pets/notes.txt").touch()
    before = {path: path.read_bytes() for path in Path("pets").rglob("*.*")}
    assert run(["check", "pets"]) == 1
    assert output_lines(capsys) == [
        "pets: not up to date",
        "  edited: client.py",
        "  missing: errors.py",
        "  foreign: notes.txt",
    ]
    assert {path: path.read_bytes() for path in Path("pets").rglob("*.*")} == before


def test_allow_foreign(capsys: Captured) -> None:
    Path("pets/notes.txt").touch()
    assert run(["check", "pets"]) == 1
    assert run(["check", "pets", "--allow-foreign"]) == 0


def test_line_endings_are_not_edits() -> None:
    path = Path("pets/client.py")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(["check", "pets"]) == 0


def test_client_of_an_older_document_is_stale(
    capsys: Captured,
) -> None:
    newer = DOCUMENT.replace("version: '1'", "version: '2'").replace("name:", "nick:")
    Path("newer.yaml").write_text(newer)
    assert run(["check", "pets"]) == 0
    capsys.readouterr()
    assert run(["check", "pets", "--spec", "newer.yaml"]) == 1
    assert output_lines(capsys) == [
        "pets: not up to date",
        "  stale: the document's version changed from 1 to 2",
        "  stale: client.py",
        "  stale: models/pet.py",
    ]


def test_client_is_stale_if_only_the_hash_of_the_document_changed(
    capsys: Captured,
) -> None:
    Path("pets.yaml").write_text(f"# a comment\n{DOCUMENT}")
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 1
    assert output_lines(capsys)[1:] == [
        "  stale: the document changed, but its version is still 1"
    ]


def test_client_of_another_version_of_codegen_is_stale(
    capsys: Captured,
) -> None:
    manifest = read_manifest(Path("pets"))
    assert manifest is not None
    older = replace(manifest, generator="codegen 0.0.1")
    Path("pets/codegen.json").write_bytes(older.to_bytes())
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 1
    [_, reason] = output_lines(capsys)
    assert "the generator changed from codegen 0.0.1 to codegen" in reason


def test_unchanged_inputs_are_not_compiled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def compile_client(*_: object) -> None:
        raise AssertionError("compiled although no input changed")

    monkeypatch.setattr(check, "compile_client", compile_client)
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 0


def test_clients_of_the_configuration_are_checked(capsys: Captured) -> None:
    Path("codegen.toml").write_text(
        '[clients.pets]\nspec = "pets.yaml"\noutput = "pets"\n'
        '[clients.owners]\nspec = "pets.yaml"\noperations = ["listOwners"]\n'
    )
    assert run(["build", "-q"]) == 0
    capsys.readouterr()
    assert run(["check"]) == 0
    assert output_lines(capsys) == [
        "pets: up to date with pets.yaml",
        "generated/owners: up to date with pets.yaml",
    ]
    # A configured folder is checked against its document.
    Path("pets.yaml").write_text(DOCUMENT.replace("name:", "nick:"))
    assert run(["check", "pets"]) == 1


def test_client_with_changed_options_is_stale(capsys: Captured) -> None:
    Path("codegen.toml").write_text(
        'spec = "pets.yaml"\noutput = "pets"\noperations = ["listOwners"]'
    )
    assert run(["check"]) == 1
    lines = output_lines(capsys)
    assert lines[1] == "  stale: the options changed"
    assert "  stale: models/pet.py" in lines


def test_used_by_compares_with_current_use(
    capsys: Captured,
) -> None:
    app = Path("app.py")
    app.write_text("from pets.operations import list_pets, list_owners\n")
    against = ["--spec", "pets.yaml", "--used-by", "app.py"]
    assert run(["build", "pets.yaml", "-o", "pets", "-q", "--used-by", "app.py"]) == 0
    assert run(["check", "pets", *against]) == 0
    app.write_text("from pets.operations import list_owners\n")
    capsys.readouterr()
    assert run(["check", "pets", *against]) == 1
    lines = output_lines(capsys)
    assert lines[1] == "  stale: the options changed"
    assert "  stale: models/pet.py" in lines
    app.write_text("from pets.operations import (\n")
    assert run(["check", "pets", *against]) == 2
    assert "app.py:1: error[unreadable-source]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("nowhere", "nowhere is not a client: it has no manifest"),
        (".", ". is not a client: it has no manifest"),
        ("broken", "broken/codegen.json is not a manifest that codegen wrote"),
        ("strange", "the manifest of strange has unknown content"),
    ],
)
def test_folder_without_a_valid_manifest_is_an_error(
    folder: str, message: str, capsys: Captured
) -> None:
    Path("broken").mkdir()
    Path("broken/codegen.json").write_text("{}")
    Path("strange").mkdir()
    manifest = json.loads(Path("pets/codegen.json").read_text())
    strange = json.dumps({**manifest, "options": {"what": 1}})
    Path("strange/codegen.json").write_text(strange)
    assert run(["check", folder]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--spec", "pets.yaml"],
        ["a", "b", "--spec", "pets.yaml"],
        ["pets", "--used-by", "app.py"],
    ],
)
def test_invalid_arguments_are_a_usage_error(arguments: list[str]) -> None:
    assert run(["check", *arguments]) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"title": "Pets"', '"title": "Cats"'),
        ("listPets=pets.list", "listPets=pets.all"),
        ('"package": "pets"', '"package": "cats"'),
        ('"errors.py": "', '"errors.py": "0'),
    ],
)
def test_edited_manifest_is_listed(old: str, new: str, capsys: Captured) -> None:
    path = Path("pets/codegen.json")
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    for arguments in (["check", "pets"], ["check", "pets", "--spec", "pets.yaml"]):
        assert run(arguments) == 1
        assert "  edited: codegen.json" in output_lines(capsys)
    assert run(["build", "pets.yaml", "-o", "pets"]) == 1


def test_reformatted_manifest_is_not_edited() -> None:
    path = Path("pets/codegen.json")
    path.write_text(json.dumps(json.loads(path.read_text())))
    assert run(["check", "pets"]) == 0


def test_hidden_files_are_not_foreign() -> None:
    Path("pets/.mypy_cache").mkdir()
    Path("pets/.mypy_cache/x.json").touch()
    Path("pets/.DS_Store").touch()
    assert run(["check", "pets"]) == 0


def test_copies_of_forced_builds_are_listed(capsys: Captured) -> None:
    Path("pets/client.py").write_text("mine")
    assert run(["build", "pets.yaml", "-o", "pets", "-q", "--force"]) == 0
    assert run(["check", "pets"]) == 1
    assert output_lines(capsys)[1:] == ["  copy kept by --force: client.py.edited"]


def test_document_instead_of_a_client_is_an_error(capsys: Captured) -> None:
    assert run(["check", "pets.yaml"]) == 2
    assert "give the client's folder" in capsys.readouterr().err


def test_use_of_unknown_names_is_a_warning(capsys: Captured) -> None:
    Path("app.py").write_text("from pets.operations import list_pets, list_pet\n")
    against = ["--spec", "pets.yaml", "--used-by", "app.py"]
    assert run(["build", "pets.yaml", "-o", "pets", "-q", "--used-by", "app.py"]) == 0
    capsys.readouterr()
    assert run(["check", "pets", *against]) == 0
    assert "app.py:1: warning[unknown-name]" in capsys.readouterr().err


def test_overlay_that_selects_nothing_is_a_warning(capsys: Captured) -> None:
    Path("o.yaml").write_text(
        "overlay: 1.1.0\ninfo: {title: t, version: '1'}\n"
        "actions: [{target: $.nothing, remove: true}]\n"
    )
    assert run(["check", "pets", "--spec", "pets.yaml", "--overlay", "o.yaml"]) == 1
    errors = capsys.readouterr().err
    assert errors.startswith("o.yaml:3:12: warning[overlay-nothing-selected]")


def test_invalid_document_is_exit_code_2(
    capsys: Captured,
) -> None:
    Path("pets.yaml").write_text(DOCUMENT.replace("schemas/Pet'", "schemas/Pets'"))
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 2
    assert "pets.yaml:12:24: error[" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["content: [1]", "content: {application/json: []}"])
def test_document_that_is_invalid_by_type_is_exit_code_2(
    wrong: str, capsys: Captured
) -> None:
    document = DOCUMENT.replace("content:\n", f"{wrong}\n          x-was:\n")
    Path("pets.yaml").write_text(document)
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 2
    errors = capsys.readouterr().err
    assert errors.startswith("pets.yaml:10:")
    assert "internal error" not in errors
