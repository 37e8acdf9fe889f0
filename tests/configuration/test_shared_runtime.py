"""`runtime = "…"`: several clients share one runtime."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from generator.cli import run
from generator.python.runtime_files import runtime_files

DOCUMENT = """\
openapi: 3.1.0
info: {title: NAME, version: "1"}
servers: [{url: "https://NAME.example"}]
security: [{token: []}]
paths:
  /things:
    get:
      operationId: listThings
      responses:
        "200":
          description: Things
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Thing"}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
  schemas:
    Thing:
      type: object
      properties: {name: {type: string}, made: {type: string, format: date-time}}
"""
CONFIGURATION = """\
[clients.payments]
spec = "payments.yaml"
output = "shared_acme/payments"
runtime = "shared_acme.codegen_runtime"

[clients.orders]
spec = "orders.yaml"
output = "shared_acme/orders"
runtime = "shared_acme.codegen_runtime"
"""
RUNTIME = Path("shared_acme/codegen_runtime")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two clients that share a runtime; for copies only."""
    folder = tmp_path_factory.mktemp("shared")
    for name in ("payments", "orders"):
        document = DOCUMENT.replace("NAME", name)
        (folder / f"{name}.yaml").write_text(document)
    (folder / "codegen.toml").write_text(CONFIGURATION)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["build", "-q"]) == 0
    return folder


@pytest.fixture
def folder(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The same folder, to work in and to import from."""
    copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for module in [name for name in sys.modules if name.startswith("shared_acme")]:
        del sys.modules[module]


def client_modules(folder: Path) -> list[str]:
    files = sorted((folder / "shared_acme").rglob("*.py"))
    dotted = (path.relative_to(folder).with_suffix("").parts for path in files)
    return [".".join(parts).removesuffix(".__init__") for parts in dotted]


def test_runtime_is_written_once_and_whole(folder: Path) -> None:
    assert not list(folder.rglob("_runtime"))
    written = {
        path.relative_to(folder / RUNTIME).as_posix()
        for path in (folder / RUNTIME).rglob("*.py")
    }
    assert {f"_runtime/{path}" for path in written} == {
        file.path for file in runtime_files()
    }


def test_every_module_can_be_imported(folder: Path) -> None:
    for module in client_modules(folder):
        import_module(module)


def test_classes_of_one_client_are_those_of_the_other(folder: Path) -> None:
    payments: Any = import_module("shared_acme.payments")
    orders: Any = import_module("shared_acme.orders")
    assert payments.ApiError is orders.ApiError
    assert payments.Bearer is orders.Bearer
    credentials = payments.Bearer("secret")
    response = orders.Response(404, orders.Headers(), b"{}")

    class Transport:
        def send(self, request: object) -> Any:
            return response

        def close(self) -> None:
            pass

    client = orders.Client(credentials, transport=Transport())
    not_found = import_module("shared_acme.payments.errors").NotFoundError
    with pytest.raises(not_found) as caught:
        client.things.list()
    assert isinstance(caught.value, payments.ApiError)


def test_models_are_decoded_with_a_shared_runtime(folder: Path) -> None:
    thing = import_module("shared_acme.payments.models").Thing
    decoded = thing.from_dict({"made": "2024-05-01T00:00:00Z"})
    assert decoded.made.year == 2024
    assert decoded.to_dict() == {"made": "2024-05-01T00:00:00Z"}


def test_check_finds_an_edited_runtime_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check"]) == 0
    edited = folder / RUNTIME / "http" / "headers.py"
    edited.write_text(edited.read_text() + "# mine\n")
    capsys.readouterr()
    assert run(["check"]) == 1
    output = capsys.readouterr()
    assert "../codegen_runtime/http/headers.py" in output.out + output.err


def test_check_finds_a_missing_runtime(folder: Path) -> None:
    (folder / RUNTIME / "http" / "headers.py").unlink()
    assert run(["check", "shared_acme/payments"]) == 1


def test_build_restores_the_runtime(folder: Path) -> None:
    removed = folder / RUNTIME / "http" / "headers.py"
    content = removed.read_text()
    removed.unlink()
    assert run(["build", "-q"]) == 0
    assert removed.read_text() == content


def test_build_does_not_overwrite_an_edited_runtime(folder: Path) -> None:
    edited = folder / RUNTIME / "http" / "headers.py"
    edited.write_text("# mine\n")
    assert run(["build", "-q"]) != 0
    assert edited.read_text() == "# mine\n"
    assert run(["build", "-q", "--force"]) == 0
    assert edited.read_text() != "# mine\n"


def test_second_build_touches_nothing(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.py")}
    assert run(["build", "-q"]) == 0
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*.py")}


@pytest.mark.parametrize("runtime", ["", "acme.", "not-a-name", "acme.class"])
def test_name_that_cannot_be_imported_is_refused(
    runtime: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = CONFIGURATION.replace("shared_acme.codegen_runtime", runtime)
    (folder / "codegen.toml").write_text(wrong)
    assert run(["build", "-q"]) == 1
    assert ".runtime` must be a" in capsys.readouterr().err


def test_runtime_beside_a_client_outside_of_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "api.yaml").write_text(DOCUMENT.replace("NAME", "api"))
    (tmp_path / "codegen.toml").write_text(
        '[clients.api_client]\nspec = "api.yaml"\noutput = "src/api_client"\n'
        'runtime = "our_runtime"\n'
    )
    monkeypatch.chdir(tmp_path)
    assert run(["build", "-q"]) == 0
    assert (tmp_path / "src" / "our_runtime" / "codegen.json").exists()


@pytest.mark.usefixtures("folder")
def test_client_of_a_shared_runtime_equals_its_document(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["diff", "shared_acme/payments", "payments.yaml"]) == 0
    assert "no changes for callers" in capsys.readouterr().out
