"""The client of an unchanged document is recalled without reading the document's content."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import OpenedDocument, open_document
from generator.frontend.validation import InvalidDocumentError
from generator.workflows import build_into_cache
from generator.workflows.open_client import ClientRequest, open_client
from tests.agent.conftest import DOCUMENT

SHARED = """
openapi: 3.1.0
info: {title: Shared, version: "1"}
paths: {}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
"""
REFERRING = DOCUMENT.replace(
    "{title: Pet, type: object, properties: {name: {type: string}}}",
    '{$ref: "shared.yaml#/components/schemas/Pet"}',
)
CONFIGURATION = """
[clients.pets]
spec = "pets.yaml"
overlays = ["changes.yaml"]
"""
OVERLAY = """
overlay: 1.0.0
info: {title: Changes, version: "1"}
actions:
  - target: $.info
    update: {title: TITLE}
"""
# Prints the modules of the compiler that opening a client imports.
COMPILER = """
import sys
from generator.workflows.open_client import ClientRequest, open_client
open_client(ClientRequest(sys.argv[1]))
names = ("generator.lower", "generator.python", "generator.workflows.build", "jinja2")
print([name for name in names if name in sys.modules])
"""


def open_target(target: str) -> Path:
    return open_client(ClientRequest(target))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The documents that are opened from now on."""
    requests: list[object] = []

    def open_and_note(request: DocumentRequest, lenient: bool) -> OpenedDocument:
        requests.append(request)
        return open_document(request, lenient)

    monkeypatch.setattr(build_into_cache, "open_document", open_and_note)
    return requests


def test_unchanged_document_is_not_opened_again(
    folder: Path, opened: list[object]
) -> None:
    client = open_target("pets.yaml")
    assert len(opened) == 1
    assert open_target("pets.yaml") == client
    assert open_target(str(folder / "pets.yaml")) == client
    assert len(opened) == 1


def test_compiler_is_not_imported_again(folder: Path) -> None:
    imported = [
        subprocess.run(
            [sys.executable, "-c", COMPILER, "pets.yaml"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert "generator.lower" in imported[0]
    assert imported[1] == "[]"


def test_touched_document_with_the_same_content_is_not_opened_again(
    folder: Path, opened: list[object]
) -> None:
    client = open_target("pets.yaml")
    (folder / "pets.yaml").write_text(DOCUMENT)
    assert open_target("pets.yaml") == client
    assert len(opened) == 1


def test_changed_reference_is_noticed(folder: Path, opened: list[object]) -> None:
    assert REFERRING != DOCUMENT
    (folder / "pets.yaml").write_text(REFERRING)
    (folder / "shared.yaml").write_text(SHARED)
    client = open_target("pets.yaml")
    assert open_target("pets.yaml") == client
    assert len(opened) == 1
    (folder / "shared.yaml").write_text(SHARED.replace("name:", "nickname:"))
    assert open_target("pets.yaml") != client
    (folder / "shared.yaml").unlink()
    with pytest.raises(InvalidDocumentError):
        open_target("pets.yaml")


def test_changed_overlay_is_noticed(folder: Path, opened: list[object]) -> None:
    (folder / "codegen.toml").write_text(CONFIGURATION)
    (folder / "changes.yaml").write_text(OVERLAY)
    client = open_target("pets")
    assert open_target("pets") == client
    assert len(opened) == 1
    (folder / "changes.yaml").write_text(OVERLAY.replace("TITLE", "Other"))
    assert open_target("pets") != client


def test_changed_options_are_noticed(folder: Path, opened: list[object]) -> None:
    (folder / "changes.yaml").write_text(OVERLAY)
    (folder / "codegen.toml").write_text(CONFIGURATION)
    client = open_target("pets")
    (folder / "codegen.toml").write_text(CONFIGURATION + 'operations = ["getPet"]\n')
    assert open_target("pets") != client
    assert len(opened) == 2


@pytest.mark.parametrize("content", ["", "null", "[]", '["key", 1]', '[1, [["a"]]]'])
def test_damaged_memory_is_ignored(
    folder: Path, opened: list[object], content: str
) -> None:
    client = open_target("pets.yaml")
    [remembered] = client.parent.parent.glob("built-*")
    remembered.write_text(content)
    assert open_target("pets.yaml") == client
    assert len(opened) == 2


def test_removed_client_is_built_again(folder: Path, opened: list[object]) -> None:
    client = open_target("pets.yaml")
    (client / "tools.json").unlink()
    assert open_target("pets.yaml") == client
    assert (client / "tools.json").is_file()
    assert len(opened) == 2
