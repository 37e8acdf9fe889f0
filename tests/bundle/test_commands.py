"""Every command takes a document in several files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import run, watch
from tests.bundle.documents import write

Captured = pytest.CaptureFixture[str]

API = """
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {$ref: REFERENCE}}}
"""
PET = "type: object\nproperties:\n  name: {type: string}\n"
BROKEN = PET.replace("string", "strin")


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CODEGEN_CACHE", str(tmp_path / "cache"))


def document(reference: str = "pet.yaml", pet: str = PET) -> None:
    folder = Path("api")
    write(folder, {"api.yaml": API.replace("REFERENCE", reference)})
    write(folder, {reference: pet})


def test_a_build_is_done_again_when_a_file_that_is_referred_to_changes() -> None:
    document()
    build = ["build", "api/api.yaml", "-o", "pets", "-q"]
    assert run(build) == 0
    assert "age" not in Path("pets/models/pet.py").read_text("utf-8")
    document(pet=PET + "  age: {type: integer}\n")
    assert run(build) == 0
    assert "age: int" in Path("pets/models/pet.py").read_text("utf-8")


def test_check_sees_a_file_that_changed(capsys: Captured) -> None:
    document()
    check = ["check", "pets", "--spec", "api/api.yaml"]
    assert run(["build", "api/api.yaml", "-o", "pets", "-q"]) == run(check) == 0
    document(pet=PET.replace("name", "title"))
    assert run(check) == 1
    said = capsys.readouterr().out
    assert "stale: the files that the document refers to changed" in said
    assert "stale: models/pet.py" in said


def test_the_manifest_has_the_digests_of_the_files() -> None:
    document()
    assert run(["build", "api/api.yaml", "-o", "pets", "-q"]) == 0
    manifest = json.loads(Path("pets/codegen.json").read_text("utf-8"))
    assert len(manifest["document"]["references"]) == 1


def test_one_broken_reference_hides_no_other_error(capsys: Captured) -> None:
    document(pet=BROKEN + "  a: {$ref: no.yaml}\n  b: {$ref: '/etc/passwd'}\n")
    assert run(["build", "api/api.yaml", "-o", "pets"]) == 1
    said = capsys.readouterr().err
    assert "api/pet.yaml:3:10: error[invalid-document]" in said
    assert "api/pet.yaml:4:7: error[unresolved-reference]" in said
    assert "api/pet.yaml:5:7: error[reference-not-allowed]" in said
    assert "3 errors, nothing written" in said
    assert not Path("pets").exists()


COMMANDS = [
    ["build", "api/api.yaml", "-o", "pets", "-q"],
    ["operations", "api/api.yaml"],
    ["diff", "api/api.yaml", "api/api.yaml"],
    ["check", "pets", "--spec", "api/api.yaml"],
]


def test_each_command_can_be_allowed_to_follow_references(capsys: Captured) -> None:
    document("../common/pet.yaml")
    for command in COMMANDS:
        assert run([*command, "--allow-references", "common"]) == 0
    capsys.readouterr()
    for command in COMMANDS:
        assert run(command) in (1, 2)
        said = capsys.readouterr().err
        assert "api/api.yaml:10:49: error[reference-not-allowed]" in said
        assert (
            "hint: if you trust the document with it: --allow-references common" in said
        )


def test_to_allow_a_link_is_to_allow_where_it_leads(capsys: Captured) -> None:
    document("pet.yaml")
    Path("common").mkdir()
    pet = Path("api/pet.yaml").rename("common/pet.yaml").absolute()
    Path("api/pet.yaml").symlink_to(pet)
    assert run(COMMANDS[0]) == 1
    assert "trust the document with it: --allow-references common\n" in (
        capsys.readouterr().err
    )
    assert run([*COMMANDS[0], "--allow-references", "common"]) == 0


def test_a_configuration_says_what_may_be_referred_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document("../common/pet.yaml")
    Path("clients").mkdir()
    Path("clients/codegen.toml").write_text(
        '[clients.pets]\nspec = "../api/api.yaml"\nallow-references = ["../common"]\n'
    )
    configured = ["--config", "clients/codegen.toml"]
    assert run(["build", "-q", *configured]) == run(["check", *configured]) == 0
    monkeypatch.chdir("clients")
    assert run(["check"]) == 0


def test_files_that_are_referred_to_are_watched(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    document(pet=PET + "  a: {$ref: later.yaml}\n")
    write(Path("api"), {"another.yaml": ""})
    seen: list[set[str]] = []

    def poll_changes(paths, wait):  # type: ignore[no-untyped-def]  # as `watch.poll_changes`
        yield ()
        seen.append({each.name for each in paths()})
        write(Path("api"), {"later.yaml": "type: string"})
        yield (Path("api/another.yaml").absolute(),)
        yield (Path("api/later.yaml").absolute(),)
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "poll_changes", poll_changes)
    assert run(["build", "api/api.yaml", "-o", "pets", "-q", "--watch"]) == 130
    assert seen == [{"api.yaml", "pet.yaml", "later.yaml"}]
    assert capsys.readouterr().out.count("files written") == 1
