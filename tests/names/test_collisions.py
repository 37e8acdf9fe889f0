"""Collisions: which of two things gets the preferred name, and how the other one is named."""

from __future__ import annotations

from generator.naming.argument_names import name_fields
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
    """Return the names of types, by pointer relative to the components."""
    names = names_of(document(paths or {}, schemas))
    return {
        key[1].removeprefix("#").removeprefix("/components/schemas/"): name
        for key, name in names.items()
        if key[0] == "type"
    }


def arguments(post: Tree) -> dict[tuple[str, ...], object]:
    """Return the arguments of one operation, by location and name."""
    names = names_of(document({"/x/{id}": {"post": post}}, {}))
    return {key[2:]: name for key, name in names.items() if key[0] == "argument"}


def test_unchanged_name_takes_precedence_over_converted_name() -> None:
    named = classes({"tax_id": record(a=TEXT), "TaxId": record(b=TEXT)})
    assert named == {"TaxId": "TaxId", "tax_id": "TaxIdModel"}


def test_component_takes_precedence_over_inline_type() -> None:
    named = classes(
        {"pet": record(owner=record(a=TEXT)), "pet_owner": record(b=TEXT)},
    )
    assert named["pet_owner"] == "PetOwner"
    assert named["pet/properties/owner"] == "PetOwnerModel"


def test_colliding_inline_type_appends_its_title() -> None:
    owner = record(a=TEXT) | {"title": "A person"}
    named = classes({"pet": record(owner=owner), "pet_owner": record(b=TEXT)})
    assert named["pet/properties/owner"] == "PetOwnerAPerson"


def test_colliding_enum_appends_enum() -> None:
    kinds = {"enum": ["a", "b"]}
    named = classes({"pet": record(kind=kinds), "pet_kind": record(b=TEXT)})
    assert named["pet/properties/kind"] == "PetKindEnum"


def test_equal_names_are_numbered_in_natural_order() -> None:
    members = [record("a", **{"a": TEXT, f"b{number}": TEXT}) for number in range(12)]
    named = classes({"pet": record(of={"anyOf": members})})
    numbered = [
        named[f"pet/properties/of/anyOf/{number}"] for number in range(len(members))
    ]
    assert numbered == [
        *("PetOf", "PetOfModel"),
        *(f"PetOf{number}" for number in range(2, 12)),
    ]


def test_class_reserves_the_name_of_its_typed_dict() -> None:
    named = classes({"pet": record(a=TEXT), "petDict": record(b=TEXT)})
    assert named == {"pet": "Pet", "petDict": "PetDictModel"}


def test_types_do_not_use_reserved_names() -> None:
    reserved = sorted(name for name in TYPE_NAMES if name[:1].isupper())
    named = classes({name: record(**{f"in_{name}": TEXT}) for name in reserved})
    assert not TYPE_NAMES & set(map(str, named.values()))
    assert named["Literal"] == "LiteralModel"


def test_fields_with_equal_identifiers_are_numbered() -> None:
    assert name_fields(["tax-id", "taxId", "tax_id"]) == {
        "tax_id": "tax_id",
        "tax-id": "tax_id_",
        "taxId": "tax_id_2",
    }


def test_fields_do_not_shadow_model_attributes() -> None:
    named = name_fields([*FIELD_NAMES, "class", "class_"])
    assert len(set(named.values())) == len(named)
    assert not FIELD_NAMES & set(named.values())
    assert named["to_dict"] == "to_dict_"
    assert (named["class_"], named["class"]) == ("class_", "class__")


def test_colliding_arguments_append_their_location() -> None:
    post = operation(
        "x",
        {},
        (parameter("id", "header"), parameter("id", "query"), parameter("id", "path")),
        record(id=TEXT),
    )
    assert arguments(post) == {
        ("path", "id"): "id",
        ("query", "id"): "id_query",
        ("header", "id"): "id_header",
        ("body", "id"): "id_body",
    }


def test_arguments_do_not_shadow_common_arguments() -> None:
    names = sorted(ARGUMENT_NAMES)
    post = operation("x", {}, tuple(parameter(name, "query") for name in names))
    named = {key[1]: name for key, name in arguments(post).items()}
    assert named == {name: f"{name}_query" for name in names}


def test_functions_do_not_use_names_of_async_variants() -> None:
    keys = ["get", "getAsync", "get_async"]
    paths = {f"/{key}": {"get": operation(key, ref("pet"))} for key in keys}
    names = names_of(document(paths, {"pet": record(a=TEXT)}))
    assert {key: names["function", key] for key in keys} == {
        "get": "get",
        "getAsync": "get_async_2",
        "get_async": "get_async_",
    }
