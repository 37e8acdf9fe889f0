"""The name lock as JSON: what it lists, what it rejects, and locks of earlier versions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.naming.name_lock import LockedArguments, LockedOperation, NameLock
from generator.naming.reserved import ARGUMENT_NAMES
from generator.naming.wire_spelling import SPELLINGS, has_spelling, usual_spelling
from tests.names.builds import Build
from tests.names.documents import Tree, document, operation, parameter, record, ref
from tests.property_settings import examples

TEXT = {"type": "string"}

TREE = document(
    {
        "/pets/{id}": {
            "post": operation(
                "update_pet",
                ref("pet"),
                (
                    parameter("id", "path"),
                    parameter("expand", "query"),
                    parameter("Trace-ID", "header"),
                ),
                record(name=TEXT, id=TEXT, tag_list=TEXT, home=record(x=TEXT)),
            )
        },
        "/pets": {"get": operation("list-pets", ref("pet"))},
    },
    {"pet": record(**{"3d": TEXT, "first_name": TEXT, "_links": TEXT, "self": TEXT})},
)


def relocked(tree: Tree, stored: Any) -> Build:
    """Build a document with a stored lock."""
    before = Build(tree)
    before.lock = NameLock.from_json(stored)
    return Build(tree, before)


def test_lock_lists_what_does_not_follow_from_the_document() -> None:
    assert Build(TREE).lock.to_json() == {
        "spelling": "snake",
        "schemas": {"pet": "="},
        "places": {"update_pet": "home"},
        "types": {},
        "fields": {"Pet": "3d _links self:self_"},
        "operations": {
            "pets": "list-pets=pets.list "
            "update_pet=pets.update=="
            "body,body.id:id_body,header.Trace-ID,path.id,query.expand"
        },
    }


def test_lock_of_an_earlier_version_knows_no_arguments() -> None:
    stored = {
        "schemas": {"pet": "="},
        "places": {"update_pet": "home"},
        "types": {},
        "operations": {
            "pets": "list-pets=pets.get_all=list_them update_pet=pets.update"
        },
    }
    lock = NameLock.from_json(stored)
    assert lock.spelling is None
    assert lock.operations["update_pet"].arguments == LockedArguments()
    after = relocked(TREE, stored)
    assert after.functions["list-pets"] == "list_them"
    assert after.arguments == Build(TREE).arguments
    assert after.lock.spelling == "snake"


_text = st.text(min_size=1)
_identifiers = st.from_regex(r"[a-eg-z][a-z0-9_]{0,5}_x", fullmatch=True)
_classes = _identifiers.map(str.capitalize)
_locations = st.sampled_from(["path", "query", "querystring", "header", "cookie"])
_arguments = st.builds(
    LockedArguments,
    st.dictionaries(
        st.tuples(_locations | st.just("body"), st.text())
        | st.just(("media_type", "")),
        _identifiers,
    ),
    st.none() | _locations,
)
_places = st.lists(_text, min_size=1, max_size=3).map(".".join)


@examples(30, with_slow=1000)
@given(
    st.builds(
        NameLock,
        places=st.dictionaries(_places, st.none() | _places),
        fields=st.dictionaries(
            _identifiers, st.dictionaries(st.text(), _identifiers, min_size=1)
        ),
        operations=st.dictionaries(
            _text,
            st.builds(
                LockedOperation,
                st.tuples(_text, _text),
                st.none() | st.sampled_from(["pets.list", "人事.list"]),
                _identifiers,
                _arguments,
            ),
        ),
        resource_classes=st.dictionaries(st.tuples(_text, _text), _classes),
        schemes=st.dictionaries(st.text(), _identifiers),
        failures=st.dictionaries(st.text(), _classes.map("{}Error2".format)),
        servers=st.dictionaries(st.text(), _identifiers),
        spelling=st.sampled_from(SPELLINGS),
    )
)
def test_lock_survives_the_manifest(lock: NameLock) -> None:
    assert NameLock.from_json(json.loads(json.dumps(lock.to_json()))) == lock


@pytest.mark.parametrize(
    "stored",
    [
        {"spelling": "train"},
        {"spelling": ["snake"]},
        {"fields": {"Pet": "name:import os"}},
        {"fields": {"Pet": "name:class"}},
        {"fields": {"Pet": "name:__init__"}},
        {"fields": {"Pet": "name:ﬁ"}},
        {"fields": {"Pet": "name:a:b"}},
        {"fields": {"Pet": 3}},
        {"fields": ["Pet"]},
        {"operations": {"a": "a=b.c==query.name:x()"}},
        {"operations": {"a": "a=b.c==query.name:def"}},
        {"operations": {"a": "a=b.c==query.name:_x"}},
        {"operations": {"a": "a=b.c==cooky"}},
        {"operations": {"a": "a=b.c==query,name"}},
        {"operations": {"a": "a=b.c==query,cooky.name"}},
        {"operations": {"a": "a=b.c==query="}},
        {"resources": {"a/b": "A B"}},
        {"errors": {"gone": "Gone"}},
        {"errors": {"gone": "Go-neError"}},
        {"schemes": {"key": "a=b"}},
        {"schemes": {"key": 1}},
        {"servers": {"https://a.example": ""}},
        {"servers": {"https://a.example": "a()"}},
        {"servers": {"https://a.example": "__import__"}},
    ],
)
def test_invalid_lock_is_rejected(stored: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        NameLock.from_json(stored)


def test_stored_names_that_are_reserved_or_taken_are_not_used() -> None:
    reserved = sorted(ARGUMENT_NAMES)[0]
    stored = Build(TREE).lock.to_json() | {
        "fields": {"Pet": "3d:to_dict _links:x self:x first_name:x"},
        "operations": {
            "pets": "update_pet=pets.update=="
            f"body,body.id:{reserved},query.expand:id,path.id:id"
        },
    }
    after = relocked(TREE, stored)
    names = [name for (_, _, _), name in after.arguments.items()]
    assert len(set(names)) == len(names)
    assert not ARGUMENT_NAMES & set(names)
    assert sorted(after.fields["Pet", name] for name in ("_links", "self")) == [
        "self_",
        "x",
    ]
    assert after.fields["Pet", "3d"] == "field_3d"


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("id", "snake camel kebab"),
        ("tax_id", "snake"),
        ("taxId", "camel"),
        ("TaxId", "pascal"),
        ("tax-id", "kebab"),
        ("class", "snake camel kebab"),
        ("class_", ""),
        ("userID", ""),
        ("_links", ""),
        ("3d", ""),
        ("", ""),
    ],
)
def test_spelling_of_names(name: str, spellings: str) -> None:
    assert [each for each in SPELLINGS if has_spelling(name, each)] == spellings.split()


@pytest.mark.parametrize(
    ("names", "spelling"),
    [
        ([], "snake"),
        (["id", "name"], "snake"),
        (["id", "taxId"], "camel"),
        (["Id", "TaxId"], "pascal"),
        (["tax-id", "id"], "kebab"),
        (["taxId", "tax_id"], "snake"),
    ],
)
def test_usual_spelling_is_the_most_frequent(names: list[str], spelling: str) -> None:
    assert usual_spelling(names) == spelling
