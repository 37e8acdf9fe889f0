"""`codegen build … --config`: a configuration that does not fit the document builds nothing."""

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
    """A folder with the document, to work in."""
    (tmp_path / "api.yaml").write_text(DOCUMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(configuration: str) -> int:
    Path("codegen.toml").write_text(configuration)
    return run(["build", "api.yaml", "-o", "out", "-q", "--config", "codegen.toml"])


def test_what_fits_is_built_and_the_manifest_knows_of_it(folder: Path) -> None:
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
                "1: error[configuration]: `pages` is not",
                "2:1: error[configuration]: `methods` must be",
            ],
        ),
        ("[methods", ["codegen.toml:1: error[configuration]: this is no TOML: "]),
        (
            "methods.listThing = 'a.b'\npaging.LISTTHINGS.url = 'next'",
            ["mentions 'LISTTHINGS', which", "mentions 'listThing', which"],
        ),
        ("paging.listThings.url = 'next'", ["the response has no list 'data'"]),
        (
            "paging.listThings = {items = 'next', url = 'next'}",
            ["the response has no list 'next'"],
        ),
        (
            "paging.listThings = {items = 'x', cursor = 'a', reverse = 'b', more = 'm'}",
            ["no query parameter 'a'", "no query parameter 'b'", "no list 'x'"],
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
def test_what_does_not_fit_is_told_and_nothing_is_written(
    configuration: str,
    messages: list[str],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert build(configuration) == 1
    told = capsys.readouterr().err
    lines = [line for line in told.splitlines() if ": error[" in line]
    assert len(lines) == len(messages)
    for line, message in zip(lines, messages, strict=True):
        assert message in line
    assert told.endswith("nothing written\n")
    assert not (folder / "out").exists()


def test_paging_that_does_not_fit_is_told_with_its_place_in_the_document(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build("paging.listThings.url = 'next'") == 1
    told = capsys.readouterr().err
    assert told.startswith("api.yaml:5:5: error[configuration]: `paging.listThings`")
