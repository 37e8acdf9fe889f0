"""Two things that ask for the same name: which of them keeps it, and what becomes of the other."""

from __future__ import annotations

from generator.naming.names import name_fields
from generator.naming.reserved import ARGUMENT_NAMES, FIELD_NAMES, TYPE_NAMES
from tests.names.documents import (
    Tree,
    document,
    names_of,
    operation,
    parameter,
    record,
    ref,
)

TEXT = {"type": "string"}


def classes(schemas: Tree, paths: Tree | None = None) -> dict[str, object]:
    """The name of each type, by its pointer without the lead that all components have."""
    names = names_of(document(paths or {}, schemas))
    return {
        key[1].removeprefix("#").removeprefix("/components/schemas/"): name
        for key, name in names.items()
        if key[0] == "type"
    }


def arguments(made: Tree) -> dict[tuple[str, ...], object]:
    """The arguments of one operation, by location and name."""
    names = names_of(document({"/x/{id}": {"post": made}}, {}))
    return {key[2:]: name for key, name in names.items() if key[0] == "argument"}


def test_the_exact_spelling_goes_before_a_converted_one() -> None:
    named = classes({"tax_id": record(a=TEXT), "TaxId": record(b=TEXT)})
    assert named == {"TaxId": "TaxId", "tax_id": "TaxIdModel"}


def test_a_component_goes_before_an_inline_type() -> None:
    named = classes(
        {"pet": record(owner=record(a=TEXT)), "pet_owner": record(b=TEXT)},
    )
    assert named["pet_owner"] == "PetOwner"
    assert named["pet/properties/owner"] == "PetOwnerModel"


def test_an_inline_type_steps_aside_to_its_title_first() -> None:
    owner = record(a=TEXT) | {"title": "A person"}
    named = classes({"pet": record(owner=owner), "pet_owner": record(b=TEXT)})
    assert named["pet/properties/owner"] == "PetOwnerAPerson"


def test_an_enum_steps_aside_as_an_enum() -> None:
    kinds = {"enum": ["a", "b"]}
    named = classes({"pet": record(kind=kinds), "pet_kind": record(b=TEXT)})
    assert named["pet/properties/kind"] == "PetKindEnum"


def test_types_that_differ_in_nothing_else_are_numbered_in_order() -> None:
    members = [record("a", **{"a": TEXT, f"b{number}": TEXT}) for number in range(12)]
    named = classes({"pet": record(of={"anyOf": members})})
    numbered = [
        named[f"pet/properties/of/anyOf/{number}"] for number in range(len(members))
    ]
    assert numbered == [
        *("PetOf", "PetOfModel"),
        *(f"PetOf{number}" for number in range(2, 12)),
    ]


def test_the_name_of_a_typed_dict_is_taken_with_its_class() -> None:
    named = classes({"pet": record(a=TEXT), "petDict": record(b=TEXT)})
    assert named == {"pet": "Pet", "petDict": "PetDictModel"}


def test_names_that_generated_code_uses_itself_are_taken() -> None:
    reserved = sorted(name for name in TYPE_NAMES if name[:1].isupper())
    named = classes({name: record(**{f"in_{name}": TEXT}) for name in reserved})
    assert not TYPE_NAMES & set(map(str, named.values()))
    assert named["Literal"] == "LiteralModel"


def test_fields_that_python_spells_alike_are_told_apart() -> None:
    assert name_fields(["tax-id", "taxId", "tax_id"]) == {
        "tax_id": "tax_id",
        "tax-id": "tax_id_",
        "taxId": "tax_id_2",
    }


def test_fields_do_not_shadow_what_a_model_has() -> None:
    named = name_fields([*FIELD_NAMES, "class", "class_"])
    assert len(set(named.values())) == len(named)
    assert not FIELD_NAMES & set(named.values())
    assert named["to_dict"] == "to_dict_"
    assert (named["class_"], named["class"]) == ("class_", "class__")


def test_arguments_alike_are_told_apart_by_where_they_go() -> None:
    made = operation(
        "x",
        {},
        (parameter("id", "header"), parameter("id", "query"), parameter("id", "path")),
        record(id=TEXT),
    )
    assert arguments(made) == {
        ("path", "id"): "id",
        ("query", "id"): "id_query",
        ("header", "id"): "id_header",
        ("body", "id"): "id_body",
    }


def test_arguments_do_not_shadow_those_that_every_operation_has() -> None:
    names = sorted(ARGUMENT_NAMES)
    made = operation("x", {}, tuple(parameter(name, "query") for name in names))
    named = {key[1]: name for key, name in arguments(made).items()}
    assert named == {name: f"{name}_query" for name in names}


def test_functions_do_not_take_the_name_of_anothers_async_twin() -> None:
    keys = ["get", "getAsync", "get_async"]
    paths = {f"/{key}": {"get": operation(key, ref("pet"))} for key in keys}
    names = names_of(document(paths, {"pet": record(a=TEXT)}))
    assert {key: names["function", key] for key in keys} == {
        "get": "get",
        "getAsync": "get_async_2",
        "get_async": "get_async_",
    }
