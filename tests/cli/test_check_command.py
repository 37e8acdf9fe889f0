"""`codegen check`: what it names, and when it ends with 1 or 2."""

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


def told(capsys: Captured) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_client_that_nobody_touched_is_well(capsys: Captured) -> None:
    assert run(["check", "pets"]) == 0
    assert told(capsys) == ["pets: as a build leaves it"]
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 0
    assert told(capsys) == ["pets: as a build of pets.yaml leaves it"]
    assert run(["check", "pets", "-q"]) == 0
    assert told(capsys) == []


def test_what_was_edited_taken_away_or_added_is_named(capsys: Captured) -> None:
    with Path("pets/client.py").open("a") as file:
        file.write("# mine\n")
    Path("pets/errors.py").unlink()
    Path("pets/notes.txt").touch()
    before = {path: path.read_bytes() for path in Path("pets").rglob("*.*")}
    assert run(["check", "pets"]) == 1
    assert told(capsys) == [
        "pets: not as a build leaves it",
        "  edited: client.py",
        "  missing: errors.py",
        "  foreign: notes.txt",
    ]
    assert {path: path.read_bytes() for path in Path("pets").rglob("*.*")} == before


def test_foreign_files_can_be_allowed(capsys: Captured) -> None:
    Path("pets/notes.txt").touch()
    assert run(["check", "pets"]) == 1
    assert run(["check", "pets", "--allow-foreign"]) == 0


def test_other_ends_of_lines_are_no_edit() -> None:
    path = Path("pets/client.py")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(["check", "pets"]) == 0


def test_a_client_of_an_older_document_is_stale_and_its_files_are_named(
    capsys: Captured,
) -> None:
    newer = DOCUMENT.replace("version: '1'", "version: '2'").replace("name:", "nick:")
    Path("newer.yaml").write_text(newer)
    assert run(["check", "pets"]) == 0
    capsys.readouterr()
    assert run(["check", "pets", "--spec", "newer.yaml"]) == 1
    assert told(capsys) == [
        "pets: not as a build leaves it",
        "  stale: the document is version 2, and was 1",
        "  stale: client.py",
        "  stale: models/pet.py",
    ]


def test_a_document_that_changed_nothing_in_the_client_still_makes_it_stale(
    capsys: Captured,
) -> None:
    Path("pets.yaml").write_text(f"# a comment\n{DOCUMENT}")
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 1
    assert told(capsys)[1:] == [
        "  stale: the document has changed, though both are version 1"
    ]


def test_a_client_of_another_codegen_is_compared_with_what_this_one_makes(
    capsys: Captured,
) -> None:
    manifest = read_manifest(Path("pets"))
    assert manifest is not None
    older = replace(manifest, generator="codegen 0.0.1")
    Path("pets/codegen.json").write_bytes(older.to_bytes())
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 1
    [_, reason] = told(capsys)
    assert "it was built by codegen 0.0.1, and this is codegen" in reason


def test_nothing_is_built_where_nothing_can_have_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def compile_client(*_: object) -> None:
        raise AssertionError("this takes longer than looking")

    monkeypatch.setattr(check, "compile_client", compile_client)
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 0


def test_the_configuration_says_which_clients_there_are(capsys: Captured) -> None:
    Path("codegen.toml").write_text(
        '[clients.pets]\nspec = "pets.yaml"\noutput = "pets"\n'
        '[clients.owners]\nspec = "pets.yaml"\noperations = ["listOwners"]\n'
    )
    assert run(["build", "-q"]) == 0
    capsys.readouterr()
    assert run(["check"]) == 0
    assert told(capsys) == [
        "pets: as a build of pets.yaml leaves it",
        "generated/owners: as a build of pets.yaml leaves it",
    ]
    # A folder that the configuration knows is held to its document as well.
    Path("pets.yaml").write_text(DOCUMENT.replace("name:", "nick:"))
    assert run(["check", "pets"]) == 1


