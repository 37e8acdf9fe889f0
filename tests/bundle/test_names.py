"""What comes from other files has the name it has there, and no two things have one name."""

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
def test_a_thing_is_called_as_in_its_own_file(
    tmp_path: Path, reference: str, name: str
) -> None:
    error = "{properties: {code: {type: string}}, items: {}}"
    other = (
        f"Error: {error}\ncomponents: {{schemas: {{Error: {error}}}}}\n"
        f"definitions: {{Error: {error}}}\na/b: {{}}\nü: {{}}\n"
    )
    root = components(f"A: {{items: {{$ref: '{reference}'}}}}")
    found = bundled(tmp_path, {"api.yaml": root, "x.yaml": other})
    assert found.told == []
    assert list(found.schemas) == ["A", name]


def test_the_name_that_the_document_gives_wins(tmp_path: Path) -> None:
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


def test_a_file_that_only_refers_on_adds_no_name(tmp_path: Path) -> None:
    files = {
        "api.yaml": components("A: {items: {$ref: 'index.yaml#/Pet'}}"),
        "index.yaml": "Pet: {$ref: pet.yaml}\n",
        "pet.yaml": "type: string\n",
    }
    assert list(bundled(tmp_path, files).schemas) == ["A", "pet"]


def test_names_that_are_taken_get_their_files_in_front_and_then_numbers(
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


def test_a_discriminator_still_knows_what_got_another_name(tmp_path: Path) -> None:
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


def test_names_do_not_say_where_on_a_machine_the_document_is(tmp_path: Path) -> None:
    root = components("Pet: {type: string}\nA: {items: {$ref: pet.yaml}}")
    found = bundled(tmp_path, {"api.yaml": root, "pet.yaml": "type: string"})
    assert list(found.schemas) == ["Pet", "A", "pet_2"]
