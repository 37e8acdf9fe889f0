"""The lock of names: what a client has is kept, also where the rules would have it otherwise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostics
from generator.lower.lower import lower
from generator.naming.lock import NOTHING_LOCKED, NameLock
from generator.naming.locking import KeptName, lock_of, names_with_lock
from generator.spec.parse import parse_document
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


class Build:
    """A build of a document, with the lock of the one before."""

    lock: NameLock

    def __init__(self, tree: Tree, before: Build | None = None) -> None:
        diagnostics = Diagnostics()
        lock = before.lock if before is not None else NOTHING_LOCKED
        api = lower(parse_document(tree, diagnostics), diagnostics, chosen=lock.places)
        diagnostics.raise_errors()
        names, self.kept = names_with_lock(api, {}, lock)
        # As it is found again: through the manifest.
        stored = json.loads(json.dumps(lock_of(api, names, {}).to_json()))
        self.lock = NameLock.from_json(stored)
        assert self.lock == lock_of(api, names, {})
        self.types = {str(id_): name for id_, name in names.types.items()}
        self.functions = {key: each.function for key, each in names.operations.items()}
        self.methods = {key: each.method.path for key, each in names.operations.items()}
        self.webhooks = dict(names.webhooks)
        self.modules = {key: each.resource for key, each in names.operations.items()}

    def public(self) -> dict[tuple[str, str], object]:
        """Every name that code outside of the client can mention."""
        groups: dict[str, Any] = {
            "type": self.types,
            "function": self.functions,
            "method": self.methods,
            "module": self.modules,
            "webhook": self.webhooks,
        }
        return {
            (kind, key): name
            for kind, names in groups.items()
            for key, name in names.items()
        }


def assert_kept(before: Build, after: Build) -> None:
    old, new = before.public(), after.public()
    assert {key: new.get(key) for key in old} == old


@many
@given(additions(CROWDED))
def test_a_rebuild_keeps_every_name(parts: tuple[Tree, Tree]) -> None:
    before = Build(CROWDED)
    assert_kept(before, Build(with_parts(CROWDED, *parts), before))


# Names that things of the document have, or would ask for.
_SOUGHT = (
    *("Pet", "pet", "PET", "petOwner", "PetOwner", "pet-owner", "DeletedPet"),
    *("List", "ListModel", "Pet_status", "PetStatus", "PetOwnerModel", "list_of"),
)
_KEYS = ("list-pets", "ListPets", "get_pet", "getPet", "delete", "list_pets_v2")
_PATHS = ("/v1/pets/search", "/v1/shop", "/v1/shop/carts", "/v1/pets/{id}/list", "/v0")


@many
@given(
    st.sets(st.sampled_from(_SOUGHT)),
    st.lists(
        st.tuples(st.sampled_from(_PATHS), st.sampled_from(_KEYS)),
        unique_by=(lambda each: each[0], lambda each: each[1]),
    ),
)
def test_additions_that_ask_for_names_that_are_there_do_not_get_them(
    schemas: set[str], operations: list[tuple[str, str]]
) -> None:
    here = CROWDED["components"]["schemas"]
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
    fresh = {
        name: record(new={"type": "string"}) for name in schemas if name not in here
    }
    after = Build(with_parts(CROWDED, paths, fresh), before)
    assert_kept(before, after)
    assert len(set(after.types.values())) == len(after.types)
    assert len(set(after.functions.values())) == len(after.functions)
    assert len(set(after.methods.values())) == len(after.methods)


def test_a_new_component_does_not_take_the_name_of_an_inline_type() -> None:
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


def test_the_lock_goes_on_from_build_to_build() -> None:
    tree = document(
        {"/a": {"get": operation("a", ref("pet"))}},
        {"pet": record(owner=record(name={"type": "string"}))},
    )
    grown = with_parts(tree, {}, {"pet_owner": record(x={"type": "string"})})
    second = Build(grown, Build(tree))
    assert_kept(second, Build(grown, second))


def test_a_method_stays_when_the_paths_around_it_would_make_it_another() -> None:
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


def test_a_resource_gives_way_where_a_method_has_its_name() -> None:
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


def test_nothing_is_kept_where_nothing_would_change() -> None:
    before = Build(CROWDED)
    assert Build(CROWDED, before).kept == ()


def test_names_with_spaces_and_signs_are_found_again() -> None:
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
def test_a_lock_that_nobody_wrote_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        NameLock.from_json(stored)


def test_a_new_webhook_does_not_take_the_name_of_one_that_is_there() -> None:
    def sending(*names: str) -> Tree:
        content = {"application/json": {"schema": {"type": "string"}}}
        post = {"requestBody": {"content": content}, "responses": {}}
        return document({}, {}) | {"webhooks": {name: {"post": post} for name in names}}

    before = Build(sending("pet.gone", "1st=", "pet gone!"))
    assert before.webhooks == {
        "pet gone!": "pet_gone",
        "pet.gone": "pet_gone_",
        "1st=": "webhook_1st",
    }
    grown = sending("pet.gone", "1st=", "pet gone!", "pet gone", "1st")
    after = Build(grown, before)
    assert_kept(before, after)
    assert after.webhooks["pet gone"] == "pet_gone_2"
    assert after.webhooks["1st"] == "webhook_1st_"
    assert KeptName("pet_gone", "pet_gone_") in after.kept
    assert Build(grown).webhooks["pet gone"] == "pet_gone"