def test_options_that_changed_make_a_client_stale(capsys: Captured) -> None:
    Path("codegen.toml").write_text(
        'spec = "pets.yaml"\noutput = "pets"\noperations = ["listOwners"]'
    )
    assert run(["check"]) == 1
    lines = told(capsys)
    assert lines[1] == "  stale: the options are others"
    assert "  stale: models/pet.py" in lines


def test_a_client_is_checked_against_what_code_uses_of_it_today(
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
    lines = told(capsys)
    assert lines[1] == "  stale: the options are others"
    assert "  stale: models/pet.py" in lines
    app.write_text("from pets.operations import (\n")
    assert run(["check", "pets", *against]) == 2
    assert "app.py:1: error[unreadable-source]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("nowhere", "nowhere is no client: it has no manifest"),
        (".", ". is no client: it has no manifest"),
        ("broken", "broken/codegen.json is not a manifest that codegen wrote"),
        ("strange", "the manifest of strange says what codegen does not know"),
    ],
)
def test_what_is_no_client_is_told(folder: str, message: str, capsys: Captured) -> None:
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
def test_a_check_of_nothing_is_a_usage_error(arguments: list[str]) -> None:
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
def test_a_manifest_that_was_edited_is_named(
    old: str, new: str, capsys: Captured
) -> None:
    path = Path("pets/codegen.json")
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    for arguments in (["check", "pets"], ["check", "pets", "--spec", "pets.yaml"]):
        assert run(arguments) == 1
        assert "  edited: codegen.json" in told(capsys)
    assert run(["build", "pets.yaml", "-o", "pets"]) == 1


def test_a_manifest_in_another_layout_is_the_same() -> None:
    path = Path("pets/codegen.json")
    path.write_text(json.dumps(json.loads(path.read_text())))
    assert run(["check", "pets"]) == 0


def test_what_is_some_programs_own_is_not_foreign() -> None:
    Path("pets/.mypy_cache").mkdir()
    Path("pets/.mypy_cache/x.json").touch()
    Path("pets/.DS_Store").touch()
    assert run(["check", "pets"]) == 0


def test_a_copy_that_a_forced_build_kept_is_called_so(capsys: Captured) -> None:
    Path("pets/client.py").write_text("mine")
    assert run(["build", "pets.yaml", "-o", "pets", "-q", "--force"]) == 0
    assert run(["check", "pets"]) == 1
    assert told(capsys)[1:] == ["  copy that --force kept: client.py.edited"]


def test_a_document_in_the_place_of_a_client_is_told(capsys: Captured) -> None:
    assert run(["check", "pets.yaml"]) == 2
    assert "give the client's folder" in capsys.readouterr().err


def test_what_code_uses_and_the_client_has_not_is_told(capsys: Captured) -> None:
    Path("app.py").write_text("from pets.operations import list_pets, list_pet\n")
    against = ["--spec", "pets.yaml", "--used-by", "app.py"]
    assert run(["build", "pets.yaml", "-o", "pets", "-q", "--used-by", "app.py"]) == 0
    capsys.readouterr()
    assert run(["check", "pets", *against]) == 0
    assert "app.py:1: warning[unknown-name]" in capsys.readouterr().err


def test_an_overlay_that_changes_nothing_is_told(capsys: Captured) -> None:
    Path("o.yaml").write_text(
        "overlay: 1.1.0\ninfo: {title: t, version: '1'}\n"
        "actions: [{target: $.nothing, remove: true}]\n"
    )
    assert run(["check", "pets", "--spec", "pets.yaml", "--overlay", "o.yaml"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("o.yaml:3:12: warning[overlay-nothing-selected]")


def test_a_document_that_cannot_be_read_leaves_the_client_unchecked(
    capsys: Captured,
) -> None:
    Path("pets.yaml").write_text(DOCUMENT.replace("schemas/Pet'", "schemas/Pets'"))
    assert run(["check", "pets", "--spec", "pets.yaml"]) == 2
    assert "pets.yaml:12:24: error[" in capsys.readouterr().err
