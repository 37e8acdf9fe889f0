"""The name lock: a rebuild keeps the names of a client even if the rules derive others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.naming.apply_name_lock import KeptName
from generator.naming.name_lock import NameLock
from tests.names.builds import Build, assert_kept
from tests.names.documents import (
    CROWDED,
    Tree,
    additions,
    document,
    operation,
    parameter,
    record,
    ref,
    with_parts,
)
from tests.property_settings import examples

many = examples(20, with_slow=60)


@many
@given(additions(CROWDED))
def test_rebuild_keeps_every_name(parts: tuple[Tree, Tree]) -> None:
    before = Build(CROWDED)
    assert_kept(before, Build(with_parts(CROWDED, *parts), before))


# Names in the document, or close to them.
_COLLIDING = (
    *("Pet", "pet", "PET", "petOwner", "PetOwner", "pet-owner", "DeletedPet"),
    *("List", "ListModel", "Pet_status", "PetStatus", "PetOwnerModel", "list_of"),
)
_KEYS = ("list-pets", "ListPets", "get_pet", "getPet", "delete", "list_pets_v2")
_PATHS = ("/v1/pets/search", "/v1/shop", "/v1/shop/carts", "/v1/pets/{id}/list", "/v0")


@many
@given(
    st.sets(st.sampled_from(_COLLIDING)),
    st.lists(
        st.tuples(st.sampled_from(_PATHS), st.sampled_from(_KEYS)),
        unique_by=(lambda pair: pair[0], lambda pair: pair[1]),
    ),
)
def test_colliding_additions_do_not_take_existing_names(
    schemas: set[str], operations: list[tuple[str, str]]
) -> None:
    existing = CROWDED["components"]["schemas"]
    before = Build(CROWDED)
    paths = {
        path: {
            "get": operation(
                key,
                ref("pet"),
                (parameter("id", "path"),) if "{id}" in path else (),
            )
        }
        for path, key in operations
    }
    added = {
        name: record(new={"type": "string"}) for name in schemas if name not in existing
    }
    after = Build(with_parts(CROWDED, paths, added), before)
    assert_kept(before, after)
    assert len(set(after.types.values())) == len(after.types)
    assert len(set(after.functions.values())) == len(after.functions)
    assert len(set(after.methods.values())) == len(after.methods)


def test_added_component_does_not_take_the_name_of_an_inline_type() -> None:
    tree = document(
        {"/a": {"get": operation("a", ref("pet"))}},
        {"pet": record(owner=record(name={"type": "string"}))},
    )
    before = Build(tree)
    inline = "#/components/schemas/pet/properties/owner"
    assert before.types[inline] == "PetOwner"
    grown = with_parts(tree, {}, {"pet_owner": record(x={"type": "string"})})
    assert Build(grown).types[inline] == "PetOwnerModel"
    after = Build(grown, before)
    assert after.types[inline] == "PetOwner"
    assert after.types["#/components/schemas/pet_owner"] == "PetOwnerModel"
    assert KeptName("PetOwner", "PetOwnerModel") in after.kept


def test_lock_is_preserved_over_several_builds() -> None:
    tree = document(
        {"/a": {"get": operation("a", ref("pet"))}},
        {"pet": record(owner=record(name={"type": "string"}))},
    )
    grown = with_parts(tree, {}, {"pet_owner": record(x={"type": "string"})})
    second = Build(grown, Build(tree))
    assert_kept(second, Build(grown, second))


def test_method_is_kept_when_added_paths_would_rename_it() -> None:
    tree = document(
        {"/pets": {"get": operation("pets", ref("pet"))}}, {"pet": record()}
    )
    before = Build(tree)
    assert before.methods == {"pets": "pets.retrieve"}
    member = operation("pet", ref("pet"), (parameter("id", "path"),))
    grown = with_parts(tree, {"/pets/{id}": {"get": member}}, {})
    assert Build(grown).methods["pets"] == "pets.list"
    after = Build(grown, before)
    assert after.methods["pets"] == "pets.retrieve"
    assert after.methods["pet"] == "pets.pet"
    assert KeptName("pets.retrieve", "pets.list") in after.kept


def test_resource_yields_to_kept_method_of_the_same_name() -> None:
    tree = document(
        {"/pets/search": {"get": operation("search", ref("pet"))}}
        | {
            "/pets/{id}": {
                "get": operation("pet", ref("pet"), (parameter("id", "path"),))
            }
        },
        {"pet": record()},
    )
    before = Build(tree)
    assert before.methods["search"] == "pets.search"
    member = operation("found", ref("pet"), (parameter("id", "path"),))
    after = Build(with_parts(tree, {"/pets/search/{id}": {"get": member}}, {}), before)
    assert after.methods["found"] == "pets.search_.retrieve"
    assert after.methods["search"] == "pets.search"


def test_unchanged_document_reports_no_kept_names() -> None:
    before = Build(CROWDED)
    assert Build(CROWDED, before).kept == ()


def test_keys_with_separators_survive_the_manifest() -> None:
    tree = document(
        {"/a b": {"get": {**operation("get = a b%", ref("pet")), "tags": ["a/b c"]}}},
        {"pet": record(), "pet.a_b-": record()},
    )
    before = Build(tree)
    assert set(before.lock.operations) == {"get = a b%"}
    assert before.lock.schemas == {"pet", "pet.a_b-"}


@pytest.mark.parametrize(
    "stored",
    [
        {"types": {"#/a": "import os"}},
        {"types": {"#/a": "class"}},
        {"operations": {"a": "a=b.c=x()"}},
        {"operations": {"a": "a=b;c.d"}},
        {"operations": {"a": "a"}},
        {"operations": ["a"]},
        {"schemas": 3},
    ],
)
def test_invalid_lock_is_rejected(stored: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        NameLock.from_json(stored)


def test_added_webhook_does_not_take_an_existing_name() -> None:
    def with_webhooks(*names: str) -> Tree:
        content = {"application/json": {"schema": {"type": "string"}}}
        post = {"requestBody": {"content": content}, "responses": {}}
        return document({}, {}) | {"webhooks": {name: {"post": post} for name in names}}

    before = Build(with_webhooks("pet.gone", "1st=", "pet gone!"))
    assert before.webhooks == {
        "pet gone!": "pet_gone",
        "pet.gone": "pet_gone_",
        "1st=": "webhook_1st",
    }
    grown = with_webhooks("pet.gone", "1st=", "pet gone!", "pet gone", "1st")
    after = Build(grown, before)
    assert_kept(before, after)
    assert after.webhooks["pet gone"] == "pet_gone_2"
    assert after.webhooks["1st"] == "webhook_1st_"
    assert KeptName("pet_gone", "pet_gone_") in after.kept
    assert Build(grown).webhooks["pet gone"] == "pet_gone"


def test_operation_with_another_scheme_does_not_change_what_a_secret_is_for() -> None:
    def shop(*schemes: str) -> Tree:
        paths: Tree = {}
        for scheme in schemes:
            get = operation(f"get_{scheme}", ref("pet"))
            paths[f"/{scheme}"] = {"get": {**get, "security": [{scheme: []}]}}
        tree = document(paths, {"pet": record(name={"type": "string"})})
        tree["components"]["securitySchemes"] = {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "token": {"type": "http", "scheme": "bearer"},
        }
        return tree

    before = Build(shop("token"))
    assert before.secret_scheme == "token"
    assert Build(shop("key", "token")).secret_scheme == "key"
    assert Build(shop("key", "token"), before).secret_scheme == "token"
