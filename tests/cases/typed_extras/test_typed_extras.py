"""Objects with declared properties and typed additional ones."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.cases.serving import Server

_STOCK = {
    "place": "cellar",
    "shelves": {"x-by": "Ada", "1": {"number": 4}},
    "times": {"zone": "UTC", "opened": "2026-05-01T00:00:00Z"},
    "labels": {"colour": "red"},
    "sealed": {"by": "Bob", "new": [1]},
    "more": {"by": "Cy", "note": "n", "others": [{"number": 5}, "five", 5, None]},
    "screw": {"number": 1},
    "nail": {"number": 2, "size": 3},
}


def test_additional_properties_are_decoded(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(_STOCK)
    stock = operations.put_stock(client, body={"place": "attic"})
    assert set(stock.additional_properties) == {"screw", "nail"}
    assert stock.additional_properties["screw"] == models.Part(number=1)
    assert stock.shelves == {"x-by": "Ada", "1": models.Part(number=4)}
    opened = stock.times.additional_properties["opened"]
    assert opened == datetime(2026, 5, 1, tzinfo=UTC)
    assert stock.more.additional_properties["others"][0] == models.Part(number=5)
    assert stock.to_dict() == _STOCK


def test_additional_properties_are_sent(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    stock = models.Stock(place="attic", times=models.Times(zone="UTC"))
    stock.additional_properties["bolt"] = models.Part(number=3)
    stock.times.additional_properties = {"closed": datetime(2026, 5, 2, tzinfo=UTC)}
    operations.put_stock(client, body=stock)
    sent = {
        "place": "attic",
        "times": {"zone": "UTC", "closed": "2026-05-02T00:00:00Z"},
        "bolt": {"number": 3},
    }
    assert server.last.json == sent


def test_additional_properties_of_mapping(
    client: Any, operations: Any, server: Server
) -> None:
    times = {"closed": datetime(2026, 5, 2, tzinfo=UTC)}
    operations.put_stock(client, body={"place": "attic", "times": times})
    assert server.last.json["times"] == {"closed": "2026-05-02T00:00:00Z"}


def test_additional_property_of_other_type_is_kept(models: Any) -> None:
    data = {"place": "attic", "odd": [1, "two"], "none": None}
    stock = models.Stock.from_dict(data)
    assert stock.additional_properties == {"odd": [1, "two"], "none": None}
    assert stock.to_dict() == data
