"""A document in several files that reference each other."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server


def test_path_item_in_other_file(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"kind": "cat", "friends": [{"kind": "dog", "tricks": ["roll"]}]})
    cat = operations.create_pet(client, kind="cat", tag=models.Tag(name="old"))
    assert server.last.json == {"kind": "cat", "tag": {"name": "old"}}
    assert isinstance(cat, models.Cat)
    assert cat.friends[0] == models.Dog(kind="dog", tricks=["roll"])


def test_shared_schema_is_one_type(models: Any) -> None:
    cat = models.Cat.from_dict({"kind": "cat", "tag": {"name": "a"}})
    assert type(cat.tag) is models.Tag


def test_parameters_and_errors_in_other_file(
    client: Any, client_package: Any, operations: Any, models: Any, server: Server
) -> None:
    errors = import_module(f"{client_package.__name__}.errors")
    server.answer({"message": "gone"}, status=404)
    with pytest.raises(errors.NotFoundError) as caught:
        operations.get_pet(client, 7)
    assert server.last.path == "/pets/7"
    assert caught.value.body == models.Problem(message="gone")
