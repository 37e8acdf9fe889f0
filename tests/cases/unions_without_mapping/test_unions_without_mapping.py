"""Unions whose discriminator has no mapping, or a partial one."""

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
def test_member_by_constant_or_schema_name(
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
def test_value_without_member_is_kept(value: object, models: Any) -> None:
    assert models.Holder.from_dict({"source": value}).source == value


def test_member_by_number(models: Any) -> None:
    part = models.Holder.from_dict({"part": {"type": 2, "label": "Go"}}).part
    assert isinstance(part, models.Button)


def test_inline_member_by_constant(models: Any) -> None:
    inline = models.Holder.from_dict({"inline": {"type": "other", "x": 1}}).inline
    assert inline.x == 1
    assert isinstance(
        models.Holder.from_dict({"inline": {"type": "card"}}).inline, models.Card
    )


def test_members_with_sibling_properties(models: Any) -> None:
    data = {"paid": {"type": "bank_account", "iban": "x", "amount": 3}}
    paid = models.Holder.from_dict(data).paid
    assert (paid.iban, paid.amount) == ("x", 3)
    assert not isinstance(paid, models.Bank)
    assert models.Holder.from_dict(data).to_dict() == data


@pytest.mark.parametrize(
    "value", [7, {"type": "card"}, [{"type": "coins"}], {"a": {"type": "card"}}]
)
def test_nested_unions(value: object, models: Any) -> None:
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
def test_annotations(field: str, annotation: str, models: Any) -> None:
    assert models.Holder.__annotations__[field] == annotation
