"""`codegen build --overlay`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import run
from generator.source.overlay import read_overlay
from tests.overlay.overlays import document_file, overlay_file

DOCUMENT = """
openapi: 3.0.3
info: {title: Library, version: "1"}
paths:
  /books:
    get: {operationId: listBooks, responses: {"200": {description: ""}}}
components:
  schemas:
    book:
      type: object
      properties:
        title: {$ref: '#/components/schemas/title'}
    title: {type: string}
"""


def build(folder: Path, *overlays: Path) -> int:
    document = document_file(folder, DOCUMENT)
    options = [text for path in overlays for text in ("--overlay", str(path))]
    return run(["build", str(document), "-o", str(folder / "library"), *options])


def test_build_with_overlays(tmp_path: Path) -> None:
    summary = """
    - target: $.paths['/books'].get
      update: {summary: What there is to read.}
    """
    # OpenAPI 3.0 has no descriptions beside `$ref`, but most documents do.
    field = """
    - target: $.components.schemas.book.properties
      update: {title: {description: What is on the spine.}}
    """
    one = overlay_file(tmp_path, summary, name="1.yaml")
    two = overlay_file(tmp_path, field, name="2.yaml")
    assert build(tmp_path, one, two) == 0
    library = tmp_path / "library"
    operations = (library / "operations" / "books.py").read_text("utf-8")
    assert '"""What there is to read."""' in operations
    book = (library / "models" / "book.py").read_text("utf-8")
    assert '"""What is on the spine."""' in book


def test_manifest_has_digests_of_overlays(tmp_path: Path) -> None:
    overlay = overlay_file(tmp_path, "- {target: $.info, update: {version: '2'}}")
    assert build(tmp_path) == 0
    plain = json.loads((tmp_path / "library" / "codegen.json").read_text("utf-8"))
    assert build(tmp_path, overlay, overlay) == 0
    manifest = json.loads((tmp_path / "library" / "codegen.json").read_text("utf-8"))
    assert plain["document"]["sha256"] == manifest["document"]["sha256"]
    assert "overlays" not in plain["document"]
    assert manifest["document"]["overlays"] == [read_overlay(overlay).source.digest] * 2


def test_check_after_an_overlay_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    document_file(tmp_path, DOCUMENT)
    (tmp_path / "codegen.toml").write_text(
        '[clients.library]\nspec = "d.yaml"\noverlays = ["o.yaml"]\n'
    )
    action = "- {target: $.paths.*.get, update: {summary: SUMMARY}}"
    overlay_file(tmp_path, action)
    assert run(["build", "-q"]) == run(["check", "-q"]) == 0
    overlay_file(tmp_path, action.replace("SUMMARY", "Other"))
    assert run(["check"]) == 1
    output = capsys.readouterr().out
    assert "stale: the overlays changed" in output
    assert "stale: operations/books.py" in output


def test_error_in_an_overlay_is_located_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay = overlay_file(
        tmp_path, "- {target: $.components.schemas.title, update: {type: strin}}"
    )
    assert build(tmp_path, overlay) == 1
    assert f"{overlay}:4:49: error[" in capsys.readouterr().err
    assert not (tmp_path / "library").exists()


def test_overlay_without_effect_warns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay = overlay_file(tmp_path, "- {target: $.nothing, remove: true}")
    assert build(tmp_path, overlay) == 0
    assert (
        f"{overlay}:4:4: warning[overlay-nothing-selected]" in capsys.readouterr().err
    )


def test_missing_overlay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(tmp_path, tmp_path / "no.yaml") == 1
    output = capsys.readouterr().err
    assert f"{tmp_path / 'no.yaml'}: error[missing-document]: no such file" in output
    assert "1 error, nothing written" in output
