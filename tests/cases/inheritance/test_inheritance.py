"""Schemas that build on one with a discriminator: what comes is the child that its value names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("kitty", "Cat"),
        ("Cat", "Cat"),
        ("Lion", "Lion"),
        ("Dog", "Dog"),
        ("winged", "Bird"),
        ("Bird", "Bird"),
        ("Animal", "Animal"),
        ("of tomorrow", "Animal"),
    ],
)
def test_a_value_is_the_child_that_it_names_and_else_the_parent(
    client: Any, operations: Any, models: Any, server: Server, kind: str, name: str
) -> None:
    data = [{"kind": kind, "new": 1, "friends": [{"kind": "Lion", "mane": True}]}]
    server.answer(data)
    (animal,) = operations.list_animals(client)
    assert type(animal) is getattr(models, name)
    assert isinstance(animal.friends[0], models.Lion)
    assert [animal.to_dict()] == data


def test_a_child_with_children_of_its_own_is_told_apart_from_these(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"kind": "Lion", "prey": {"kind": "kitty", "lives": 9}})
    lion = operations.add_animal(client, body={"kind": "Dog"})
    assert isinstance(lion, models.Lion)
    assert isinstance(lion.prey, models.Cat)
    assert server.last.json == {"kind": "Dog"}


def test_a_child_can_be_sent_as_a_model_or_as_a_mapping(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    hatched = date(2026, 5, 1)
    operations.add_animal(client, body=models.Bird(kind="winged", hatched=hatched))
    assert server.last.json == {"kind": "winged", "hatched": "2026-05-01"}
    operations.add_animal(client, body={"kind": "winged", "hatched": hatched})
    assert server.last.json == {"kind": "winged", "hatched": "2026-05-01"}


def test_children_that_a_union_lists_may_build_on_that_union(models: Any) -> None:
    moss = models.Moss.from_dict({"sort": "Moss", "on": {"sort": "Tree", "height": 3}})
    assert isinstance(moss.on, models.Tree)
    assert moss.on.height == 3
