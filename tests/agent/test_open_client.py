"""The client of a name, folder or document: which one it is, and when it is built."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import run
from generator.core.diagnostics import DocumentError
from generator.frontend.validation import InvalidDocumentError
from generator.workflows import build_into_cache as module
from generator.workflows.open_client import ClientRequest, open_client, open_tools
from tests.agent.conftest import DOCUMENT

OPEN = """
import sys
from generator.workflows.open_client import ClientRequest, open_client
print(open_client(ClientRequest(sys.argv[1])))
"""


def open_target(target: str) -> Path:
    return open_client(ClientRequest(target))


def operations(client: Path) -> dict[str, str]:
    """The function of each operation, by its key."""
    catalogue = json.loads((client / "tools.json").read_text())
    return {each["key"]: each["function"] for each in catalogue["operations"]}


def failure(target: str) -> str:
    """The message and the hint for a target that cannot be opened."""
    with pytest.raises(DocumentError) as caught:
        open_target(target)
    [diagnostic] = caught.value.diagnostics
    return f"{diagnostic.message}: {diagnostic.hint}"


def never_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*arguments: object) -> None:
        raise AssertionError("a client was built")

    monkeypatch.setattr(module, "build_opened", build)


def test_document_is_built_into_the_cache_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = open_target("pets.yaml")
    assert client.is_relative_to(folder.parent / "cache")
    assert client.name == "pets_client"
    assert set(operations(client)) == {"getPet", "get_pet"}
    never_build(monkeypatch)
    assert open_target("pets.yaml") == client
    assert open_target(str(folder / "pets.yaml")) == client
    # Nothing else was written.
    assert [path.name for path in folder.iterdir()] == ["pets.yaml"]


def test_changed_document_is_another_client(folder: Path) -> None:
    client = open_target("pets.yaml")
    before = (client / "tools.json").read_bytes()
    (folder / "pets.yaml").write_text(DOCUMENT.replace("getPet", "findPet"))
    changed = open_target("pets.yaml")
    assert "findPet" in operations(changed)
    # A process that imported the first client goes on with it.
    assert (client / "tools.json").read_bytes() == before


@pytest.mark.parametrize("path", ["tools.json", "codegen.json", "operations/pets.py"])
def test_damaged_client_in_the_cache_is_built_again(folder: Path, path: str) -> None:
    client = open_target("pets.yaml")
    [damaged] = (
        client.glob(path) if "/" not in path else [*client.glob("operations/*")][:1]
    )
    content = damaged.read_bytes()
    damaged.write_bytes(b"{}")
    assert open_target("pets.yaml") == client
    assert damaged.read_bytes() == content


def test_client_in_the_cache_has_no_other_files(folder: Path) -> None:
    client = open_target("pets.yaml")
    (client / "sitecustomize.py").write_text("raise SystemExit")
    assert open_target("pets.yaml") == client
    assert not (client / "sitecustomize.py").exists()


def test_two_processes_build_at_once(folder: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, "pets.yaml"], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    printed = {process.communicate(timeout=300)[0].strip() for process in started}
    assert [process.returncode for process in started] == [0, 0]
    [client] = map(Path, printed)
    assert set(operations(client)) == {"getPet", "get_pet"}


def test_without_a_cache_the_client_lives_as_long_as_the_process(folder: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            OPEN + "assert open_client(ClientRequest(sys.argv[1]))",
            "pets.yaml",
        ],
        env={**os.environ, "CODEGEN_CACHE": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    client = Path(done.stdout.strip())
    assert client.name == "pets_client"
    assert not client.parent.parent.exists()


def test_invalid_document(folder: Path) -> None:
    (folder / "pets.yaml").write_text(DOCUMENT.replace("in: path", "in: nowhere"))
    with pytest.raises(InvalidDocumentError):
        open_target("pets.yaml")


class TestConfiguredClient:
    """Clients of codegen.toml."""

    def configure(
        self, folder: Path, table: str = "", name: str = "pets_client"
    ) -> None:
        (folder / "codegen.toml").write_text(
            f'[clients.{name}]\nspec = "pets.yaml"\n{table}'
        )

    @pytest.mark.parametrize(
        "target", ["pets_client", "pets", "pets.yaml", "generated/pets_client"]
    )
    def test_names(
        self, folder: Path, target: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.configure(folder, "exclude = ['get_pet']\n")
        client = open_target(target)
        assert client.name == "pets_client"
        assert client.is_relative_to(folder.parent / "cache")
        assert set(operations(client)) == {"getPet"}
        # Paths of a configuration are relative to its file.
        (folder / "sub").mkdir()
        monkeypatch.chdir(folder / "sub")
        never_build(monkeypatch)
        assert open_target("pets") == client

    def test_full_name_goes_before_a_short_one(self, folder: Path) -> None:
        self.configure(
            folder, name="pets", table='[clients.pets_client]\nspec = "x.yaml"\n'
        )
        assert open_target("pets").name == "pets"

    def test_only_client_of_a_file(self, folder: Path) -> None:
        (folder / "codegen.toml").write_text('spec = "pets.yaml"\n')
        assert open_target("pets").name == "pets_client"
        (folder / "codegen.toml").write_text('spec = "pets.yaml"\npackage = "zoo"\n')
        assert open_target("zoo").name == "zoo"

    def test_client_with_tools_is_returned_as_it_is(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.configure(folder, "tools = true\n")
        assert run(["build", "-q"]) == 0
        never_build(monkeypatch)
        built = folder / "generated" / "pets_client"
        assert open_target("pets") == built
        assert open_target("pets.yaml") == built
        assert open_tools(built) == built
        (folder / "codegen.toml").unlink()
        assert open_target("generated/pets_client").samefile(built)

    def test_client_in_a_project(self, folder: Path) -> None:
        self.configure(folder, 'project = true\noutput = "sdk/acme"\ntools = true\n')
        assert run(["build", "-q"]) == 0
        built = folder / "sdk" / "acme" / "src" / "pets_client"
        assert open_target("pets") == built
        assert open_target("sdk/acme/src/pets_client") == built

    def test_names_of_the_client_in_its_folder_are_kept(self, folder: Path) -> None:
        self.configure(folder, "tools = true\n")
        assert run(["build", "-q"]) == 0
        built = operations(folder / "generated" / "pets_client")
        assert sorted(built.values()) == ["get_pet", "get_pet_2"]
        self.configure(folder)
        assert run(["build", "-q"]) == 0
        # The operation that comes first would get the shorter name.
        lines = DOCUMENT.splitlines(keepends=True)
        swapped = [*lines[:5], *lines[9:13], *lines[5:9], *lines[13:]]
        (folder / "pets.yaml").write_text("".join(swapped))
        assert operations(open_target("pets")) == built

    def test_overlay_and_references(self, folder: Path) -> None:
        overlay = "overlay: 1.0.0\ninfo: {title: o, version: '1'}\nactions:\n"
        remove = "  - {target: '$.paths[*].delete', remove: true}\n"
        (folder / "overlay.yaml").write_text(overlay + remove)
        (folder.parent / "pet.yaml").write_text("{title: Pet, type: object}")
        (folder / "pets.yaml").write_text(
            re.sub(r"schema: \{title.*", "schema: {$ref: ../pet.yaml}", DOCUMENT)
        )
        self.configure(
            folder, 'overlays = ["overlay.yaml"]\nallow-references = [".."]\n'
        )
        assert set(operations(open_target("pets"))) == {"getPet"}

    def test_lenient(self, folder: Path) -> None:
        (folder / "pets.yaml").write_text(
            DOCUMENT.replace("type: object,", "type: [object, 3],")
        )
        self.configure(folder, "lenient = true\n")
        assert "get_pet" in operations(open_target("pets"))

    def test_templates_and_shared_runtime_are_not_needed(self, folder: Path) -> None:
        (folder / "templates").mkdir()
        (folder / "templates" / "client.py.j2").write_text("{{ broken")
        self.configure(folder, 'templates = "templates"\nruntime = "acme.runtime"\n')
        assert (open_target("pets") / "_runtime").is_dir()

    def test_used_by(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / "app.py").write_text("from pets_client.operations import get_pet\n")
        self.configure(folder, 'used-by = ["app.py"]\n')
        assert len(operations(open_target("pets"))) == 1
        assert run(["build", "-q"]) == 0
        client = open_target("pets")
        assert len(operations(client)) == 1
        never_build(monkeypatch)
        assert open_target("pets") == client

    def test_header_from_the_environment(self, folder: Path) -> None:
        (folder / "codegen.toml").write_text(
            '[clients.pets_client]\nspec = "http://127.0.0.1:9/pets.yaml"\n'
            'header-env = {Authorization = "PETS_TOKEN"}\n'
        )
        assert "PETS_TOKEN is not set" in failure("pets")

    def test_client_without_a_document(self, folder: Path) -> None:
        (folder / "codegen.toml").write_text("[clients.pets_client]\n")
        assert "no document: add `spec`" in failure("pets")

    def test_document_of_several_clients(self, folder: Path) -> None:
        self.configure(folder, '[clients.zoo]\nspec = "pets.yaml"\n')
        assert "name one: pets_client, zoo" in failure("pets.yaml")
        assert open_target("zoo").name == "zoo"


def test_unknown_name(folder: Path) -> None:
    (folder / "codegen.toml").write_text('[clients.pets_client]\nspec = "pets.yaml"\n')
    message = failure("pests")
    assert "there is no client, folder or document 'pests'" in message
    assert "did you mean 'pets'?" in message
    assert "codegen.toml" in message


def test_missing_document(folder: Path) -> None:
    assert "no such file" in failure("specs/pets.yaml")


def test_folder_without_a_client(folder: Path) -> None:
    (folder / "src").mkdir()
    assert "the folder src contains no client" in failure("src")


def test_client_without_tools_and_configuration(folder: Path) -> None:
    assert run(["build", "pets.yaml", "-q"]) == 0
    message = failure("generated/pets_client")
    assert "has no tools: build it with --tools" in message
