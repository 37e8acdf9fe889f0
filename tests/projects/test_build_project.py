"""`codegen build --project`: the layout, rebuilds, and the project installed and used."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from generator.cli import run
from tests.cases.serving import Server

DOCUMENT = """\
openapi: 3.0.3
info: {title: Pets & Co, version: "2026-05-27.dahlia"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                title: Pet
                type: object
                required: [name]
                properties: {name: {type: string}, born: {type: string, format: date}}
"""
CALL = """
import sys
from datetime import date
from importlib.metadata import version
from importlib.resources import files

import acme_pets
from acme_pets import Client
from acme_pets.operations import get_pet

pet = get_pet(Client(base_url=sys.argv[1]), "p 1")
assert pet.born == date(2020, 2, 29), pet
assert files(acme_pets).joinpath("py.typed").is_file()
print(pet.name, version("acme-pets"))
"""
OWN = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the document."""
    (tmp_path / "api.yaml").write_text(DOCUMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*arguments: str, output: str = "sdk/acme-pets") -> int:
    return run(["build", "api.yaml", "-q", "--project", "-o", output, *arguments])


def test_layout(folder: Path) -> None:
    assert build() == 0
    project = folder / "sdk" / "acme-pets"
    assert {path.name for path in project.iterdir()} == {"src", *OWN}
    assert [path.name for path in (project / "src").iterdir()] == ["acme_pets"]
    assert (project / "src" / "acme_pets" / "py.typed").is_file()


def test_default_folder_and_package_name(folder: Path) -> None:
    assert run(["build", "api.yaml", "-q", "--project"]) == 0
    project = folder / "generated" / "api_client"
    assert (project / "src" / "api_client" / "client.py").is_file()
    assert build("--package", "animals", output="other") == 0
    assert (folder / "other" / "src" / "animals" / "client.py").is_file()


def test_summary_lists_the_files_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", "api.yaml", "--project", "-o", "pets"]
    assert run(arguments) == 0
    output = capsys.readouterr().out
    assert f"pets: wrote {', '.join(OWN)}" in output
    assert "pip install pets" in output
    assert run(arguments) == 0
    assert "wrote pyproject.toml" not in capsys.readouterr().out


def test_rebuild_changes_the_package_only(folder: Path) -> None:
    build()
    project = folder / "sdk" / "acme-pets"
    (project / "pyproject.toml").write_text("[project]\nname = 'mine'\n")
    (project / "LICENSE").unlink()
    (project / "tests").mkdir()
    (folder / "api.yaml").write_text(DOCUMENT.replace("born", "hatched"))
    assert build() == 0
    assert (project / "pyproject.toml").read_text() == "[project]\nname = 'mine'\n"
    assert not (project / "LICENSE").exists()
    assert (project / "tests").is_dir()
    models = (project / "src" / "acme_pets" / "models").rglob("*.py")
    assert any("hatched" in path.read_text() for path in models)


def test_files_of_the_user_are_kept(folder: Path) -> None:
    project = folder / "sdk" / "acme-pets"
    project.mkdir(parents=True)
    (project / "README.md").write_text("mine")
    assert build() == 0
    assert (project / "README.md").read_text() == "mine"
    assert (project / "pyproject.toml").is_file()


def test_project_of_the_user_is_left_as_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pyproject.toml").write_text("[project]\nname = 'mine'\n")
    arguments = ["build", "api.yaml", "--project", "-o", ".", "--package", "pets"]
    assert run(arguments) == 0
    assert "is a project already" in capsys.readouterr().out
    names = {path.name for path in folder.iterdir()}
    assert names == {"api.yaml", "pyproject.toml", "src"}
    assert run(arguments) == 0
    assert "is a project already" not in capsys.readouterr().out


def test_failed_build_writes_nothing(folder: Path) -> None:
    (folder / "api.yaml").write_text("openapi: 3.0.3")
    assert build() == 1
    assert not (folder / "sdk").exists()


def test_unchanged_client_in_an_incomplete_project(folder: Path) -> None:
    build()
    (folder / "sdk" / "acme-pets" / "pyproject.toml").unlink()
    assert build() == 0
    assert (folder / "sdk" / "acme-pets" / "pyproject.toml").is_file()


def test_configured_project(folder: Path) -> None:
    options = ["--project", "-o", "sdk/acme-pets", "--package", "pets"]
    assert run(["init", "api.yaml", *options]) == 0
    assert "project = true" in (folder / "codegen.toml").read_text()
    assert run(["build", "-q"]) == 0
    client = folder / "sdk" / "acme-pets" / "src" / "pets"
    assert (client / "client.py").is_file()
    assert run(["check"]) == 0
    assert run(["check", "sdk/acme-pets"]) == 0
    (folder / "api.yaml").write_text(DOCUMENT.replace("born", "hatched"))
    assert run(["check", "sdk/acme-pets"]) == 1
    assert run(["build", "api.yaml", "-q"]) == 0
    assert run(["build", "api.yaml", "-q", "-o", "sdk/acme-pets"]) == 0
    assert run(["check"]) == 0


def test_init_derives_the_package_from_the_folder(folder: Path) -> None:
    assert run(["init", "api.yaml", "--project", "-o", "sdk/acme-pets"]) == 0
    assert "[clients.acme_pets]" in (folder / "codegen.toml").read_text()
    assert run(["build", "-q"]) == 0
    assert (folder / "sdk/acme-pets/src/acme_pets/client.py").is_file()


def test_check_and_diff_accept_the_project(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build()
    assert run(["check", "sdk/acme-pets", "--spec", "api.yaml"]) == 0
    assert run(["diff", "sdk/acme-pets", "api.yaml", "--fail-on", "any"]) == 0
    (folder / "sdk/acme-pets/src/acme_pets/client.py").write_text("edited")
    capsys.readouterr()
    assert run(["check", "sdk/acme-pets"]) == 1
    assert "edited: client.py" in capsys.readouterr().out


def test_client_and_project_in_one_folder_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "api.yaml", "-q", "-o", "pets"]) == 0
    assert build(output="pets") == 2
    assert "pets is a client, and cannot contain a project" in capsys.readouterr().err
    assert build(output="project") == 0
    assert run(["build", "api.yaml", "-q", "-o", "project"]) == 2
    assert "add --project" in capsys.readouterr().err


