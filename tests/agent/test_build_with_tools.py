"""`codegen build --tools` together with everything else that a build can do."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from generator.cli import run
from generator.output import read_manifest

CLIENT = Path("generated/pets_client")


def build(*options: str) -> int:
    return run(["build", "pets.yaml", "-q", *options])


def keys(client: Path = CLIENT) -> set[str]:
    catalogue = json.loads((client / "tools.json").read_text("utf-8"))
    return {operation["key"] for operation in catalogue["operations"]}


def contents(client: Path = CLIENT) -> dict[str, bytes]:
    return {
        path.relative_to(client).as_posix(): path.read_bytes()
        for path in client.rglob("*")
        if path.is_file()
    }


@pytest.mark.usefixtures("folder")
class TestCommands:
    """Other commands and options."""

    def test_manifest_records_the_option(self) -> None:
        assert build() == 0
        before = contents()
        assert build("--tools") == 0
        manifest = read_manifest(CLIENT)
        assert manifest is not None
        assert manifest.options == {"tools": True}
        added = contents()
        changed = {path for path in before if added[path] != before[path]}
        assert changed == {"codegen.json"}
        # Without the option the client is as before.
        assert build() == 0
        assert contents() == before

    def test_builds_are_deterministic(self) -> None:
        assert build("--tools") == 0
        assert build("--tools", "-o", "other/pets_client") == 0
        assert contents() == contents(Path("other/pets_client"))

    def test_check_and_diff(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert build("--tools") == 0
        assert run(["check", str(CLIENT), "--spec", "pets.yaml"]) == 0
        assert run(["diff", str(CLIENT), "pets.yaml", "--fail-on", "any"]) == 0
        tools = CLIENT / "tools.json"
        tools.write_text(tools.read_text("utf-8").replace("get_pet", "x"), "utf-8")
        capsys.readouterr()
        assert run(["check", str(CLIENT), "--spec", "pets.yaml"]) == 1
        assert "edited: tools.json" in capsys.readouterr().out

    def test_tools_are_no_change_for_callers(self) -> None:
        assert build() == 0
        assert build("--tools", "-o", "other/pets_client") == 0
        arguments = ["diff", str(CLIENT), "other/pets_client", "--fail-on", "any"]
        assert run(arguments) == 0

    def test_selection(self) -> None:
        assert build("--tools", "--operation", "getPet") == 0
        assert keys() == {"getPet"}

    def test_used_by(self, folder: Path) -> None:
        (folder / "app.py").write_text("from pets_client.operations import get_pet\n")
        assert build("--tools", "--used-by", "app.py") == 0
        assert len(keys()) == 1

    def test_custom_template(self, folder: Path) -> None:
        assert run(["templates", "my"]) == 0
        template = folder / "my" / "tools.py.j2"
        template.write_text(template.read_text("utf-8") + "\n\nOWN = True\n", "utf-8")
        assert build("--tools", "--templates", "my") == 0
        assert "OWN = True" in (CLIENT / "tools.py").read_text("utf-8")

    def test_shared_runtime(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "codegen.toml").write_text(
            '[clients.pets]\nspec = "pets.yaml"\noutput = "toolbox/pets"\n'
            'runtime = "toolbox.shared"\ntools = true\n'
        )
        assert run(["build", "-q"]) == 0
        assert not Path("toolbox/pets/_runtime").exists()
        monkeypatch.syspath_prepend(str(folder))
        agent = import_module("toolbox.pets.tools").SyncAgent()
        agent.register_api("pets", base_url="http://127.0.0.1:9")
        assert {tool.operation.key for tool in agent.tools} == {"getPet", "get_pet"}
        for name in [name for name in sys.modules if name.startswith("toolbox")]:
            monkeypatch.delitem(sys.modules, name)

    def test_wheel_of_a_project_has_the_data(self, folder: Path) -> None:
        assert build("--tools", "--project", "-o", "sdk/pets") == 0
        command = (sys.executable, "-m", "build", "--wheel", "--no-isolation")
        subprocess.run(
            (*command, "--outdir", "wheels", "sdk/pets"),
            check=True,
            capture_output=True,
        )
        [wheel] = (folder / "wheels").glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            assert {"pets/tools.json", "pets/tools.py"} <= set(archive.namelist())


def test_pyright_strict_accepts_a_client_with_tools(folder: Path) -> None:
    assert build("--tools") == 0
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--pythonpath", sys.executable],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
