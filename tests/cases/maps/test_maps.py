"""Maps, alone and as additional properties."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.cases.serving import Server

_TIME = datetime(2026, 1, 1, tzinfo=UTC)
_DATA = {
    "names": {"de": "Köln", "en": "Cologne"},
    "anything": {"a": [1, {"b": None}]},
    "nothing_said": {"c": 1},
    "places": {"cathedral": {"latitude": 50.9, "longitude": 6.9}},
    "opened": {"1880": 1767225600},
    "legend": {"title": "Signs", "churches": 3},
}


def test_map_values_are_decoded(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(_DATA)
    atlas = operations.get_atlas(client)
    assert atlas.names == {"de": "Köln", "en": "Cologne"}
    assert atlas.anything == {"a": [1, {"b": None}]}
    assert isinstance(atlas.places["cathedral"], models.Place)
    assert atlas.opened == {"1880": _TIME}
    assert atlas.to_dict() == _DATA


def test_additional_properties(models: Any) -> None:
    legend = models.Atlas.from_dict(_DATA).legend
    assert legend.title == "Signs"
    assert legend.additional_properties == {"churches": 3}
    legend.additional_properties["castles"] = 2
    assert legend.to_dict() == {"title": "Signs", "churches": 3, "castles": 2}


def test_map_value_formats(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    operations.put_atlas(
        client,
        opened={"1880": _TIME},
        places={"a": models.Place(latitude=1), "b": {"longitude": 2}},
        legend={"title": "Signs", "churches": 3},
    )
    assert server.last.json == {
        "opened": {"1880": 1767225600},
        "places": {"a": {"latitude": 1}, "b": {"longitude": 2}},
        "legend": {"title": "Signs", "churches": 3},
    }
