"""Diagnostics about an overlaid document are located in the document or the overlay."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.pointer import Pointer
from generator.openapi.validation.process import ValidationProcess
from generator.openapi.validation.validate import validate
from generator.source.load import (
    document_text,
    locate_diagnostics,
    read_source,
    render_diagnostic,
)
from generator.source.overlay import apply_overlays, read_overlay
from tests.overlay.overlays import document_file, overlaid, overlay_file

DOCUMENT = """
info: {title: t}
tags:
  - name: a
  - name: gone
  - name: c
  - name: d
"""
ACTIONS = """
- target: $
  update:
    info:
      title: ours
      more: {deep: [1]}
- target: $.tags[?@.name == 'gone']
  remove: true
- target: $.tags
  update:
    name: new
- target: $.tags[1]
  update: {x: 1}
- target: $.info
  update:
    more: {deep: [2]}
"""


@pytest.mark.parametrize(
    ("pointer", "position"),
    [
        ("#", "d.yaml:1:1"),
        ("#/info", "d.yaml:1:1"),
        ("#/info/title", "o.yaml:7:7"),
        ("#/info/more", "o.yaml:8:7"),
        ("#/info/more/deep/0", "o.yaml:8:21"),
        ("#/info/more/deep/1", "o.yaml:18:19"),
        ("#/tags/0/name", "d.yaml:3:5"),
        ("#/tags/1/name", "d.yaml:5:5"),
        ("#/tags/1/x", "o.yaml:15:12"),
        ("#/tags/2/name", "d.yaml:6:5"),
        ("#/tags/3", "o.yaml:12:3"),
        ("#/tags/3/name", "o.yaml:13:5"),
        ("#/tags/3/name/nothing/there", "o.yaml:13:5"),
        ("#/nothing", "d.yaml:1:1"),
    ],
)
def test_values_are_located_where_they_were_written(
    tmp_path: Path, pointer: str, position: str
) -> None:
    source, _ = overlaid(tmp_path, DOCUMENT, ACTIONS)
    at = Pointer.parse(pointer)
    rendered = render_diagnostic(Diagnostic("code", "odd", at), source)
    assert rendered == f"{tmp_path}/{position}: error[code]: odd (at {pointer})"


def test_copied_values_are_located_at_the_original(tmp_path: Path) -> None:
    document = "a: {}\nb:\n  c: {d: 1}\ne: 2\n"
    actions = "- {target: $.b, update: {n: 1}}\n- {target: $.a, copy: $.b}\n"
    actions += "- {target: $.b.c.d, update: 3}\n"
    source, _ = overlaid(tmp_path, document, actions, "1.1.0")
    pointers = ["#/a/c/d", "#/a/n", "#/b/c/d"]
    found = [
        locate_diagnostics([Diagnostic("x", "", Pointer.parse(pointer))], source)[0]
        for pointer in pointers
    ]
    assert [(diagnostic.file, diagnostic.line) for diagnostic in found] == [
        (None, 3),
        (str(tmp_path / "o.yaml"), 4),
        (str(tmp_path / "o.yaml"), 6),
    ]


def test_order_of_diagnostics(
    tmp_path: Path,
) -> None:
    source, _ = overlaid(tmp_path, DOCUMENT, ACTIONS)
    later, brought = Pointer.parse("#/tags/2"), Pointer.parse("#/info/title")
    found = locate_diagnostics(
        [
            Diagnostic("warning", "", later, severity="warning"),
            Diagnostic("brought", "", brought),
            Diagnostic("own", "", later),
        ],
        source,
    )
    assert [diagnostic.code for diagnostic in found] == ["own", "brought", "warning"]


def test_origins_after_several_overlays(tmp_path: Path) -> None:
    source, _ = overlaid(tmp_path, DOCUMENT, ACTIONS)
    more = overlay_file(
        tmp_path, "- {target: '$.tags[0]', remove: true}", name="2.yaml"
    )
    again = apply_overlays(source, [read_overlay(more)], Diagnostics())
    diagnostic = Diagnostic("x", "", Pointer.parse("#/tags/2/name"))
    assert "o.yaml:13:5" in render_diagnostic(diagnostic, again)
    assert "d.yaml:6:5" in render_diagnostic(diagnostic, source)


def test_validation_process_with_an_overlaid_document(tmp_path: Path) -> None:
    valid = """
    openapi: 3.1.0
    info: {title: é, version: "1"}
    paths: {}
    """
    actions = "- {target: $.info, update: {version: 1}}"
    # A merge cannot change what a value is, except from one single value to another.
    source, found = overlaid(tmp_path, valid, actions)
    assert found == []
    with ValidationProcess.start(source) as validation:
        [problem] = validation.result()
    assert [problem] == list(validate(source.tree))
    assert f"{tmp_path}/o.yaml:4:" in render_diagnostic(problem, source)


def test_document_text_without_overlays(tmp_path: Path) -> None:
    source = read_source(document_file(tmp_path, DOCUMENT))
    assert document_text(source) == (source.text, "yaml")
