"""A client of a document with errors: omissions, and the parts that work."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from generator.config import ClientOptions
from generator.frontend.document_request import DocumentRequest
from generator.workflows.build import BuildRequest, BuildResult, build
from tests.cases.serving import Server

BROKEN = Path(__file__).with_name("broken.yaml")
PACKAGE = "left_out_client"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    found = tmp_path_factory.mktemp("lenient") / PACKAGE
    sys.path.insert(0, str(found.parent))
    yield found
    sys.path.remove(str(found.parent))
    for name in [module for module in sys.modules if module.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def report(folder: Path) -> BuildResult:
    request = BuildRequest(
        DocumentRequest(BROKEN), folder, PACKAGE, ClientOptions(lenient=True)
    )
    return build(request, lambda stage: None)


@pytest.fixture(scope="module")
def operations(report: BuildResult) -> Any:
    return import_module(f"{PACKAGE}.operations")


@pytest.fixture
def client(report: BuildResult, server: Server) -> Iterator[Any]:
    with import_module(PACKAGE).Client(base_url=server.url) as client:
        yield client


def test_report_lists_omissions_and_their_causes(report: BuildResult) -> None:
    assert [(str(item.at), item.effect) for item in report.summary.omissions] == [
        ("#/paths/~1pets/get/parameters/1", "the parameter 'sort' is left out"),
        ("#/paths/~1pets/get/responses/200", "the response 200 can be anything"),
        ("#/paths/~1pets/post", "the operation POST /pets is left out"),
        ("#/paths/~1pets/delete", "the operation DELETE /pets is left out"),
        (
            "#/paths/~1pets~1%7Bid%7D/get/security/0",
            "the security requirement is left out",
        ),
        ("#/components/parameters/Reason", "the parameter 'reason' is left out"),
        ("#/components/schemas/Pet/required", "the keyword 'required' is left out"),
        ("#/components/schemas/Pet/properties/owner", "the schema can be anything"),
        (
            "#/components/schemas/Pet/properties/weight/type",
            "the keyword 'type' is left out",
        ),
    ]
    messages = {
        str(diagnostic.at): diagnostic.message
        for diagnostic in report.summary.diagnostics
    }
    assert messages["#/paths/~1pets/post/requestBody/$ref"] == (
        "the operation POST /pets is left out: the reference "
        "'#/components/requestBodies/Pet' names nothing in the document"
    )


def test_omissions_are_counted_and_nothing_is_dropped(
    report: BuildResult,
) -> None:
    coverage = report.summary.coverage
    operations = coverage.operations
    assert (operations.done, operations.total, operations.left_out) == (2, 4, 2)
    assert coverage.dropped == 0


def test_operation_without_an_omitted_parameter(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer([{"name": "Rex"}])
    assert operations.list_pets(client, limit=3, colour="brown") == [{"name": "Rex"}]
    assert server.last.arguments == [("limit", "3"), ("colour", "brown")]
    with pytest.raises(TypeError):
        operations.list_pets(client, sort="name")


def test_relaxed_response_accepts_anything(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(b"Rex, Bo", media_type="text/plain")
    assert operations.list_pets(client) == "Rex, Bo"


def test_schema_keeps_its_valid_properties(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"name": "Rex", "owner": {"a": 1}, "weight": 7, "friends": [{}]})
    pet = operations.get_pet(client, "p1")
    assert (pet.name, pet.owner, pet.weight) == ("Rex", {"a": 1}, 7)
    assert isinstance(pet.friends[0], type(pet))
    assert "authorization" not in server.last.headers


def test_operation_without_a_valid_request_is_omitted(operations: Any) -> None:
    assert not hasattr(operations, "create_pet")
    assert not hasattr(operations, "delete_pets")


def test_manifest_and_readme_list_omissions(folder: Path, report: BuildResult) -> None:
    manifest = json.loads((folder / "codegen.json").read_bytes())
    assert manifest["options"] == {"lenient": True}
    assert manifest["left-out"] == [item.to_json() for item in report.summary.omissions]
    readme = (folder / "README.md").read_text("utf-8")
    assert "- `#/paths/~1pets/post`: the operation POST /pets is left out" in readme


@pytest.mark.usefixtures("report")
def test_client_passes_strict_mypy(folder: Path) -> None:
    mypy = ["-m", "mypy", "--strict", "--config-file=", f"--cache-dir={folder.parent}"]
    ran = subprocess.run(
        [sys.executable, *mypy, "-p", PACKAGE],
        cwd=folder.parent,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout
