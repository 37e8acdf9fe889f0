"""`prefixItems`: lists of a fixed length are tuples."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cases.serving import Server

_ROUTE = {
    "ends": [{"name": "A"}, "2026-05-01"],
    "point": [1.5, 2],
    "single": ["x"],
    "line": [[0, 1], [2, 3]],
    "stops": ["a", {"name": "B"}],
    "span": [1],
    "box": [{"name": "C"}],
    "leg": ["via", {"name": "D"}],
    "anything": [1, None, {}],
    "nothing": [],
    "sets": [[[1]], []],
}


@pytest.mark.parametrize(
    ("field", "annotation"),
    [
        ("ends", "tuple[Place, Date] | None"),
        ("point", "tuple[float, float] | None"),
        ("single", "tuple[str] | None"),
        ("line", "list[tuple[float, float]] | None"),
        ("stops", "list[str | Place] | None"),
        ("span", "list[int] | None"),
        ("box", "tuple[int, int] | tuple[Place] | list[Date] | None"),
        (
            "leg",
            "tuple[Literal['at'], Date] | tuple[Literal['via'], Place] | None",
        ),
        ("anything", "list[Any] | None"),
        ("nothing", "list[Never] | None"),
        ("sets", "list[list[list[int]]] | None"),
    ],
)
def test_annotations(field: str, annotation: str, models: Any) -> None:
    assert models.Route.__annotations__[field].replace('"', "'") == annotation


def test_tuple_items_are_decoded(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(_ROUTE)
    route = operations.add_route(client)
    assert route.ends == (models.Place(name="A"), date(2026, 5, 1))
    assert route.point == (1.5, 2)
    assert route.line == [(0, 1), (2, 3)]
    assert route.stops == ["a", models.Place(name="B")]
    assert route.box == (models.Place(name="C"),)
    assert route.leg == ("via", models.Place(name="D"))
    assert route.to_dict() == _ROUTE


def test_tuple_of_other_length_is_list(models: Any) -> None:
    data = {"ends": [{"name": "A"}], "box": ["2026-05-01"] * 3}
    route = models.Route.from_dict(data)
    assert route.ends == [{"name": "A"}]
    assert route.box == [date(2026, 5, 1)] * 3
    assert route.to_dict() == data


def test_tuples_are_sent_as_lists(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    operations.add_route(
        client, ends=({"name": "A"}, date(2026, 5, 1)), line=[(0, 1), (2, 3)]
    )
    assert server.last.json == {
        "ends": [{"name": "A"}, "2026-05-01"],
        "line": [[0, 1], [2, 3]],
    }
