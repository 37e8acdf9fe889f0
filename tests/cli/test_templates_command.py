"""`codegen templates`: copies of templates, and the contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import run
from generator.render.template_folder import template_folder
from generator.render.template_reference import template_reference
from generator.render.templates import template_names

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_all_templates_are_copied_with_the_contract(
    here: Path, capsys: Captured
) -> None:
    assert run(["templates", "a/b"]) == 0
    found = {path.name: path.read_text("utf-8") for path in (here / "a/b").iterdir()}
    assert found.pop("README.md") == template_reference()
    assert found == {
        name: (template_folder() / name).read_text("utf-8") for name in template_names()
    }
    count = len(template_names())
    assert capsys.readouterr().out == f"a/b: {count} templates and README.md\n"


def test_templates_are_copied_by_name(here: Path, capsys: Captured) -> None:
    assert run(["templates", "own", "model.j2", "model.j2"]) == 0
    assert run(["templates", "own", "alias.j2", "-q"]) == 0
    assert sorted(path.name for path in (here / "own").iterdir()) == [
        *("README.md", "alias.j2", "model.j2")
    ]
    assert capsys.readouterr().out == "own: 1 template and README.md\n"


def test_existing_files_are_not_overwritten(here: Path, capsys: Captured) -> None:
    (here / "own").mkdir()
    (here / "own" / "model.j2").write_text("mine")
    assert run(["templates", "own"]) == 1
    assert [path.name for path in (here / "own").iterdir()] == ["model.j2"]
    assert (here / "own" / "model.j2").read_text() == "mine"
    assert capsys.readouterr().err.splitlines() == [
        "error[in-the-way]: model.j2 in own would be overwritten",
        "  hint: name the templates to copy, or choose another folder",
        "1 error, nothing written",
    ]


def test_file_instead_of_the_folder_is_an_error(here: Path, capsys: Captured) -> None:
    (here / "own").write_text("a file")
    assert run(["templates", "own"]) == 1
    assert "error[unwritable-output]: own cannot be written" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_contract_is_printed(capsys: Captured) -> None:
    assert run(["templates", "--contract"]) == 0
    assert capsys.readouterr().out == template_reference()


@pytest.mark.parametrize(
    "arguments", [[], ["own", "--contract"], ["own", "modle.j2"], ["own", "../x"]]
)
def test_invalid_arguments_are_a_usage_error(
    here: Path, capsys: Captured, arguments: list[str]
) -> None:
    assert run(["templates", *arguments]) == 2
    assert "Usage: codegen templates" in capsys.readouterr().err
    assert list(here.iterdir()) == []
