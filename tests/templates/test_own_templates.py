"""Templates of one's own: what takes the place of what, how it is formatted, what is told."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.render import formatting
from generator.render.templates import read_templates, template_folder, template_names
from generator.source.load import render_diagnostic
from tests.templates.laying_out import client, written

MODEL = "models/animal.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture(scope="module")
def usual() -> Mapping[str, str]:
    return client()


def problems(folder: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(DocumentError) as caught:
        client(folder)
    return caught.value.diagnostics


def problem(folder: Path) -> Diagnostic:
    [found] = problems(folder)
    return found


def changed(usual: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    assert list(usual) == list(now)
    return {path for path in usual if usual[path] != now[path]}


def test_without_any_the_client_is_the_usual_one(
    folder: Path, usual: Mapping[str, str]
) -> None:
    assert client(written(folder, {})) == usual


def test_copies_of_all_give_the_usual_client(
    folder: Path, usual: Mapping[str, str]
) -> None:
    texts = {name: (template_folder() / name).read_text() for name in template_names()}
    assert client(written(folder, texts)) == usual


def test_what_the_usual_templates_lay_out_is_left_as_it_is_by_black(
    folder: Path, usual: Mapping[str, str]
) -> None:
    texts = {
        name: (template_folder() / name).read_text() + "{# mine #}"
        for name in template_names()
        if name.endswith(".py.j2")
    }
    assert client(written(folder, texts)) == usual


def test_one_takes_the_place_of_the_usual_one_and_is_formatted(
    folder: Path, usual: Mapping[str, str]
) -> None:
    text = "class {{ declaration.name }} :\n  kind = '{{ declaration.doc }}'\n"
    now = client(written(folder, {"model.j2": text}))
    assert (
        'class Animal:\n    kind = "Somebody who lives here."\n'
        in now["models/animal.py"]
    )
    assert changed(usual, now) == {MODEL, "inputs/animals.py"}


def test_an_included_one_has_its_part_in_each_file(
    folder: Path, usual: Mapping[str, str]
) -> None:
    ours = (template_folder() / "imports.j2").read_text()
    now = client(written(folder, {"imports.j2": ours + "{{ 'import   re\n' }}"}))
    assert MODEL in changed(usual, now)
    assert all("import re\n" in now[path] for path in changed(usual, now))


def test_only_what_own_templates_laid_out_is_formatted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    run_black = formatting._run_black

    def noting(root: Path, client: Path) -> None:
        found = client.rglob("*.py")
        seen.extend(path.relative_to(client).as_posix() for path in found)
        run_black(root, client)

    monkeypatch.setattr(formatting, "_run_black", noting)
    own = {"client.py.j2": "x  =  1", "README.md.j2": "x  =  1"}
    now = client(written(folder, own))
    assert seen == ["client.py"]
    assert (now["client.py"], now["README.md"]) == ("x = 1\n", "x  =  1")


def test_the_settings_of_a_project_around_make_no_difference(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.black]\nline-length = 20\n")
    (tmp_path / "black.py").write_text("raise SystemExit('the wrong black')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    line = "animal = one + another + still_another\n"
    assert client(written(folder, {"client.py.j2": line}))["client.py"] == line


def test_the_usual_one_can_be_included(folder: Path, usual: Mapping[str, str]) -> None:
    text = '{% include "codegen/client.py.j2" %}\nEXTRA = True\n'
    now = client(written(folder, {"client.py.j2": text}))
    assert now["client.py"] == usual["client.py"] + "\n\nEXTRA = True\n"


def test_parts_of_ones_own_can_be_included(folder: Path) -> None:
    own = {
        "client.py.j2": '{% include "_licence.j2" %}\n',
        "_licence.j2": "# (c) The Zoo",
    }
    assert client(written(folder, own))["client.py"] == "# (c) The Zoo\n"


def test_an_expression_can_be_had_as_a_line(folder: Path) -> None:
    text = "{% for f in declaration.fields %}{{ f.name }}: {{ f.annotation | flat }}\n{% endfor %}"
    assert "name: str\n" in client(written(folder, {"model.j2": text}))[MODEL]


@pytest.mark.parametrize("name", [".model.j2.swp", "model.j2~", "README.md"])
def test_what_editors_and_codegen_leave_beside_them_is_no_template(
    folder: Path, usual: Mapping[str, str], name: str
) -> None:
    assert client(written(folder, {name: "{% nonsense"})) == usual


def test_a_misspelt_name_is_told_with_what_is_meant(folder: Path) -> None:
    found = problem(written(folder, {"modle.j2": ""}))
    assert found.code == "unknown-template"
    assert found.file == str(folder / "modle.j2")
    assert found.hint is not None
    assert found.hint.startswith("did you mean model.j2? there are README.md.j2, alias")


def test_all_that_is_wrong_is_told_at_once_with_file_and_line(folder: Path) -> None:
    own = {
        "alias.j2": "a\nb {% if %}",
        "model.j2": "\n\n{{ 'x' | nope }}",
        "typed.j2": "",
    }
    found = problems(written(folder, own))
    assert [(each.code, each.file, each.line) for each in found] == [
        ("unknown-template", str(folder / "typed.j2"), None),
        ("template-syntax", str(folder / "alias.j2"), 2),
        ("template-syntax", str(folder / "model.j2"), 3),
    ]
    assert "nope" in found[2].message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ declaration.nam }}", "has no attribute 'nam'"),
        ("{{ declarations }}", "'declarations' is undefined"),
        ("{{ module.path }}{{ 3 | model }}", "AttributeError: 'int' object"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{% include 'nothing.j2' %}", "no template 'nothing.j2' to include"),
        ("{% include 'model.j2' %}", "include each other without end"),
        ("{{ declaration.__class__ }}", "unsafe"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ range(10 ** 9) }}", "range"),
    ],
)
def test_what_fails_in_a_template_is_told_with_its_file_and_line(
    folder: Path, text: str, words: str
) -> None:
    found = problem(written(folder, {"model.j2": f"x = 1\n\n{text}"}))
    assert (found.code, found.line) == ("template-render", 3)
    assert words in found.message
    shown = render_diagnostic(found, None, "api.json")
    assert shown.startswith(f"{folder / 'model.j2'}:3: error[template-render]: ")


def test_what_fails_in_an_included_part_is_told_there(folder: Path) -> None:
    own = {"model.j2": "{% include '_part.j2' %}", "_part.j2": "\n{{ nothing }}"}
    found = problem(written(folder, own))
    assert (found.file, found.line) == (str(folder / "_part.j2"), 2)


def test_what_is_not_python_is_told_with_the_file_and_the_templates(
    folder: Path,
) -> None:
    found = problem(written(folder, {"model.j2": "{{ declaration.name }} = = 1\n"}))
    assert found.code == "template-python"
    assert found.message.startswith(
        "inputs/animals.py (and 1 more), laid out by types.py.j2, is not Python: line "
    )
    assert found.message.endswith("Home = = 1")
    assert found.hint == "of your templates, model.j2 had a hand in it"


@pytest.mark.parametrize("text", ["x = '\0'", "(" * 5000 + ")" * 5000])
def test_what_python_itself_cannot_read_is_told_as_well(
    folder: Path, text: str
) -> None:
    found = problem(written(folder, {"client.py.j2": text}))
    assert found.code == "template-python"


def test_a_black_that_cannot_be_run_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(folder / "no-python"))
    found = problem(written(folder, {"client.py.j2": "x = 1"}))
    assert found.code == "formatting"


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    found = problem(folder)
    assert found.code == "unreadable-templates"
    assert found.file == str(folder)


def test_a_template_that_is_no_text_is_told(folder: Path) -> None:
    written(folder, {})
    (folder / "model.j2").write_bytes(b"\xff")
    (folder / "alias.j2").mkdir()
    codes = [each.code for each in problems(folder)]
    assert codes == ["unreadable-templates", "not-utf-8"]


def test_the_digest_is_of_names_and_bytes(tmp_path: Path) -> None:
    def digest(**texts: str) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        named = {f"{name}.j2": text for name, text in texts.items()}
        return read_templates(written(folder, named)).digest

    assert digest(model="a", alias="b") == digest(alias="b", model="a")
    different = [
        digest(),
        digest(model="a", alias="b"),
        digest(model="b", alias="a"),
        digest(model="ab"),
        digest(model="ab", alias=""),
        digest(alias="ab"),
    ]
    assert len(set(different)) == len(different)
