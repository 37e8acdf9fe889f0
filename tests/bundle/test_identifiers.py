"""OpenAPI 3.1 and later: schemas by `$id` and by anchor, and `$self` as where references start."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bundle.documents import bundled, components

VERSION = "3.1.0"


def test_a_schema_is_found_by_its_identifier(tmp_path: Path) -> None:
    root = """
    Pet: {$id: 'https://example.com/pet', properties: {tag: {$ref: tag}}}
    Tag: {$id: 'https://example.com/tag', type: string}
    Other: {$ref: 'https://example.com/pet#/properties/tag'}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.told == []
    assert found.schemas == {
        "Pet": {"properties": {"tag": {"$ref": "#/components/schemas/Tag"}}},
        "Tag": {"type": "string"},
        "Other": {"$ref": "#/components/schemas/Pet/properties/tag"},
    }


def test_a_pointer_starts_from_the_identified_schema_around_it(tmp_path: Path) -> None:
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
    assert found.told == []
    assert found.schemas["Pet"]["properties"] == {
        "tag": {"$ref": "#/components/schemas/Pet/$defs/tag"},
        "friend": {"$ref": "#/components/schemas/Pet"},
        "other": {"$ref": "#/components/schemas/Other"},
    }


def test_anchors_are_found_in_the_document_and_in_other_files(tmp_path: Path) -> None:
    root = """
    Pet: {$anchor: pet, items: {$ref: '#pet'}}
    Other: {anyOf: [{$ref: 'x.yaml#tag'}, {$ref: '#no'}]}
    """
    other = "deep: {deeper: {$anchor: tag, type: string}}\n"
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION), "x.yaml": other})
    assert found.told == ["api.yaml:7 error[unresolved-reference]"]
    assert found.schemas == {
        "Pet": {"items": {"$ref": "#/components/schemas/Pet"}},
        "Other": {"anyOf": [{"$ref": "#/components/schemas/deep_deeper"}, {}]},
        "deep_deeper": {"type": "string"},
    }


def test_a_property_that_is_called_like_a_keyword_has_its_anchor(
    tmp_path: Path,
) -> None:
    root = """
    Pet:
      properties: {value: {$anchor: value, type: string}, x-a: {$anchor: a, type: number}}
      default: {$anchor: none}
    Other: {anyOf: [{$ref: '#value'}, {$ref: '#a'}, {$ref: '#none'}]}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.told == ["api.yaml:9 error[unresolved-reference]"]
    assert found.schemas["Other"]["anyOf"][:2] == [
        {"$ref": "#/components/schemas/Pet/properties/value"},
        {"$ref": "#/components/schemas/Pet/properties/x-a"},
    ]


def test_what_an_example_shows_has_no_anchors(tmp_path: Path) -> None:
    root = "Other: {anyOf: [{$ref: '#shown'}, {$ref: '#there'}]}"
    shown = "{dataValue: {$anchor: shown}, value: {$anchor: there}}"
    text = f"{components(root, '3.2.0')}  examples: {{pet: {shown}}}\n"
    found = bundled(tmp_path, {"api.yaml": text})
    assert found.told == ["api.yaml:6 error[unresolved-reference]"] * 2


def test_a_dynamic_reference_is_a_plain_one_where_nothing_extends_it(
    tmp_path: Path,
) -> None:
    root = """
    Node:
      $dynamicAnchor: node
      properties: {child: {$dynamicRef: '#node', description: Below}}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.told == []
    child = {"description": "Below", "$ref": "#/components/schemas/Node"}
    assert found.schemas == {"Node": {"properties": {"child": child}}}


def test_a_dynamic_reference_that_something_extends_is_told(tmp_path: Path) -> None:
    root = """
    Node: {$id: a, $dynamicAnchor: node, items: {$dynamicRef: '#node'}}
    Strict: {$id: b, $dynamicAnchor: node, $ref: a}
    """
    found = bundled(tmp_path, {"api.yaml": components(root, VERSION)})
    assert found.told == ["api.yaml:6 warning[dynamic-reference]"]
    assert found.schemas["Node"] == {"items": {"$ref": "#/components/schemas/Node"}}


def test_a_dynamic_reference_beside_another_one_holds_as_well(tmp_path: Path) -> None:
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
def test_files_that_are_identified_by_the_web_are_read_from_where_they_lie(
    tmp_path: Path, reference: str
) -> None:
    files = {
        "api.yaml": components(
            "Root: {items: {$ref: a.yaml}}\nB: {$ref: b.yaml}", VERSION
        ),
        "a.yaml": f"$id: https://example.com/schemas/a.yaml\nitems: {{$ref: '{reference}'}}\n",
        "b.yaml": "$id: https://example.com/schemas/b.yaml\ntype: string\n",
    }
    found = bundled(tmp_path, files)
    assert found.told == []
    assert found.schemas["a"] == {"items": {"$ref": "#/components/schemas/B"}}


def test_an_identifier_that_nothing_has_is_told(tmp_path: Path) -> None:
    root = components("A: {$ref: 'urn:example:pet'}", VERSION)
    assert bundled(tmp_path, {"api.yaml": root}).told == [
        "api.yaml:6 error[unresolved-reference]"
    ]


def test_references_start_from_what_a_document_calls_itself(tmp_path: Path) -> None:
    root = components("A: {$ref: 'b#/components/schemas/B'}\nB: {}", "3.2.0")
    root = root.replace("info:", "$self: https://example.com/b\ninfo:")
    found = bundled(tmp_path, {"api.yaml": root})
    assert found.told == []
    assert found.schemas["A"] == {"$ref": "#/components/schemas/B"}


def test_before_3_1_an_identifier_means_nothing(tmp_path: Path) -> None:
    files = {
        "api.yaml": components("Root: {items: {$ref: s/a.json}}"),
        "s/a.json": '{"$schema": "…", "$id": "https://x.example/y/", "items": {"$ref": "b.json"}}',
        "s/b.json": '{"type": "string"}',
    }
    found = bundled(tmp_path, files)
    assert found.told == []
    assert found.schemas["a"] == {"items": {"$ref": "#/components/schemas/b"}}
