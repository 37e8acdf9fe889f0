"""Expandable fields: `expanded` and `identifier`."""

from __future__ import annotations

from typing import Any

import pytest

from generator.runtime.models.expandable import NotExpandedError, expanded, identifier
from tests.runtime.little_client.models import Card, Customer


def customer(source: Any) -> Customer:
    return Customer.from_dict({"id": "cus_1", "default_source": source})


def test_expanded_returns_object() -> None:
    source = customer({"object": "card", "id": "card_1"}).default_source
    assert expanded(source) is source
    assert type(source) is Card


def test_expanded_rejects_identifier() -> None:
    with pytest.raises(
        NotExpandedError, match=r"identifier 'card_1'; pass expand=\[…\]"
    ):
        expanded(customer("card_1").default_source)


def test_expanded_rejects_none() -> None:
    with pytest.raises(NotExpandedError, match="not None"):
        expanded(customer(None).default_source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("card_1", "card_1"),
        ({"object": "card", "id": "card_1"}, "card_1"),
        ({"object": "brand_new", "id": "new_1"}, "new_1"),
        ({"object": "card"}, None),
        ({"object": "card", "id": 5}, None),
        (None, None),
        (5, None),
    ],
)
def test_identifier_of_both_forms(source: Any, expected: str | None) -> None:
    assert identifier(customer(source).default_source) == expected


def test_expanded_with_class() -> None:
    source = customer({"object": "card", "id": "card_1"}).default_source
    assert expanded(source, Card).id == "card_1"
    with pytest.raises(NotExpandedError, match="expected a Customer, not a Card"):
        expanded(source, Customer)
    with pytest.raises(NotExpandedError, match="'card_1'"):
        expanded("card_1", Card)
