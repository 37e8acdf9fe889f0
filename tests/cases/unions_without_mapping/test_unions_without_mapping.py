"""Unions whose document does not say, or says only in part, which value names which member."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ({"type": "card", "last4": "4242"}, "Card"),
        ({"type": "Card"}, "Card"),
        ({"type": "bank_account", "iban": "x"}, "Bank"),
        ({"type": "coins", "coins": 3}, "Cash"),
        ({"type": "Untold"}, "Untold"),
        ({"note": "n"}, "Untold"),
    ],
)
def test_a_constant_or_the_name_of_a_schema_tells_it(
    value: dict[str, Any],
    name: str,
    client: Any,
    operations: Any,
    models: Any,
    server: Server,
) -> None:
    server.answer({"source": value})
    holder = operations.get_holder(client)
    assert isinstance(holder.source, getattr(models, name))
    assert holder.to_dict() == {"source": value}


@pytest.mark.parametrize("value", [{"type": "of tomorrow", "x": 1}, "red", 5, None])
def test_what_is_no_member_stays_as_it_came(value: object, models: Any) -> None:
    assert models.Holder.from_dict({"source": value}).source == value


def test_numbers_tell_members_apart(models: Any) -> None:
    part = models.Holder.from_dict({"part": {"type": 2, "label": "Go"}}).part
    assert isinstance(part, models.Button)


def test_a_member_without_a_name_is_told_by_its_constant(models: Any) -> None:
    inline = models.Holder.from_dict({"inline": {"type": "other", "x": 1}}).inline
    assert inline.x == 1
    assert isinstance(
        models.Holder.from_dict({"inline": {"type": "card"}}).inline, models.Card
    )


def test_members_with_properties_beside_have_both(models: Any) -> None:
    data = {"paid": {"type": "bank_account", "iban": "x", "amount": 3}}
    paid = models.Holder.from_dict(data).paid
    assert (paid.iban, paid.amount) == ("x", 3)
    assert not isinstance(paid, models.Bank)
    assert models.Holder.from_dict(data).to_dict() == data


@pytest.mark.parametrize(
    "value", [7, {"type": "card"}, [{"type": "coins"}], {"a": {"type": "card"}}]
)
def test_unions_in_unions_lists_and_maps(value: object, models: Any) -> None:
    data = {"deep": value}
    assert models.Holder.from_dict(data).to_dict() == data


@pytest.mark.parametrize(
    ("field", "annotation"),
    [
        ("words", "Colour | Size | None"),
        ("anything", "str | Any | None"),
        ("shorter", "str | None"),
        ("several", "str | int | HolderSeveral | list[int] | None"),
    ],
)
def test_types_say_what_the_document_says(
    field: str, annotation: str, models: Any
) -> None:
    assert models.Holder.__annotations__[field] == annotation
