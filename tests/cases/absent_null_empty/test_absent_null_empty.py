"""Distinguish absent, null and empty values."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from tests.cases.serving import Server

DATA = [
    {},
    {"nickname": None},
    {"nickname": "", "tags": [], "settings": {}, "address": {}},
    {"bio": None, "tags": None, "address": {"city": None}},
    {"nickname": "Ada", "of_tomorrow": {"a": [None]}},
]


@pytest.mark.parametrize("data", DATA)
def test_object_round_trip(
    data: dict[str, object], client: Any, operations: Any, server: Server
) -> None:
    server.answer(data)
    profile = operations.get_profile(client)
    assert profile.to_dict() == data
    assert copy.deepcopy(profile).to_dict() == data
    assert pickle.loads(pickle.dumps(profile)).to_dict() == data
    assert dataclasses.replace(profile).to_dict() == data


def test_absent_and_null_fields(models: Any) -> None:
    absent = models.Profile.from_dict({})
    null = models.Profile.from_dict({"nickname": None})
    assert absent.nickname is None
    assert null.nickname is None
    assert not absent.is_set("nickname")
    assert null.is_set("nickname")
    assert absent != null


def test_replace_sets_one_field(models: Any) -> None:
    profile = models.Profile.from_dict({"nickname": None, "future": 1})
    changed = dataclasses.replace(profile, bio="")
    assert changed.to_dict() == {"nickname": None, "bio": "", "future": 1}
    assert profile.to_dict() == {"nickname": None, "future": 1}


def test_omitted_and_null_arguments(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    operations.patch_profile(client, nickname=None, tags=[])
    assert server.last.json == {"nickname": None, "tags": []}
    operations.patch_profile(client, address=models.Address(city=None))
    assert server.last.json == {"address": {"city": None}}
    operations.patch_profile(client, address={"city": None, "street": ""})
    assert server.last.json == {"address": {"city": None, "street": ""}}


def test_unset_argument_is_omitted(
    client: Any, client_package: Any, operations: Any, models: Any, server: Server
) -> None:
    unset = client_package.UNSET
    address = models.Address(city=unset, street="Main")
    operations.patch_profile(client, nickname=unset, address=address)
    assert server.last.json == {"address": {"street": "Main"}}
