"""`discriminator`: explicit values, names of schemas, and values that nobody knows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("kitten", "Cat"),
        ("cat", "Cat"),
        ("puppy", "Dog"),
        ("Bird", "Bird"),
        ("cod", "Fish"),
        ("toad", "Frog"),
        ("Frog", "Frog"),
    ],
)
def test_the_value_names_the_member(
    tag: str, name: str, client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer([{"petType": tag, "name": "Pip"}])
    (pet,) = operations.list_pets(client)
    assert isinstance(pet, getattr(models, name))
    assert pet.to_dict() == {"petType": tag, "name": "Pip"}


@pytest.mark.parametrize("tag", ["axolotl", "other"])
def test_a_value_of_tomorrow_or_of_several_stays_as_it_came(
    tag: str, client: Any, operations: Any, server: Server
) -> None:
    data = {"petType": tag, "gills": 6}
    server.answer([data])
    assert operations.list_pets(client) == [data]


def test_formats_in_a_mapping_follow_the_member_that_its_value_names(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    born = datetime(2026, 1, 1, tzinfo=UTC)
    operations.post_pet(client, body={"petType": "puppy", "born": born})
    assert server.last.json == {"petType": "puppy", "born": 1767225600}
    operations.post_pet(client, body=models.Dog(pet_type="puppy", born=born))
    assert server.last.json == {"petType": "puppy", "born": 1767225600}
