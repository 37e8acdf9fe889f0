"""The quick check for references out of a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostics
from generator.source.bundle import bundle_references
from generator.source.bundle.bundle_references import may_need_bundling
from generator.source.load import read_source
from tests.bundle.documents import bundled, write


@pytest.mark.parametrize("name", ["api.json", "api.yaml"])
def test_document_without_outside_references_is_unchanged(
    tmp_path: Path, name: str
) -> None:
    schemas = {
        "A": {"$ref": "#/components/schemas/B"},
        "B": {"pattern": "$ref", "example": {"$ref": "a.yaml"}, "default": "$"},
        "C": {"properties": {"$ref": {"type": "string"}, "$id": {"type": "string"}}},
    }
    tree = {"openapi": "3.1.0", "components": {"schemas": schemas}}
    write(tmp_path, {name: json.dumps(tree)})
    source = read_source(tmp_path / name)
    assert bundle_references(source, tmp_path / name, (), Diagnostics()) is source


@pytest.mark.parametrize(
    ("mapping", "is_needed"),
    [
        ('{"a": "Pet", "b": "#/components/schemas/Pet"}', False),
        ('{"a": "Pet",\n "b" :"pet.yaml"}', True),
        ('{"a": "./pet"}', True),
        ('{"a": "\\u002e/pet"}', True),
        ('{"type": "object", "properties": {}}', True),
    ],
)
def test_mapping_in_json_may_name_files(
    tmp_path: Path, mapping: str, is_needed: bool
) -> None:
    write(tmp_path, {"api.json": f'{{"a": {{"mapping": {mapping}}}}}'})
    assert may_need_bundling(read_source(tmp_path / "api.json")) == is_needed


@pytest.mark.parametrize("key", ["$ref", "\\u0024ref", "\\u0024re\\u0066"])
def test_escaped_reference_in_json_is_detected(tmp_path: Path, key: str) -> None:
    root = '{"openapi": "3.0.3", "components": {"schemas": {"A": {"%s": "a.yaml"}}}}'
    found = bundled(
        tmp_path, {"api.json": root % key, "a.yaml": "type: object"}, root="api.json"
    )
    assert found.schemas == {"A": {"type": "object"}}
