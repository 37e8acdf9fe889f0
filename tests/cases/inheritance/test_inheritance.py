"""Schemas that extend one with a discriminator: its value selects the child class."""

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
def test_discriminator_selects_child_or_parent(
    client: Any, operations: Any, models: Any, server: Server, kind: str, name: str
) -> None:
    data = [{"kind": kind, "new": 1, "friends": [{"kind": "Lion", "mane": True}]}]
    server.answer(data)
    (animal,) = operations.list_animals(client)
    assert type(animal) is getattr(models, name)
    assert isinstance(animal.friends[0], models.Lion)
    assert [animal.to_dict()] == data


def test_grandchildren_by_discriminator(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"kind": "Lion", "prey": {"kind": "kitty", "lives": 9}})
    lion = operations.add_animal(client, body={"kind": "Dog"})
    assert isinstance(lion, models.Lion)
    assert isinstance(lion.prey, models.Cat)
    assert server.last.json == {"kind": "Dog"}


def test_child_as_model_or_mapping(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    hatched = date(2026, 5, 1)
    operations.add_animal(client, body=models.Bird(kind="winged", hatched=hatched))
    assert server.last.json == {"kind": "winged", "hatched": "2026-05-01"}
    operations.add_animal(client, body={"kind": "winged", "hatched": hatched})
    assert server.last.json == {"kind": "winged", "hatched": "2026-05-01"}


def test_union_of_children_that_extend_it(models: Any) -> None:
    moss = models.Moss.from_dict({"sort": "Moss", "on": {"sort": "Tree", "height": 3}})
    assert isinstance(moss.on, models.Tree)
    assert moss.on.height == 3
