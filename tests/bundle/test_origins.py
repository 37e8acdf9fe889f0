"""Diagnostics of all stages are located in the file that contains the value."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic
from generator.core.pointer import Pointer
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import open_document
from generator.source.load import Source, render_diagnostic
from tests.bundle.documents import write

FILES = {
    "api.yaml": """
        openapi: 3.1.0
        info: {title: t, version: "1"}
        paths:
          /a:
            $ref: paths.yaml#/a
            summary: here
        components:
          schemas:
            Pet:
              $ref: s/pet.yaml
        """,
    "paths.yaml": """
        a:
          get:
            parameters:
            - $ref: other.json#/p
            callbacks:
              c:
                x: {$ref: '#/b'}
        b:
          put: {}
        """,
    "other.json": '{"p":\n{"name": 1}}',
    "s/pet.yaml": """
        type: object
        properties:
          dynamic: {$dynamicRef: '#tag'}
          tag:
            $dynamicAnchor: tag
            type: string
        """,
    "o.yaml": """
        overlay: 1.0.0
        info: {title: o, version: "1"}
        actions:
        - target: $.components.schemas
          update:
            New:
              items: {$ref: s/pet.yaml}
              type: array
        """,
}


@pytest.fixture
def source(tmp_path: Path) -> Source:
    write(tmp_path, FILES)
    request = DocumentRequest(tmp_path / "api.yaml", (tmp_path / "o.yaml",))
    opened = open_document(request)
    assert opened.diagnostics == ()
    return opened.source


@pytest.mark.parametrize(
    ("pointer", "position"),
    [
        ("#", "api.yaml:1:1"),
        ("#/paths/~1a", "paths.yaml:1:1"),
        ("#/paths/~1a/summary", "api.yaml:6:5"),
        ("#/paths/~1a/get", "paths.yaml:2:3"),
        ("#/paths/~1a/get/parameters/0/$ref", "paths.yaml:4:7"),
        ("#/paths/~1a/get/callbacks/c", "paths.yaml:6:7"),
        ("#/paths/~1a/get/callbacks/c/x", "paths.yaml:8:1"),
        ("#/paths/~1a/get/callbacks/c/x/put", "paths.yaml:9:3"),
        ("#/components", "api.yaml:7:1"),
        ("#/components/parameters/p/name", "other.json:2:2"),
        ("#/components/schemas/Pet", "pet.yaml:1:1"),
        ("#/components/schemas/Pet/properties/tag/type", "pet.yaml:6:5"),
        ("#/components/schemas/Pet/properties/dynamic/$ref", "pet.yaml:3:13"),
        ("#/components/schemas/New/items/$ref", "o.yaml:7:15"),
        ("#/components/schemas/New/type", "o.yaml:8:7"),
    ],
)
def test_values_are_located_where_they_were_written(
    source: Source, pointer: str, position: str
) -> None:
    at = Pointer.parse(pointer)
    rendered = render_diagnostic(Diagnostic("code", "odd", at), source)
    assert Path(rendered.partition(": ")[0]).name == position


def test_file_names_in_diagnostics_follow_that_of_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"in/" + name: text for name, text in FILES.items()})
    monkeypatch.chdir(tmp_path)
    source = open_document(DocumentRequest(Path("in/api.yaml"))).source
    at = Pointer(("components", "schemas", "Pet", "type"))
    rendered = render_diagnostic(Diagnostic("code", "odd", at), source)
    assert rendered.startswith("in/s/pet.yaml:1:1: error[code]")
