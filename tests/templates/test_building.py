"""`codegen build` and `check` with custom templates, and with documents by URL."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from generator.cli import run
from generator.render.templates import read_templates
from tests.load.behaving import answering, serving
from tests.templates.custom_client import DOCUMENT, written

Captured = pytest.CaptureFixture[str]
OWN = {"client.py.j2": '{% include "codegen/client.py.j2" %}\nEXTRA = True\n'}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zoo.yaml").write_bytes(DOCUMENT.read_bytes())
    return tmp_path


def configure(**members: str) -> None:
    settings = {"spec": "zoo.yaml", **members}
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    Path("codegen.toml").write_text("\n".join(["[clients.zoo]", *lines, ""]), "utf-8")


def test_configured_templates_are_used_recorded_and_checked(
    here: Path, capsys: Captured
) -> None:
    own = written(here / "own", OWN)
    configure(templates="own")
    assert run(["build", "-q"]) == 0
    client = here / "generated" / "zoo"
    assert "EXTRA = True" in (client / "client.py").read_text("utf-8")
    manifest = json.loads((client / "codegen.json").read_text("utf-8"))
    assert manifest["templates"] == read_templates(own).digest
    assert run(["check", "-q"]) == 0

    written(own, {"client.py.j2": "x = 1\n"})
    assert run(["check"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert "  stale: the templates changed" in out
    assert "  stale: client.py" in out


def test_check_needs_the_templates_of_the_build(here: Path, capsys: Captured) -> None:
    written(here / "own", OWN)
    assert run(["build", "zoo.yaml", "--templates", "own", "-o", "zoo", "-q"]) == 0
    assert run(["check", "zoo", "--spec", "zoo.yaml"]) == 2
    assert "was built with templates of its owner" in capsys.readouterr().err


def test_problems_of_template_and_document_are_reported_together(
    here: Path, capsys: Captured
) -> None:
    written(here / "own", {"model.j2": "\n{% if %}"})
    text = DOCUMENT.read_text("utf-8").replace("summary: One animal", "summary: 1")
    (here / "zoo.yaml").write_text(text, "utf-8")
    assert run(["build", "zoo.yaml", "--templates", "own", "-q"]) == 1
    err = capsys.readouterr().err
    assert "own/model.j2:2: error[template-syntax]: Expected" in err
    assert "zoo.yaml:8:7: error[" in err


def test_document_by_url_with_hash(here: Path, capsys: Captured) -> None:
    content = DOCUMENT.read_bytes()
    pinned = hashlib.sha256(content).hexdigest()
    with serving(answering(content)) as server:
        configure(spec=f"{server}/zoo.yaml?key=s3cret", sha256=pinned)
        assert run(["build", "-q"]) == 0
        assert run(["check", "-q"]) == 0
    with serving(answering(content + b"\n")) as server:
        configure(spec=f"{server}/zoo.yaml?key=s3cret", sha256=pinned)
        assert run(["build", "-q"]) == 1
        assert run(["check", "-q"]) == 2
    err = capsys.readouterr().err
    assert (
        err.count(f"{server}/zoo.yaml?…: error[wrong-hash]: the document has changed")
        == 2
    )
    assert "s3cret" not in err


def test_package_name_from_url(here: Path) -> None:
    with serving(answering(DOCUMENT.read_bytes())) as server:
        assert run(["build", f"{server}/v1/pet-zoo.yaml", "-q"]) == 0
    assert (here / "generated" / "pet_zoo_client" / "client.py").is_file()
