"""`$id`, anchors and `$self`, which OpenAPI supports since 3.1 and 3.2."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bundle.documents import bundled, components

VERSION = "3.1.0"


def test_reference_by_id(tmp_path: Path) -> None:
    root = """
    Pet: {$id: 'https://example.com/pet', properties: {tag: {$ref: tag}}}
    Tag: {$id: 'https://example.com/tag', type: string}
    Other: {$ref: 'https://example.com/pet#/properties/tag'}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.summary == []
    assert found.schemas == {
        "Pet": {"properties": {"tag": {"$ref": "#/components/schemas/Tag"}}},
        "Tag": {"type": "string"},
        "Other": {"$ref": "#/components/schemas/Pet/properties/tag"},
    }


def test_pointer_starts_at_the_enclosing_id(tmp_path: Path) -> None:
    root = """
    Pet:
      $id: pet
      $defs: {tag: {type: string}}
      properties:
        tag: {$ref: '#/$defs/tag'}
        friend: {$ref: '#'}
        other: {$ref: '#/components/schemas/Other'}
    Other: {type: string}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.summary == []
    assert found.schemas["Pet"]["properties"] == {
        "tag": {"$ref": "#/components/schemas/Pet/$defs/tag"},
        "friend": {"$ref": "#/components/schemas/Pet"},
        "other": {"$ref": "#/components/schemas/Other"},
    }


def test_anchors_in_the_document_and_other_files(tmp_path: Path) -> None:
    root = """
    Pet: {$anchor: pet, items: {$ref: '#pet'}}
    Other: {anyOf: [{$ref: 'x.yaml#tag'}, {$ref: '#no'}]}
    """
    other = "deep: {deeper: {$anchor: tag, type: string}}\n"
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION), "x.yaml": other})
    assert found.summary == ["api.yaml:7 error[unresolved-reference]"]
    assert found.schemas == {
        "Pet": {"items": {"$ref": "#/components/schemas/Pet"}},
        "Other": {"anyOf": [{"$ref": "#/components/schemas/deep_deeper"}, {}]},
        "deep_deeper": {"type": "string"},
    }


def test_anchor_in_a_property_named_like_a_keyword(
    tmp_path: Path,
) -> None:
    root = """
    Pet:
      properties: {value: {$anchor: value, type: string}, x-a: {$anchor: a, type: number}}
      default: {$anchor: none}
    Other: {anyOf: [{$ref: '#value'}, {$ref: '#a'}, {$ref: '#none'}]}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.summary == ["api.yaml:9 error[unresolved-reference]"]
    assert found.schemas["Other"]["anyOf"][:2] == [
        {"$ref": "#/components/schemas/Pet/properties/value"},
        {"$ref": "#/components/schemas/Pet/properties/x-a"},
    ]


def test_anchors_in_examples_are_ignored(tmp_path: Path) -> None:
    root = "Other: {anyOf: [{$ref: '#shown'}, {$ref: '#there'}]}"
    shown = "{dataValue: {$anchor: shown}, value: {$anchor: there}}"
    text = f"{components(root, '3.2.0')}  examples: {{pet: {shown}}}\n"
    found = bundled(tmp_path, {"api.yaml": text})
    assert found.summary == ["api.yaml:6 error[unresolved-reference]"] * 2


def test_dynamic_reference_without_override(
    tmp_path: Path,
) -> None:
    root = """
    Node:
      $dynamicAnchor: node
      properties: {child: {$dynamicRef: '#node', description: Below}}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.summary == []
    child = {"description": "Below", "$ref": "#/components/schemas/Node"}
    assert found.schemas == {"Node": {"properties": {"child": child}}}


def test_dynamic_reference_with_override_warns(tmp_path: Path) -> None:
    root = """
    Node: {$id: a, $dynamicAnchor: node, items: {$dynamicRef: '#node'}}
    Strict: {$id: b, $dynamicAnchor: node, $ref: a}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.summary == ["api.yaml:6 warning[dynamic-reference]"]
    assert found.schemas["Node"] == {"items": {"$ref": "#/components/schemas/Node"}}


def test_dynamic_reference_beside_a_reference(tmp_path: Path) -> None:
    root = """
    A: {$anchor: a}
    B: {$ref: '#a', $dynamicRef: '#c'}
    C: {$dynamicAnchor: c}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.schemas["B"] == {
        "$ref": "#/components/schemas/A",
        "allOf": [{"$ref": "#/components/schemas/C"}],
    }


@pytest.mark.parametrize("reference", ["b.yaml", "https://example.com/schemas/b.yaml"])
def test_local_file_with_a_url_as_id(tmp_path: Path, reference: str) -> None:
    files = {
        "api.yaml": components(
            "Root: {items: {$ref: a.yaml}}\nB: {$ref: b.yaml}", VERSION
        ),
        "a.yaml": f"$id: https://example.com/schemas/a.yaml\nitems: {{$ref: '{reference}'}}\n",
        "b.yaml": "$id: https://example.com/schemas/b.yaml\ntype: string\n",
    }
    found = bundled(tmp_path, files)
    assert found.summary == []
    assert found.schemas["a"] == {"items": {"$ref": "#/components/schemas/B"}}


def test_unknown_id_is_an_error(tmp_path: Path) -> None:
    root = components("A: {$ref: 'urn:example:pet'}", VERSION)
    assert bundled(tmp_path, {"api.yaml": root}).summary == [
        "api.yaml:6 error[unresolved-reference]"
    ]


def test_references_are_relative_to_self(tmp_path: Path) -> None:
    root = components("A: {$ref: 'b#/components/schemas/B'}\nB: {}", "3.2.0")
    root = root.replace("info:", "$self: https://example.com/b\ninfo:")
    found = bundled(tmp_path, {"api.yaml": root})
    assert found.summary == []
    assert found.schemas["A"] == {"$ref": "#/components/schemas/B"}


def test_id_is_ignored_before_3_1(tmp_path: Path) -> None:
    files = {
        "api.yaml": components("Root: {items: {$ref: s/a.json}}"),
        "s/a.json": '{"$schema": "…", "$id": "https://x.example/y/", "items": {"$ref": "b.json"}}',
        "s/b.json": '{"type": "string"}',
    }
    found = bundled(tmp_path, files)
    assert found.summary == []
    assert found.schemas["a"] == {"items": {"$ref": "#/components/schemas/b"}}