def test_shared_runtime_is_refused(folder: Path) -> None:
    configuration = folder / "codegen.toml"
    configuration.write_text(
        '[clients.pets]\nspec = "api.yaml"\nproject = true\nruntime = "shared"'
    )
    assert run(["build"]) == 1
    configuration.write_text('[clients.pets]\nspec = "api.yaml"\nruntime = "shared"')
    assert run(["build", "--project"]) == 2


def execute(*command: str | Path, cwd: Path) -> str:
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONPATH"
    }
    process = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout


def test_wheel_is_complete_installs_and_calls(folder: Path, server: Server) -> None:
    build()
    project = folder / "sdk" / "acme-pets"
    wheels = folder / "wheels"
    backend = (sys.executable, "-m", "build", "--no-isolation", "--outdir", wheels)
    execute(*backend, project, cwd=folder)
    [wheel] = wheels.glob("*.whl")
    assert wheel.name == "acme_pets-2026.5.27-py3-none-any.whl"
    client = project / "src" / "acme_pets"
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == {
        f"acme_pets/{path.relative_to(client).as_posix()}"
        for path in client.rglob("*")
        if path.is_file()
    }
    site = folder / "site"
    pip = (sys.executable, "-m", "pip", "install", "--quiet")
    offline = ("--no-deps", "--no-index", "--target", site)
    execute(*pip, *offline, wheel, cwd=folder)
    server.answer({"name": "Rex", "born": "2020-02-29"})
    program = f"import sys; sys.path.insert(0, {str(site)!r})\n{CALL}"
    printed = execute(sys.executable, "-c", program, server.url, cwd=folder)
    assert printed == "Rex 2026.5.27\n"
    assert server.last.path == "/pets/p%201"
