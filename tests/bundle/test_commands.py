"""The commands with documents in several files."""

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


def test_build_after_a_referenced_file_changed() -> None:
    document()
    build = ["build", "api/api.yaml", "-o", "pets", "-q"]
    assert run(build) == 0
    assert "age" not in Path("pets/models/pet.py").read_text("utf-8")
    document(pet=PET + "  age: {type: integer}\n")
    assert run(build) == 0
    assert "age: int" in Path("pets/models/pet.py").read_text("utf-8")


def test_check_after_a_referenced_file_changed(capsys: Captured) -> None:
    document()
    check = ["check", "pets", "--spec", "api/api.yaml"]
    assert run(["build", "api/api.yaml", "-o", "pets", "-q"]) == run(check) == 0
    document(pet=PET.replace("name", "title"))
    assert run(check) == 1
    output = capsys.readouterr().out
    assert "stale: the files that the document refers to changed" in output
    assert "stale: models/pet.py" in output


def test_manifest_has_digests_of_referenced_files() -> None:
    document()
    assert run(["build", "api/api.yaml", "-o", "pets", "-q"]) == 0
    manifest = json.loads(Path("pets/codegen.json").read_text("utf-8"))
    assert len(manifest["document"]["references"]) == 1


def test_broken_reference_does_not_hide_other_errors(capsys: Captured) -> None:
    document(pet=BROKEN + "  a: {$ref: no.yaml}\n  b: {$ref: '/etc/passwd'}\n")
    assert run(["build", "api/api.yaml", "-o", "pets"]) == 1
    output = capsys.readouterr().err
    assert "api/pet.yaml:3:10: error[invalid-document]" in output
    assert "api/pet.yaml:4:7: error[unresolved-reference]" in output
    assert "api/pet.yaml:5:7: error[reference-not-allowed]" in output
    assert "3 errors, nothing written" in output
    assert not Path("pets").exists()


COMMANDS = [
    ["build", "api/api.yaml", "-o", "pets", "-q"],
    ["operations", "api/api.yaml"],
    ["diff", "api/api.yaml", "api/api.yaml"],
    ["check", "pets", "--spec", "api/api.yaml"],
]


def test_allow_references_of_every_command(capsys: Captured) -> None:
    document("../common/pet.yaml")
    for command in COMMANDS:
        assert run([*command, "--allow-references", "common"]) == 0
    capsys.readouterr()
    for command in COMMANDS:
        assert run(command) in (1, 2)
        output = capsys.readouterr().err
        assert "api/api.yaml:10:49: error[reference-not-allowed]" in output
        assert (
            "hint: if the document may read it, pass --allow-references common"
            in output
        )


def test_allowing_a_symbolic_link_allows_its_target(capsys: Captured) -> None:
    document("pet.yaml")
    Path("common").mkdir()
    pet = Path("api/pet.yaml").rename("common/pet.yaml").absolute()
    Path("api/pet.yaml").symlink_to(pet)
    assert run(COMMANDS[0]) == 1
    assert "if the document may read it, pass --allow-references common\n" in (
        capsys.readouterr().err
    )
    assert run([*COMMANDS[0], "--allow-references", "common"]) == 0


def test_allow_references_in_the_configuration(
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


def test_watch_includes_referenced_files(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    document(pet=PET + "  a: {$ref: later.yaml}\n")
    write(Path("api"), {"another.yaml": ""})
    seen: list[set[str]] = []

    def poll_changes(paths, wait):  # type: ignore[no-untyped-def]  # as `watch.poll_changes`
        yield ()
        seen.append({path.name for path in paths()})
        write(Path("api"), {"later.yaml": "type: string"})
        yield (Path("api/another.yaml").absolute(),)
        yield (Path("api/later.yaml").absolute(),)
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "poll_changes", poll_changes)
    assert run(["build", "api/api.yaml", "-o", "pets", "-q", "--watch"]) == 130
    assert seen == [{"api.yaml", "pet.yaml", "later.yaml"}]
    assert capsys.readouterr().out.count("files written") == 1
