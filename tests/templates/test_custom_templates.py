"""Custom templates: which files they replace, formatting by black, and diagnostics."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.frontend.validation import InvalidDocumentError
from generator.render import format_custom
from generator.render.template_folder import template_folder
from generator.render.templates import read_templates, template_names
from generator.source.load import render_diagnostic
from tests.templates.custom_client import client, written

MODEL = "models/animal.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "custom"


@pytest.fixture(scope="module")
def builtin() -> Mapping[str, str]:
    return client()


def problems(folder: Path) -> tuple[Diagnostic, ...]:
    try:
        client(folder)
    except (DocumentError, InvalidDocumentError) as error:
        return error.diagnostics
    raise AssertionError("the templates were accepted")


def problem(folder: Path) -> Diagnostic:
    [diagnostic] = problems(folder)
    return diagnostic


def changed(builtin: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    assert list(builtin) == list(now)
    return {path for path in builtin if builtin[path] != now[path]}


def test_empty_folder_changes_nothing(folder: Path, builtin: Mapping[str, str]) -> None:
    assert client(written(folder, {})) == builtin


def test_copies_of_all_templates_change_nothing(
    folder: Path, builtin: Mapping[str, str]
) -> None:
    texts = {name: (template_folder() / name).read_text() for name in template_names()}
    assert client(written(folder, texts)) == builtin


def test_black_leaves_output_of_builtin_templates_unchanged(
    folder: Path, builtin: Mapping[str, str]
) -> None:
    texts = {
        name: (template_folder() / name).read_text() + "{# mine #}"
        for name in template_names()
        if name.endswith(".py.j2")
    }
    assert client(written(folder, texts)) == builtin


def test_custom_template_replaces_builtin_and_is_formatted(
    folder: Path, builtin: Mapping[str, str]
) -> None:
    text = "class {{ declaration.name }} :\n  kind = '{{ declaration.doc }}'\n"
    now = client(written(folder, {"model.j2": text}))
    assert (
        'class Animal:\n    kind = "Somebody who lives here."\n'
        in now["models/animal.py"]
    )
    assert changed(builtin, now) == {MODEL, "inputs/animals.py"}


def test_custom_included_template_affects_every_including_file(
    folder: Path, builtin: Mapping[str, str]
) -> None:
    ours = (template_folder() / "imports.j2").read_text()
    now = client(written(folder, {"imports.j2": ours + "{{ 'import   re\n' }}"}))
    assert MODEL in changed(builtin, now)
    assert all("import re\n" in now[path] for path in changed(builtin, now))


def test_black_formats_only_files_of_custom_templates(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    format_folder = format_custom._format_folder

    def recording(root: Path, client: Path) -> None:
        seen.extend(
            path.relative_to(client).as_posix() for path in client.rglob("*.py")
        )
        format_folder(root, client)

    monkeypatch.setattr(format_custom, "_format_folder", recording)
    custom = {"client.py.j2": "x  =  1", "README.md.j2": "x  =  1"}
    now = client(written(folder, custom))
    assert seen == ["client.py"]
    assert (now["client.py"], now["README.md"]) == ("x = 1\n", "x  =  1")


def test_black_ignores_surrounding_project_settings(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.black]\nline-length = 20\n")
    (tmp_path / "black.py").write_text("raise SystemExit('the wrong black')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    line = "animal = one + another + still_another\n"
    assert client(written(folder, {"client.py.j2": line}))["client.py"] == line


def test_builtin_template_can_be_included(
    folder: Path, builtin: Mapping[str, str]
) -> None:
    text = '{% include "codegen/client.py.j2" %}\nEXTRA = True\n'
    now = client(written(folder, {"client.py.j2": text}))
    assert now["client.py"] == builtin["client.py"] + "\n\nEXTRA = True\n"


def test_partial_template_can_be_included(folder: Path) -> None:
    custom = {
        "client.py.j2": '{% include "_licence.j2" %}\n',
        "_licence.j2": "# (c) The Zoo",
    }
    assert client(written(folder, custom))["client.py"] == "# (c) The Zoo\n"


def test_flat_filter(folder: Path) -> None:
    text = "{% for f in declaration.fields %}{{ f.name }}: {{ f.annotation | flat }}\n{% endfor %}"
    assert "name: str\n" in client(written(folder, {"model.j2": text}))[MODEL]


@pytest.mark.parametrize("name", [".model.j2.swp", "model.j2~", "README.md"])
def test_hidden_backup_and_readme_files_are_ignored(
    folder: Path, builtin: Mapping[str, str], name: str
) -> None:
    assert client(written(folder, {name: "{% nonsense"})) == builtin


def test_unknown_template_name_has_suggestion(folder: Path) -> None:
    diagnostic = problem(written(folder, {"modle.j2": ""}))
    assert diagnostic.code == "unknown-template"
    assert diagnostic.file == str(folder / "modle.j2")
    assert diagnostic.hint is not None
    assert diagnostic.hint.startswith(
        "did you mean model.j2? templates are README.md.j2, "
    )


def test_all_problems_are_reported_with_file_and_line(folder: Path) -> None:
    custom = {
        "alias.j2": "a\nb {% if %}",
        "model.j2": "\n\n{{ 'x' | nope }}",
        "typed.j2": "",
    }
    diagnostics = problems(written(folder, custom))
    assert [(problem.code, problem.file, problem.line) for problem in diagnostics] == [
        ("unknown-template", str(folder / "typed.j2"), None),
        ("template-syntax", str(folder / "alias.j2"), 2),
        ("template-syntax", str(folder / "model.j2"), 3),
    ]
    assert "nope" in diagnostics[2].message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ declaration.nam }}", "has no attribute 'nam'"),
        ("{{ declarations }}", "'declarations' is undefined"),
        ("{{ module.path }}{{ 3 | model }}", "AttributeError: 'int' object"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{% include 'nothing.j2' %}", "template 'nothing.j2' does not exist"),
        ("{% include 'model.j2' %}", "include each other recursively"),
        ("{{ declaration.__class__ }}", "unsafe"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ range(10 ** 9) }}", "range"),
    ],
)
def test_render_error_has_file_and_line(folder: Path, text: str, words: str) -> None:
    diagnostic = problem(written(folder, {"model.j2": f"x = 1\n\n{text}"}))
    assert (diagnostic.code, diagnostic.line) == ("template-render", 3)
    assert words in diagnostic.message
    shown = render_diagnostic(diagnostic, None, "api.json")
    assert shown.startswith(f"{folder / 'model.j2'}:3: error[template-render]: ")


def test_render_error_in_partial_template(folder: Path) -> None:
    custom = {"model.j2": "{% include '_part.j2' %}", "_part.j2": "\n{{ nothing }}"}
    diagnostic = problem(written(folder, custom))
    assert (diagnostic.file, diagnostic.line) == (str(folder / "_part.j2"), 2)


def test_invalid_python_names_file_and_templates(
    folder: Path,
) -> None:
    diagnostic = problem(
        written(folder, {"model.j2": "{{ declaration.name }} = = 1\n"})
    )
    assert diagnostic.code == "template-python"
    assert diagnostic.message.startswith(
        "inputs/animals.py (and 1 more), rendered by types.py.j2, is not valid Python: "
    )
    assert diagnostic.message.endswith("Home = = 1")
    assert diagnostic.hint == "custom templates involved: model.j2"


@pytest.mark.parametrize("text", ["x = '\0'", "(" * 5000 + ")" * 5000])
def test_python_that_the_parser_rejects(folder: Path, text: str) -> None:
    diagnostic = problem(written(folder, {"client.py.j2": text}))
    assert diagnostic.code == "template-python"


def test_black_that_cannot_be_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(folder / "no-python"))
    diagnostic = problem(written(folder, {"client.py.j2": "x = 1"}))
    assert diagnostic.code == "formatting"


def test_missing_folder(folder: Path) -> None:
    diagnostic = problem(folder)
    assert diagnostic.code == "unreadable-templates"
    assert diagnostic.file == str(folder)


def test_unreadable_and_non_utf_8_templates(folder: Path) -> None:
    written(folder, {})
    (folder / "model.j2").write_bytes(b"\xff")
    (folder / "alias.j2").mkdir()
    codes = [problem.code for problem in problems(folder)]
    assert codes == ["unreadable-templates", "not-utf-8"]


def test_digest_covers_names_and_contents(tmp_path: Path) -> None:
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
