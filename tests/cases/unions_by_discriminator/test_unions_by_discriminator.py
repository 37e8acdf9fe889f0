"""`discriminator`: explicit mappings, schema names and unknown values."""

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
def test_member_by_discriminator(
    tag: str, name: str, client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer([{"petType": tag, "name": "Pip"}])
    (pet,) = operations.list_pets(client)
    assert isinstance(pet, getattr(models, name))
    assert pet.to_dict() == {"petType": tag, "name": "Pip"}


@pytest.mark.parametrize("tag", ["axolotl", "other"])
def test_unknown_or_ambiguous_discriminator_is_kept(
    tag: str, client: Any, operations: Any, server: Server
) -> None:
    data = {"petType": tag, "gills": 6}
    server.answer([data])
    assert operations.list_pets(client) == [data]


def test_formats_of_mapping_by_discriminator(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    born = datetime(2026, 1, 1, tzinfo=UTC)
    operations.post_pet(client, body={"petType": "puppy", "born": born})
    assert server.last.json == {"petType": "puppy", "born": 1767225600}
    operations.post_pet(client, body=models.Dog(pet_type="puppy", born=born))
    assert server.last.json == {"petType": "puppy", "born": 1767225600}
