"""Unions of different JSON types: string, number, array, object, null."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize("value", ["text", 7, None, 1.5, True])
def test_scalar_member(value: object, models: Any) -> None:
    holder = models.Holder.from_dict({"value": value})
    assert holder.value is value
    assert holder.to_dict() == {"value": value}


def test_object_and_array_members(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    point = {"x": 1, "y": 2}
    server.answer({"value": point})
    assert operations.get_value(client).value == models.Point(x=1, y=2)
    server.answer({"value": [point, point]})
    assert operations.get_value(client).value == [models.Point(x=1, y=2)] * 2


def test_string_or_date_time(models: Any) -> None:
    assert models.Holder.from_dict({"moment": "now"}).moment == "now"
    time = datetime(2026, 1, 1, tzinfo=UTC)
    assert models.Holder.from_dict({"moment": 1767225600}).moment == time


def test_string_or_date_annotation(models: Any) -> None:
    spelt = models.Holder.__annotations__["day"].replace('"', "'")
    assert spelt == "Literal['never'] | Date | None"
    assert models.HolderDict.__annotations__["day"].__forward_arg__ == "date | str"
    assert models.Holder.from_dict({"day": "never"}).day == "never"
    assert models.Holder.from_dict({"day": "2026-05-01"}).day == date(2026, 5, 1)


def test_union_members_are_sent(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    value = [models.Point(x=1, y=2), {"x": 3, "y": 4}]
    operations.put_value(client, value=value, moment=moment, amount={"from": 1})
    assert server.last.json == {
        "value": [{"x": 1, "y": 2}, {"x": 3, "y": 4}],
        "moment": 1767225600,
        "amount": {"from": 1},
    }
    operations.put_value(client, value=None, moment="now", amount=5)
    assert server.last.json == {"value": None, "moment": "now", "amount": 5}
