"""`codegen build … --config` with configurations that do and do not fit the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import run

DOCUMENT = """\
openapi: 3.0.3
info: {title: Things, version: "1"}
paths:
  /things:
    get:
      operationId: listThings
      parameters: [{name: page, in: query, schema: {type: string}}]
      responses:
        "200":
          description: Things
          content:
            application/json:
              schema:
                type: object
                properties:
                  things: {type: array, items: {type: string}}
                  next: {type: string}
  /things/{id}:
    delete:
      operationId: deleteThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: Gone}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the document."""
    (tmp_path / "api.yaml").write_text(DOCUMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(configuration: str) -> int:
    Path("codegen.toml").write_text(configuration)
    return run(["build", "api.yaml", "-o", "out", "-q", "--config", "codegen.toml"])


def test_fitting_configuration_is_built_and_recorded(folder: Path) -> None:
    paging = '[paging.listThings]\nitems = "things"\ntoken = "next"\nparameter = "page"'
    assert build(paging) == 0
    operations = (folder / "out" / "operations" / "things.py").read_text()
    assert 'paging.Token(items="things", token="next", parameter="page")' in operations
    first = json.loads((folder / "out" / "codegen.json").read_text())
    assert build(f"{paging}\n[methods]\ndeleteThing = 'things.drop'") == 0
    assert "    drop = " in (folder / "out" / "resources" / "things.py").read_text()
    second = json.loads((folder / "out" / "codegen.json").read_text())
    assert first["options"] != second["options"]


@pytest.mark.parametrize(
    ("configuration", "messages"),
    [
        (
            "pages = 1\nmethods = 2",
            [
                "1: error[configuration]: `pages` is unknown",
                "2:1: error[configuration]: `methods` must be",
            ],
        ),
        ("[methods", ["codegen.toml:1: error[configuration]: invalid TOML: "]),
        (
            "methods.listThing = 'a.b'\npaging.LISTTHINGS.url = 'next'",
            ["mentions 'LISTTHINGS', which", "mentions 'listThing', which"],
        ),
        (
            "paging.listThings = {items = 'data', url = 'next'}",
            ["the response has no list 'data'"],
        ),
        (
            "paging.listThings.url = 'nxt'",
            ["the response has no property 'nxt'; did you mean 'next'?"],
        ),
        (
            "paging.listThings = {token = 'things', parameter = 'page'}",
            ["the property 'things' of the response is no text or number"],
        ),
        (
            "paging.listThings = {token = 'next', parameter = 'pgae', more = 'next'}",
            [
                "no query parameter 'pgae', nor a property of its JSON body; did you mean 'page'?",
                "the property 'next' of the response is no boolean",
            ],
        ),
        (
            "paging.'list*'.url = 'nxt'",
            [
                '`paging."list*"` fits none of the operations that it matches (1); GET /things'
            ],
        ),
        (
            "paging.'GET /other/*' = false",
            ["no path of the document matches 'GET /other"],
        ),
        (
            "paging.listThings = {items = 'next', url = 'next'}",
            ["the response has no list 'next'"],
        ),
        (
            "paging.listThings = {items = 'x', cursor = 'a', reverse = 'b', more = 'm'}",
            [
                "no query parameter 'a'",
                "no query parameter 'b'",
                "no list 'x'",
                "no property 'm'",
            ],
        ),
        (
            "paging.deleteThing = {items = 'x', token = 'next', parameter = 'id'}",
            [
                "`paging.deleteThing` does not match the operation: the operation has no",
                "the response is not a single object",
            ],
        ),
        (
            "methods = {listThings = 'a.b', deleteThing = 'a.b.c'}",
            ["`methods.listThings` cannot be 'a.b'"],
        ),
    ],
)
def test_unfitting_configuration_is_an_error(
    configuration: str,
    messages: list[str],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert build(configuration) == 1
    output = capsys.readouterr().err
    lines = [line for line in output.splitlines() if ": error[" in line]
    assert len(lines) == len(messages)
    for line, message in zip(lines, messages, strict=True):
        assert message in line
    assert output.endswith("nothing written\n")
    assert not (folder / "out").exists()


def test_unfitting_paging_is_reported_at_the_operation(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build("paging.listThings.url = 'nxt'") == 1
    output = capsys.readouterr().err
    assert output.startswith("api.yaml:5:5: error[configuration]: `paging.listThings`")
