"""Names of components that are copied from other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bundle.documents import bundled, components


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("x.yaml#/components/schemas/Error", "Error"),
        ("x.yaml#/definitions/Error", "Error"),
        ("x.yaml#/Error", "Error"),
        ("x.yaml", "x"),
        ("x.yaml#/Error/properties/code", "code"),
        ("x.yaml#/Error/items", "Error_items"),
        ("x.yaml#/a~1b", "a_b"),
        ("x.yaml#/ü", "other"),
    ],
)
def test_component_keeps_its_name_from_the_other_file(
    tmp_path: Path, reference: str, name: str
) -> None:
    error = "{properties: {code: {type: string}}, items: {}}"
    other = (
        f"Error: {error}\ncomponents: {{schemas: {{Error: {error}}}}}\n"
        f"definitions: {{Error: {error}}}\na/b: {{}}\nü: {{}}\n"
    )
    root = components(f"A: {{items: {{$ref: '{reference}'}}}}")
    found = bundled(tmp_path, {"api.yaml": root, "x.yaml": other})
    assert found.summary == []
    assert list(found.schemas) == ["A", name]


def test_name_in_the_document_takes_precedence(tmp_path: Path) -> None:
    root = """
    A: {items: {$ref: pet.yaml}}
    Pet: {$ref: pet.yaml}
    Animal: {$ref: pet.yaml}
    """
    found = bundled(
        tmp_path, {"api.yaml": components(root), "pet.yaml": "type: string"}
    )
    assert found.schemas == {
        "A": {"items": {"$ref": "#/components/schemas/Pet"}},
        "Pet": {"type": "string"},
        "Animal": {"$ref": "#/components/schemas/Pet"},
    }


def test_file_with_only_a_reference_adds_no_component(tmp_path: Path) -> None:
    files = {
        "api.yaml": components("A: {items: {$ref: 'index.yaml#/Pet'}}"),
        "index.yaml": "Pet: {$ref: pet.yaml}\n",
        "pet.yaml": "type: string\n",
    }
    assert list(bundled(tmp_path, files).schemas) == ["A", "pet"]


def test_name_conflicts_add_the_file_name_then_a_number(
    tmp_path: Path,
) -> None:
    root = """
    error: {type: integer}
    A:
      anyOf:
      - {$ref: 'x.yaml#/Error'}
      - {$ref: 'b/x.yaml#/Error'}
      - {$ref: 'y.yaml#/Error'}
      - {$ref: 'b/error.yaml'}
    """
    files = dict.fromkeys(("x.yaml", "b/x.yaml", "y.yaml"), "Error: {type: string}\n")
    files |= {"api.yaml": components(root), "b/error.yaml": "type: string\n"}
    found = bundled(tmp_path, files)
    names = ["error", "A", "x_Error", "x_Error_2", "y_Error", "b_error"]
    assert list(found.schemas) == names


def test_discriminator_of_a_renamed_schema(tmp_path: Path) -> None:
    other = """
    Pet: {oneOf: [{$ref: '#/Cat'}, {$ref: '#/Dog'}], discriminator: {propertyName: p}}
    Cat: {type: object}
    Dog: {type: object}
    """
    root = components("Cat: {type: string}\nA: {items: {$ref: 'x.yaml#/Pet'}}")
    found = bundled(tmp_path, {"api.yaml": root, "x.yaml": other})
    assert found.schemas["Pet"]["discriminator"] == {
        "propertyName": "p",
        "mapping": {"Cat": "#/components/schemas/x_Cat"},
    }


def test_names_do_not_depend_on_the_location_of_the_document(tmp_path: Path) -> None:
    root = components("Pet: {type: string}\nA: {items: {$ref: pet.yaml}}")
    found = bundled(tmp_path, {"api.yaml": root, "pet.yaml": "type: string"})
    assert list(found.schemas) == ["Pet", "A", "pet_2"]
