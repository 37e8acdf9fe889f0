"""References to other files: their content is copied once, to the right section."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.source.load import read_source
from tests.bundle.documents import bundled, components

THING = "type: object\n"
HEAD_3_0 = 'openapi: 3.0.3\ninfo: {title: t, version: "1"}\n'


@pytest.mark.parametrize(
    "reference",
    [
        "thing.yaml",
        "./thing.yaml",
        "a/../thing.yaml",
        "thing.yaml#",
        "%74hing.yaml",
        "{folder}/thing.yaml",
        "file://{folder}/thing.yaml",
        "file:{folder}/thing.yaml",
    ],
)
def test_relative_reference_starts_at_the_referring_file(
    tmp_path: Path, reference: str
) -> None:
    reference = reference.format(folder=tmp_path)
    root = components(f"A: {{properties: {{b: {{$ref: '{reference}'}}}}}}")
    found = bundled(tmp_path, {"api.yaml": root, "thing.yaml": THING})
    assert found.summary == []
    assert found.schemas == {
        "A": {"properties": {"b": {"$ref": "#/components/schemas/thing"}}},
        "thing": {"type": "object"},
    }


def test_mutual_references_in_json_and_yaml(tmp_path: Path) -> None:
    files = {
        "api.yaml": components("A: {items: {$ref: 'b/b.json'}}"),
        "b/b.json": '{"items": {"$ref": "../c.yaml#/deep/C"}}',
        "c.yaml": """
        deep:
          C: {anyOf: [{$ref: b/b.json}, {$ref: 'api.yaml#/components/schemas/A'}]}
        """,
    }
    found = bundled(tmp_path, files)
    assert found.summary == []
    assert found.schemas == {
        "A": {"items": {"$ref": "#/components/schemas/b"}},
        "b": {"items": {"$ref": "#/components/schemas/deep_C"}},
        "deep_C": {
            "anyOf": [
                {"$ref": "#/components/schemas/b"},
                {"$ref": "#/components/schemas/A"},
            ]
        },
    }


def test_self_references_with_and_without_fragment(tmp_path: Path) -> None:
    tree = """
    items: {$ref: '#'}
    properties: {a: {$ref: '#/properties/b'}, b: {$ref: '#/$defs/c'}}
    $defs: {c: {type: string}}
    """
    files = {"api.yaml": components("Tree: {$ref: tree.yaml}"), "tree.yaml": tree}
    found = bundled(tmp_path, files)
    assert found.summary == []
    assert found.schemas == {
        "Tree": {
            "items": {"$ref": "#/components/schemas/Tree"},
            "properties": {
                "a": {"$ref": "#/components/schemas/c"},
                "b": {"$ref": "#/components/schemas/c"},
            },
        },
        "c": {"type": "string"},
    }


def test_objects_of_every_type_go_to_their_section(tmp_path: Path) -> None:
    root = """
    openapi: 3.0.3
    info: {title: t, version: "1"}
    paths:
      /a:
        get:
          parameters: [{$ref: 'x.json#/parameter'}]
          requestBody: {$ref: 'x.json#/body'}
          responses:
            "200": {$ref: 'x.json#/response'}
          callbacks: {c: {$ref: 'x.json#/callback'}}
    components:
      securitySchemes: {key: {$ref: 'x.json#/key'}}
    """
    objects: dict[str, Any] = {
        "parameter": {"examples": {"e": {"$ref": "#/example"}}},
        "body": {"content": {"text/plain": {"schema": {"$ref": "#/schema"}}}},
        "response": {
            "headers": {"h": {"$ref": "#/header"}},
            "links": {"l": {"$ref": "#/link"}},
        },
        "callback": {"{$url}": {"post": {"parameters": [{"$ref": "#/parameter"}]}}},
        "key": {"type": "http"},
        "example": {"value": {"$ref": "is data"}},
        "schema": {"type": "string"},
        "header": {"schema": {"$ref": "#/schema"}},
        "link": {"operationId": "get"},
    }
    files = {"api.yaml": root, "x.json": json.dumps(objects)}
    found = bundled(tmp_path, files)
    assert found.summary == []
    sections = found.tree["components"]
    assert {name: set(each) for name, each in sections.items()} == {
        "securitySchemes": {"key"},
        "parameters": {"parameter"},
        "requestBodies": {"body"},
        "responses": {"response"},
        "callbacks": {"callback"},
        "examples": {"example"},
        "schemas": {"schema"},
        "headers": {"header"},
        "links": {"link"},
    }
    assert sections["examples"]["example"] == objects["example"]
    assert sections["securitySchemes"]["key"] == {"type": "http"}
    operation = found.tree["paths"]["/a"]["get"]
    assert operation["parameters"] == [{"$ref": "#/components/parameters/parameter"}]


def test_objects_without_a_section_are_inlined(tmp_path: Path) -> None:
    root = """
    openapi: 3.1.0
    info: {title: t, version: "1"}
    paths:
      /a: {$ref: './paths.yaml#/~1a'}
      /b: {$ref: './paths.yaml#/~1a'}
      /c: {get: {$ref: './paths.yaml#/~1a/get'}}
    """
    found = bundled(
        tmp_path,
        {"api.yaml": root, "paths.yaml": "/a: {get: {parameters: [{$ref: p.yaml}]}}\n"}
        | {"p.yaml": "name: p\n"},
    )
    assert found.summary == []
    item = {"get": {"parameters": [{"$ref": "#/components/parameters/p"}]}}
    assert found.tree["paths"] == {"/a": item, "/b": item, "/c": item}


def test_section_of_components_in_another_file(tmp_path: Path) -> None:
    root = """
    openapi: 3.0.3
    info: {title: t, version: "1"}
    paths: {$ref: paths/all.yaml}
    components: {schemas: {$ref: schemas/all.yaml, Own: {type: string}}}
    """
    files = {
        "api.yaml": root,
        "paths/all.yaml": "/a: {$ref: a.yaml}\n",
        "paths/a.yaml": "get: {x: 1, responses: {'200': {$ref: ../response.yaml}}}\n",
        "response.yaml": "content: {a/b: {schema: {$ref: schemas/pet.yaml}}}\n",
        "schemas/all.yaml": "Pet: {$ref: pet.yaml}\nCat: {items: {$ref: pet.yaml}}\n",
        "schemas/pet.yaml": "properties: {cat: {$ref: 'all.yaml#/Cat'}}\n",
    }
    found = bundled(tmp_path, files)
    assert found.summary == []
    assert found.schemas == {
        "Pet": {"properties": {"cat": {"$ref": "#/components/schemas/Cat"}}},
        "Cat": {"items": {"$ref": "#/components/schemas/Pet"}},
        "Own": {"type": "string"},
    }
    assert list(found.tree["paths"]) == ["/a"]
    response = found.tree["components"]["responses"]["response"]
    assert response["content"]["a/b"]["schema"] == {"$ref": "#/components/schemas/Pet"}


def test_path_item_reference_with_siblings(
    tmp_path: Path,
) -> None:
    root = """
    openapi: 3.1.0
    info: {title: t, version: "1"}
    paths:
      /a:
        $ref: a.yaml
        summary: Ours
        parameters: [{$ref: p.yaml}]
    """
    files = {"api.yaml": root, "a.yaml": "get: {}\nsummary: Theirs\n", "p.yaml": "a: 1"}
    found = bundled(tmp_path, files)
    assert found.summary == ["api.yaml:6 warning[reference-siblings]"]
    assert found.tree["paths"]["/a"] == {
        "get": {},
        "summary": "Ours",
        "parameters": [{"$ref": "#/components/parameters/p"}],
    }


def test_recursive_path_item(tmp_path: Path) -> None:
    root = HEAD_3_0 + "paths: {/a: {$ref: a.yaml}}\n"
    item = "post: {callbacks: {c: {'{$url}': {$ref: a.yaml}}}}\n"
    found = bundled(tmp_path, {"api.yaml": root, "a.yaml": item})
    assert found.summary == []
    callbacks = found.tree["paths"]["/a"]["post"]["callbacks"]
    assert callbacks == {"c": {"{$url}": {"$ref": "#/paths/~1a"}}}


def test_discriminator_mapping_to_files(tmp_path: Path) -> None:
    union = """
    oneOf: [{$ref: cat.yaml}, {$ref: dog.yaml}]
    discriminator:
      propertyName: kind
      mapping: {cat: cat.yaml, dog: './dog.yaml#', bird: Bird, no: no.yaml}
    """
    files = {
        "api.yaml": components("Pet: {$ref: pet.yaml}\nBird: {type: object}"),
        "pet.yaml": union,
        "cat.yaml": THING,
        "dog.yaml": THING,
    }
    found = bundled(tmp_path, files)
    assert found.summary == ["pet.yaml:4 error[unresolved-reference]"]
    assert found.schemas["Pet"]["discriminator"]["mapping"] == {
        "cat": "#/components/schemas/cat",
        "dog": "#/components/schemas/dog",
        "bird": "Bird",
    }


def test_sections_of_swagger2(tmp_path: Path) -> None:
    root = """
    swagger: "2.0"
    info: {title: t, version: "1"}
    paths:
      /a:
        get:
          parameters: [{$ref: 'x.yaml#/parameters/p'}]
          responses: {"200": {$ref: 'x.yaml#/responses/r'}}
    """
    other = """
    parameters: {p: {name: p, in: body, schema: {$ref: '#/definitions/s'}}}
    responses: {r: {description: '', schema: {$ref: '#/definitions/s'}}}
    definitions: {s: {type: string}}
    """
    found = bundled(tmp_path, {"api.yaml": root, "x.yaml": other})
    assert found.summary == []
    schema = {"$ref": "#/definitions/s"}
    assert found.tree["parameters"]["p"]["schema"] == schema
    assert found.tree["responses"]["r"]["schema"] == schema
    assert found.tree["definitions"] == {"s": {"type": "string"}}


def test_digests_of_referenced_files(tmp_path: Path) -> None:
    files = {"api.yaml": components("A: {$ref: a.yaml}\nB: {$ref: b.yaml}")}
    found = bundled(tmp_path, {**files, "a.yaml": THING})
    digest = read_source(tmp_path / "a.yaml").digest
    assert [item.digest for item in found.source.referenced] == [digest, None]
