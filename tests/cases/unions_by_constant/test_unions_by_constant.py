"""Unions whose members have a constant property."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"object": "card", "last4": "4242"}, "Card"),
        ({"object": "bank_account", "last4": "6789"}, "BankAccount"),
    ],
)
def test_member_by_constant(
    data: dict[str, str],
    name: str,
    client: Any,
    operations: Any,
    models: Any,
    server: Server,
) -> None:
    server.answer(data)
    source = operations.get_source(client)
    assert isinstance(source, getattr(models, name))
    assert source.to_dict() == data


def test_member_by_most_matching_constants(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer([{"object": "card", "kind": "reader"}, {"object": "card"}])
    reader, card = operations.list_sources(client)
    assert isinstance(reader, models.CardReader)
    assert isinstance(card, models.Card)


def test_unknown_member_is_kept(client: Any, operations: Any, server: Server) -> None:
    server.answer([{"object": "wallet", "balance": 7}, "a string"])
    assert operations.list_sources(client) == [
        {"object": "wallet", "balance": 7},
        "a string",
    ]


@pytest.mark.parametrize(
    ("state", "at"), [("due", "2026-05-01"), ("lost", date(2026, 5, 1))]
)
def test_member_listing_enum_value_is_preferred(
    state: str, at: object, client: Any, operations: Any, server: Server
) -> None:
    server.answer({"state": state, "at": "2026-05-01"})
    assert operations.get_payment(client).at == at
