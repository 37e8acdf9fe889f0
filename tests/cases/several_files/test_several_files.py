"""A document in several files, which refer to each other and back."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server


def test_a_path_item_and_its_schemas_may_stand_in_other_files(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"kind": "cat", "friends": [{"kind": "dog", "tricks": ["roll"]}]})
    cat = operations.create_pet(client, kind="cat", tag=models.Tag(name="old"))
    assert server.last.json == {"kind": "cat", "tag": {"name": "old"}}
    assert isinstance(cat, models.Cat)
    assert cat.friends[0] == models.Dog(kind="dog", tricks=["roll"])


def test_what_several_files_refer_to_is_one_type(models: Any) -> None:
    cat = models.Cat.from_dict({"kind": "cat", "tag": {"name": "a"}})
    assert type(cat.tag) is models.Tag


def test_parameters_and_errors_of_another_file_are_those_of_the_operation(
    client: Any, client_package: Any, operations: Any, models: Any, server: Server
) -> None:
    errors = import_module(f"{client_package.__name__}.errors")
    server.answer({"message": "gone"}, status=404)
    with pytest.raises(errors.NotFoundError) as caught:
        operations.get_pet(client, 7)
    assert server.last.path == "/pets/7"
    assert caught.value.body == models.Problem(message="gone")
